import Testing

@testable import Service

@Suite struct StyleTests {
  /// WCAG 2.2, AA: 4.5 for text, 3 for what is drawn.
  @Test(arguments: Palette.pairs.map { ($0.front, $0.back, $0.least) })
  func aPairOfColoursCanBeToldApartInBothSchemes(front: String, back: String, least: Double) throws {
    let front = try #require(Palette.all.first { $0.name == front })
    let back = try #require(Palette.all.first { $0.name == back })
    #expect(front.light.contrast(with: back.light) >= least, "light")
    #expect(front.dark.contrast(with: back.dark) >= least, "dark")
  }

  @Test func contrastIsWhatTheStandardSays() {
    let (black, white, grey) = (Colour(rgb: 0), Colour(rgb: 0xffffff), Colour(rgb: 0x767676))
    #expect(abs(black.contrast(with: white) - 21) < 0.001)
    #expect(abs(white.contrast(with: grey) - 4.542) < 0.005)
    #expect(white.contrast(with: white) == 1)
    #expect(Colour(rgb: 0x0a0b0c).css == "#0a0b0c")
  }

  @Test func everyColourThatIsUsedIsThere() {
    let used = Set(Stylesheet.text.matches(of: /var\(--([a-z-]+)\)/).map { String($0.output.1) })
    let there = Set(Palette.all.map(\.name))
    #expect(used.subtracting(there).isEmpty)
    #expect(there.subtracting(used).isEmpty, "and none is there for nothing")
  }

  @Test func theStylesheetIsWhole() {
    let text = Stylesheet.text
    #expect(text.count { $0 == "{" } == text.count { $0 == "}" })
    #expect(!text.contains("http") && !text.contains("@import") && !text.contains("url("), "it loads nothing")
    #expect(text.contains("@media print") && text.contains("prefers-color-scheme:dark"))
  }
}

@Suite struct TemplateTests {
  @Test func everyTemplateParsesAndFindsItsParts() throws {
    _ = try Templates()
    let names = Set(Templates.texts.keys)
    for (name, text) in Templates.texts {
      for part in text.matches(of: /\{\{[<>]\s*([a-z-]+)\s*\}\}/) {
        #expect(names.contains(String(part.output.1)), "\(name): \(part.output.1)")
      }
      #expect(!text.contains("{{{") && !text.contains("{{&"), "\(name) puts in nothing that is not escaped")
    }
  }

  @Test func signsAreEscapedScalarByScalar() {
    let markup = Markup()
    #expect(markup.escapeText("a < b & \"c\" > 'd'") == "a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;")
    // A sign and an accent are one character, and the sign is still one.
    #expect(
      markup.escapeText("\"\u{301}<\u{338}").unicodeScalars.elementsEqual("&quot;\u{301}&lt;\u{338}".unicodeScalars))
    #expect(markup.escapeText("Zoë, 日本") == "Zoë, 日本")
  }
}
