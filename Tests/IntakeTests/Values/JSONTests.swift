import Definitions
import Testing

@testable import Intake

@Suite("JSON in and out")
struct JSONTests {
  @Test func anObjectIsWrittenWithSortedKeysAndWhatJSONBRefusesReplaced() {
    let object: [String: Value] = [
      "b": .int(1), "a": .list([.double(1.5), .null, .bool(true)]), "\u{E9}": .string("q\"\\\n\u{1}\0"),
      "Z": .map(["x": .double(.nan), "w": .double(.infinity)]),
    ]
    #expect(
      JSONWriter.text(object)
        == #"{"Z":{"w":null,"x":null},"a":[1.5,null,true],"b":1,"é":"q\"\\\n\u0001"# + "\u{FFFD}\"}")
  }

  @Test(arguments: [
    (#" {"a": [1, -2.5e3, "x\u00e9\ud83d\ude00\/"], "b": {}} "#,
      .map(["a": .list([.int(1), .double(-2500), .string("x\u{E9}\u{1F600}/")]), "b": .map([:])])),
    ("1180591620717411303424", .double(1_180_591_620_717_411_303_424)), ("1e999", .null), ("NaN", .null),
    ("-Infinity", .null), (#""\ud83d""#, .string("\u{FFFD}")), (#""\ud83dx\udc00""#, .string("\u{FFFD}x\u{FFFD}")),
    (#""\ud83d\u0041""#, .string("\u{FFFD}A")), (#""a\u0000b""#, .string("a\u{FFFD}b")), ("\"a\0b\"", .string("a\u{FFFD}b")),
    (#"{"a":1,"a":2}"#, .map(["a": .int(2)])), ("-0", .int(0)), ("[]", .list([])),
  ] as [(String, Value)])
  func carelessSendersAreUnderstood(_ text: String, _ value: Value) throws {
    #expect(try JSONReader.read(text) == value)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":}", "{a:1}", "01", "1.", "1e", "tru", "\"x", "\"\\x\"", "\"\\u12\"", "1 2", "[1 2]", "{\"a\" 1}",
    String(repeating: "[", count: 100_000), "-", "'a'",
  ])
  func whatIsNotJSONThrows(_ text: String) {
    #expect(throws: JSONFault.self) { try JSONReader.read(text) }
  }

  @Test func everyValueThatWasWrittenReadsBack() throws {
    let seed: UInt64 = 99
    var random = SplitMix64(seed: seed)
    for _ in 0..<2000 {
      let value = Self.value(&random, depth: 0)
      let text = JSONWriter.text(value)
      #expect(try JSONReader.read(text) == value, "seed \(seed): \(text)")
      #expect(JSONWriter.text(try JSONReader.read(text)) == text)
    }
  }

  private static func value(_ random: inout SplitMix64, depth: Int) -> Value {
    switch Int.random(in: 0...(depth > 3 ? 4 : 6), using: &random) {
    case 0: .null
    case 1: .bool(Bool.random(using: &random))
    case 2: .int(Int64.random(in: .min ... .max, using: &random))
    case 3: .double(Self.double(&random))
    case 4: .string(text(&random))
    case 5: .list((0..<Int.random(in: 0...3, using: &random)).map { _ in value(&random, depth: depth + 1) })
    default:
      .map(
        Dictionary(
          (0..<Int.random(in: 0...3, using: &random)).map { _ in
            (MapKey.string(text(&random)), value(&random, depth: depth + 1))
          }, uniquingKeysWith: { $1 }))
    }
  }

  private static func double(_ random: inout SplitMix64) -> Double {
    let number = Double(bitPattern: random.next())
    // A whole double is written with its point, so that it does not come back as an int.
    return number.isFinite ? number : 0.25
  }

  private static func text(_ random: inout SplitMix64) -> String {
    let alphabet: [Character] = ["a", "\"", "\\", "\n", "\u{1F}", "\u{E9}", "\u{1F600}", "/", "e\u{301}"]
    return String((0..<Int.random(in: 0...6, using: &random)).map { _ in random.pick(alphabet) })
  }
}
