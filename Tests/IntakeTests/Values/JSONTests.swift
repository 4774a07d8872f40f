import Chance
import Definitions
import Testing

@testable import Intake

@Suite("JSON for the database")
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
