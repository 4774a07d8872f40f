import Chance
import LibPQ
import TestSupport
import Testing

/// Sends a value and reads back both the value and the server's own text of it.
private struct RoundTrip<Value: PostgresValue & Equatable>: Statement {
  static var sql: SQLText {
    let type = Value.postgresType.description
    return SQLText(name: "round-trip", "select $1::\(type), ($1::\(type))::text")
  }
  var value: Value?

  func bind(_ parameters: inout Parameters) { parameters.add(value) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Both {
    Both(value: try row.readOrNil(), text: try row.stringOrNil())
  }
  struct Both: Sendable {
    var value: Value?
    var text: String?
  }
}

/// Reads what an expression gives.
private func reading<Value: PostgresValue>(_ type: Value.Type, from expression: String) async throws -> Value? {
  let connection = try await connect()
  return try await connection.transaction { session in
    var read: Value?
    try session.copyOutRows("copy (select \(expression)) to stdout (format binary)") { read = try $0.readOrNil() }
    return read
  }
}

@Suite struct CodecTests {
  private func check<Value: PostgresValue & Equatable>(
    _ value: Value, _ text: String?, on connection: Connection, _ location: SourceLocation = #_sourceLocation
  ) async throws {
    let both = try await connection.run(RoundTrip(value: value)).first
    #expect(both?.value == value, sourceLocation: location)
    #expect(text == nil || both?.text == text, "\(both?.text ?? "null")", sourceLocation: location)
  }

