import Definitions
import Testing

@Suite struct YAMLTests {
  @Test func everyNodeKnowsItsLineAndColumn() throws {
    let root = try YAMLReader.read("a: 1\nb:\n  - x\n  - {c: 'two'}\n", file: "f.yaml")
    let mapping = try root.mapping(["a", "b"])
    #expect(try mapping.required("a").integer(in: 0...9) == 1)
    #expect(mapping["a"]?.position == SourcePosition(line: 1, column: 4))
    let items = try #require(mapping["b"]).sequence()
    #expect(items.map(\.position.line) == [3, 4])
    #expect(try items[1].entries().map(\.key) == ["c"])
    #expect(try items[1].entries()[0].value.position == SourcePosition(line: 4, column: 9))
    #expect(try items[1].entries()[0].value.text() == "two")
  }

  @Test func scalarsMeanWhatTheirReaderAsksFor() throws {
    let mapping = try YAMLReader.read("a: true\nb: no\nc: '5'\nd: ~\ne: 0x1F\n", file: "f").mapping([
      "a", "b", "c", "d", "e",
    ])
    #expect(try mapping.required("a").text() == "true")
    #expect(try mapping.required("a").boolean())
    #expect(throws: Diagnostic.self) { try mapping.required("b").boolean() }
    #expect(throws: Diagnostic.self) { try mapping.required("c").integer(in: 0...9) }
    #expect(mapping["d"] == nil)
    #expect(throws: Diagnostic.self) { try mapping.required("d") }
    #expect(throws: Diagnostic.self) { try mapping.required("e").integer(in: 0...99) }
  }

  @Test func anAliasStandsForWhatItNames() throws {
    let mapping = try YAMLReader.read("a: &x [1, 2]\nb: *x\n", file: "f").mapping(["a", "b"])
    #expect(try mapping.required("b").sequence().map { try $0.text() } == ["1", "2"])
  }

  @Test(arguments: [
    ("", "1:1 the file is empty"),
    ("# nothing\n", "2:1 the file is empty"),
    ("a: 1\na: 2\n", "2:1 `a` stands here twice; the first is in line 1"),
    ("a: [1, 2\n", "2:1 this is not YAML: while parsing a flow sequence, did not find expected ',' or ']'"),
    ("a: 1\n---\nb: 2\n", "2:1 a second document begins here; a file holds one"),
    ("a: *nobody\n", "1:4 nothing is named `&nobody` before this"),
    ("a: &x [*x]\n", "1:8 nothing is named `&x` before this"),
    ("a: !!str x\n", "1:4 tags like `tag:yaml.org,2002:str` are not used here"),
    ("? [a, b]\n: c\n", "1:3 a key is a word or a quoted string"),
    ("a: \u{1}\n", "1:4 this is not YAML: control characters are not allowed"),
    ("a: 'x\n", "2:1 this is not YAML: while scanning a quoted scalar, found unexpected end of stream"),
    (
      "\ta: 1\n", "1:1 this is not YAML: while scanning for the next token, found character that cannot start any token"
    ),
  ])
  func whatIsNoUsableFileIsRefusedInASentence(_ text: String, _ expected: String) {
    #expect(complaint(text) == expected)
  }

  @Test func sizeDepthAndAliasesAreBounded() {
    #expect(complaint(String(repeating: "#", count: 300_000))?.contains("at most 262144 are read") == true)
    #expect(complaint(String(repeating: "[", count: 100)) == "1:33 this is nested more than 32 levels deep")
    #expect(complaint(String(repeating: "[", count: 5_000)) == "1:1 this is nested more than 32 levels deep")
    let nested = (0..<40).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(complaint(nested)?.contains("32 levels deep") == true)
    let laughs = "a: &a0 [1]\n" + (1..<30).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
    #expect(complaint(laughs)?.contains("aliases unfolded") == true)
    let chain = "a0: &a0 [1]\n" + (1..<40).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined()
    #expect(complaint(chain)?.contains("levels deep") == true)
    #expect(complaint("[" + String(repeating: "1,", count: 25_000) + "]")?.contains("more than 20000 values") == true)
  }

  private func complaint(_ text: String) -> String? {
    do {
      _ = try YAMLReader.read(text, file: "f")
      return nil
    } catch {
      return "\(error.line):\(error.column) \(error.message)"
    }
  }
}
