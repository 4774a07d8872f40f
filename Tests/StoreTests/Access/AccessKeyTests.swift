import Testing

@testable import Store

@Suite struct AccessKeyTests {
  @Test(arguments: AccessKey.Kind.allCases)
  func aKeyIsReadAsItWasWritten(kind: AccessKey.Kind) throws {
    for _ in 0..<200 {
      let key = AccessKey.random(kind)
      let read = try #require(AccessKey(key.text))
      #expect(read == key && read.kind == kind && read.matches(key.secretHash))
      #expect(key.text.wholeMatch(of: /hw_[a-z]+_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}/) != nil)
    }
  }

  /// Each character, replaced by every other that a key is made of; each two neighbours, swapped; each end, cut off.
  @Test func noKeyWithASlipIsTakenForAKey() throws {
    let text = Array(AccessKey.random(.write).text)
    for index in text.indices {
      for other in Secret.alphanumerics + ["_", " ", "-", "é"] where other != text[index] {
        var slipped = text
        slipped[index] = other
        #expect(AccessKey(String(slipped)) == nil, "\(index): \(other)")
      }
      #expect(AccessKey(String(text[..<index])) == nil)
      if index > 0, text[index] != text[index - 1] {
        var swapped = text
        swapped.swapAt(index, index - 1)
        #expect(AccessKey(String(swapped)) == nil, "\(index)")
      }
    }
    #expect(AccessKey(String(text) + "0") == nil && AccessKey("") == nil && AccessKey(" " + String(text)) == nil)
  }

  @Test func textsOfAnyLengthAreNoKeysAndCostNothing() {
    for text in [
      "hw_____", "hw_write____", String(repeating: "_", count: 1_000_000), String(repeating: "hw_", count: 100_000),
      "\u{0}",
      "Bearer hw_write", "hw_admin_AAAAAAAAAAAA_\(String(repeating: "A", count: 43))_000000",
    ] {
      #expect(AccessKey(text) == nil)
    }
  }

  /// The published check value of CRC-32, so that any other program can check a key of ours.
  @Test func theChecksumIsCRC32() {
    #expect(CRC32.of("123456789".utf8) == 0xCBF4_3926)
    #expect(Base62.text(of: 0, digits: 6) == "000000" && Base62.text(of: .max, digits: 6) == "4gfFC3")
  }

  @Test func noTwoAreAlike() {
    let keys = (0..<2_000).map { _ in AccessKey.random(.read) }
    #expect(Set(keys.map(\.id)).count == 2_000 && Set(keys.map(\.secret)).count == 2_000)
    var letters: Set<Character> = []
    for key in keys { letters.formUnion(key.secret) }
    #expect(letters.count == 62)
  }

  /// A log line, an error, a crash report: none shows a secret.
  @Test func whatIsPrintedOfAKeyHasNoSecret() {
    let key = AccessKey.random(.agency)
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(reflecting: key), String(describing: [key]), "\(Optional(key) as Any)", dumped] {
      #expect(!text.contains(key.secret), "\(text)")
      #expect(text.contains(key.id.text))
    }
  }

  @Test func aKeyIsNamedByItsIdByWhatLogsShowAndByAllOfIt() {
    let key = AccessKey.random(.write)
    for text in [key.id.text, key.description, "hw_write_\(key.id)", key.text, String(key.text.dropLast(3))] {
      #expect(KeyID(naming: text) == key.id, "\(text)")
    }
    for text in ["", "x", "hw_other_\(key.id)", "hw_write", key.id.text + "1", "acme"] {
      #expect(KeyID(naming: text) == nil, "\(text)")
    }
  }
}