  @Test func scalarsArriveAsTheServerUnderstandsThem() async throws {
    let connection = try await connect()
    for value in [0, 1, -1, .max, .min] as [Int64] { try await check(value, "\(value)", on: connection) }
    for value in [0, 1, -1, .max, .min] as [Int32] { try await check(value, "\(value)", on: connection) }
    for value in [0, 1, -1, .max, .min] as [Int16] { try await check(value, "\(value)", on: connection) }
    try await check(true, "true", on: connection)
    try await check(false, "false", on: connection)
    for value in [0, -0.0, 0.1, .infinity, 2.2250738585072014e-308, 1.7976931348623157e308] {
      try await check(value, nil, on: connection)
    }
    for value in ["", "a", "grüß 👋", String(repeating: "long ", count: 100_000)] {
      try await check(value, value, on: connection)
    }
    try await check(PostgresBytes([]), "\\x", on: connection)
    try await check(PostgresBytes([0, 255, 10]), "\\x00ff0a", on: connection)
    try await check(JSONText(#"{"a": [1, null, "ü"]}"#), #"{"a": [1, null, "ü"]}"#, on: connection)
  }

  @Test func narrowerNumbersWidenAndWiderOnesAreRefused() async throws {
    #expect(try await reading(Int64.self, from: "7::int2") == 7)
    #expect(try await reading(Int64.self, from: "-7::int4") == -7)
    #expect(try await reading(Double.self, from: "0.5::float4") == 0.5)
    let error = await failure { _ = try await reading(Int32.self, from: "7::int8") }
    #expect(error == .misread(column: 1, wanted: "int4", found: "8 other bytes"))
  }

  @Test func uuidsKeepTheirBytes() async throws {
    let connection = try await connect()
    let text = "00112233-4455-6677-8899-aabbccddeeff"
    let uuid = try #require(PostgresUUID(text))
    #expect(uuid.description == text)
    try await check(uuid, text, on: connection)
    #expect(PostgresUUID("0011223344556677-8899aabbccddeeff") == uuid)
    #expect(PostgresUUID("00112233-4455-6677-8899-aabbccddeef") == nil)
    #expect(PostgresUUID("00112233-4455-6677-8899-aabbccddeefff") == nil)
    #expect(PostgresUUID("g0112233-4455-6677-8899-aabbccddeeff") == nil)
  }

  @Test func timesCountFrom1970() async throws {
    let connection = try await connect()
    try await connection.simple("set time zone 'UTC'; set datestyle to iso")
    try await check(PostgresDate(days: 0), "1970-01-01", on: connection)
    try await check(PostgresDate(days: 19_782), "2024-02-29", on: connection)
    try await check(PostgresDate(days: -719_162), "0001-01-01", on: connection)
    try await check(PostgresDate(days: .max), "infinity", on: connection)
    try await check(PostgresDate(days: .min), "-infinity", on: connection)
    try await check(PostgresInstant(microseconds: 0), "1970-01-01 00:00:00+00", on: connection)
    try await check(PostgresInstant(microseconds: -1), "1969-12-31 23:59:59.999999+00", on: connection)
    try await check(PostgresInstant(microseconds: .max), "infinity", on: connection)
    try await check(PostgresInstant(microseconds: .min), "-infinity", on: connection)
    try await check(PostgresWallClock(microseconds: 86_400_000_001), "1970-01-02 00:00:00.000001", on: connection)
  }

  @Test(arguments: [
    "0", "1", "-1", "10000", "9999", "123456789.000100", "0.00001", "-0.5", "0.00", "1.50", "100000000",
    "12345678901234567890.123456789012345678901234567890", "NaN", "Infinity", "-Infinity",
  ])
  func numericsKeepEveryDigit(_ text: String) async throws {
    try await check(try #require(NumericText(text)), text, on: connect())
  }

  @Test func numericsOfManyShapesAgreeWithTheServer() async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(seed: seed)
    let connection = try await connect()
    let texts = (0..<300).map { _ -> String in
      let whole = (0..<Int.random(in: 1...14, using: &random)).map { _ in "\(Int.random(in: 0...9, using: &random))" }
      let part = (0..<Int.random(in: 0...14, using: &random)).map { _ in
        Bool.random(using: &random) ? "0" : "\(Int.random(in: 0...9, using: &random))"
      }
      let sign = Bool.random(using: &random) ? "-" : ""
      return sign + whole.joined() + (part.isEmpty ? "" : "." + part.joined())
    }
    for text in texts {
      let both = try await connection.run(RoundTrip(value: NumericText(text))).first
      let plain = try await connection.query("select '\(text)'::numeric").first?.first
      #expect(both?.text == plain, "seed \(seed), sent \(text)")
      #expect(both?.value?.text == plain, "seed \(seed), sent \(text)")
    }
  }

  @Test(arguments: ["", "-", "+", ".", "1e5", " 1", "1.2.3", "١", "0x1", "nan"])
  func whatIsNoPlainNumberIsNoNumeric(_ text: String) {
    #expect(NumericText(text) == nil)
  }

  @Test func arraysGoBothWays() async throws {
    let connection = try await connect()
    try await check([Int64](), "{}", on: connection)
    try await check([1, -2, .max] as [Int64], "{1,-2,9223372036854775807}", on: connection)
    try await check([1, 2] as [Int32], "{1,2}", on: connection)
    try await check([true, false], "{t,f}", on: connection)
    try await check([1.5, -2], "{1.5,-2}", on: connection)
    try await check(["a", "", "x,y", "\"q\"", "NULL"], #"{a,"","x,y","\"q\"","NULL"}"#, on: connection)
    try await check([PostgresDate(days: 0), PostgresDate(days: 1)], "{1970-01-01,1970-01-02}", on: connection)
    try await check([PostgresUUID(high: 0, low: 1)], "{00000000-0000-0000-0000-000000000001}", on: connection)
    try await check([JSONText("{}")], #"{"{}"}"#, on: connection)
    try await check(ArrayWithNulls<Int64>([1, nil, 3]), "{1,NULL,3}", on: connection)
    try await check(ArrayWithNulls<String>([nil]), "{NULL}", on: connection)
  }

  @Test func anArrayWithNullsOrTwoDimensionsIsNotReadAsAPlainOne() async throws {
    let nulls = await failure { _ = try await reading([Int64].self, from: "array[1::int8, null]") }
    let square = await failure { _ = try await reading([Int64].self, from: "array[[1::int8, 2]]") }
    let other = await failure { _ = try await reading([Int64].self, from: "array['a']") }
    for error in [nulls, square, other] {
      guard case .misread(column: 1, wanted: "int8[]", _) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    #expect(try await reading([String].self, from: "array['a'::varchar, 'b']") == ["a", "b"])
  }

  @Test func dateMultirangesAreHalfOpenDays() async throws {
    let connection = try await connect()
    let ranges = [DayRange(from: 0, to: 2), DayRange(from: 31, to: nil)]
    try await check(DateMultirange(ranges), "{[1970-01-01,1970-01-03),[1970-02-01,)}", on: connection)
    try await check(DateMultirange([]), "{}", on: connection)
    #expect(
      try await reading(
        DateMultirange.self, from: "'{[1970-01-05,1970-01-06],(1970-01-01,1970-01-03)}'::datemultirange")
        == DateMultirange([DayRange(from: 1, to: 2), DayRange(from: 4, to: 6)]))
    #expect(
      try await reading(DateMultirange.self, from: "'{[1970-01-01,infinity)}'::datemultirange")
        == DateMultirange([DayRange(from: 0, to: nil)]))
    let unbounded = await failure {
      _ = try await reading(DateMultirange.self, from: "'{(,1970-01-01)}'::datemultirange")
    }
    #expect(unbounded != nil)
  }

  @Test func damagedBytesAreRefusedAndNeverTrap() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(seed: seed)
    var sink = ByteSink()
    DateMultirange([DayRange(from: 0, to: 9), DayRange(from: 12, to: nil)]).encode(into: &sink)
    ["a", "bc"].encode(into: &sink)
    NumericText("123456.789")?.encode(into: &sink)
    let good = sink.withBytes { $0.withUnsafeBytes { [UInt8]($0) } }
    for _ in 0..<20_000 {
      let start = Int.random(in: 0..<good.count, using: &random)
      var bytes = Array(good[start...].prefix(Int.random(in: 0...good.count, using: &random)))
      for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      // Whatever comes of it, it comes back.
      let span = bytes.span.bytes
      _ = DateMultirange.decode(span)
      _ = [String].decode(span)
      _ = ArrayWithNulls<PostgresDate>.decode(span)
      _ = NumericText.decode(span)
      _ = JSONText.decode(span)
      _ = PostgresUUID.decode(span)
      _ = Int64.decode(span)
      _ = PostgresInstant.decode(span)
    }
  }
}
