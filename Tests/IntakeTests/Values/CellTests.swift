import Chance
import Definitions
import Testing

@testable import Intake

@Suite("What a cell says")
struct CellTests {
  @Test(
    arguments: [
      ("", nil), ("  ", nil), ("true", .bool(true)), ("FALSE", .bool(false)), ("True", .bool(true)),
      ("truth", .string("truth")),
      ("t", .string("t")), ("5", .int(5)), (" 5 ", .int(5)), ("-12", .int(-12)), ("0", .int(0)),
      ("007", .string("007")),
      ("-007", .string("-007")), ("00", .string("00")), ("-0", .string("-0")), ("+5", .string("+5")),
      ("1.50", .double(1.5)),
      ("0.5", .double(0.5)), ("00.5", .string("00.5")), (".5", .double(0.5)), ("5.", .string("5.")),
      ("-.5", .double(-0.5)),
      ("1e5", .double(100_000)), ("1E-2", .double(0.01)), ("1e", .string("1e")), ("1e999", .string("1e999")),
      ("1e-999", .string("1e-999")), ("0e5", .double(0)), ("9223372036854775807", .int(.max)),
      ("-9223372036854775808", .int(.min)), ("9223372036854775808", .string("9223372036854775808")),
      ("3.14159265358979323846", .double(3.141592653589793)), ("1,7", .string("1,7")),
      ("200.000.000", .string("200.000.000")),
      ("2026-10-31", .string("2026-10-31")), ("NaN", .string("NaN")), ("inf", .string("inf")), ("-", .string("-")),
      ("\u{A0}x\u{A0}", .string("x")), ("\u{663}", .string("\u{663}")),
    ] as [(String, Value?)])
  func aCellIsTypedByItsLook(_ text: String, _ value: Value?) {
    #expect(withBytes(of: text) { Cell.value(of: $0) } == value)
  }

  @Test func theJSONOfACellReadsBackAsItsValue() throws {
    let seed: UInt64 = 3
    var random = SplitMix64(seed: seed)
    let alphabet = Array("0123456789..--eE+tf\"\\\n\u{E9} ")
    for _ in 0..<5000 {
      let text = String((0..<Int.random(in: 0...20, using: &random)).map { _ in random.pick(alphabet) })
      var writer = JSONWriter()
      let (isWritten, value) = withBytes(of: text) { (writer.write(cell: $0.trimmed()), Cell.value(of: $0)) }
      #expect(isWritten == (value != nil))
      guard let value else { continue }
      #expect(try JSONReader.read(String(decoding: writer.bytes, as: UTF8.self)) == value, "seed \(seed): \(text)")
    }
  }
}
