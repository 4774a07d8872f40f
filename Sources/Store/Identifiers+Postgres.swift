public import Engine
public import LibPQ

/// An identifier of the log travels as the `bigint` it is; nobody unwraps one by hand.
public protocol NumberedRow: PostgresScalar {
  var rawValue: Int64 { get }
  init(_ rawValue: Int64)
}

extension NumberedRow {
  public static var postgresType: PostgresType { .int8 }
  public func encode(into sink: inout ByteSink) { sink.put(rawValue) }
  public static func decode(_ bytes: RawSpan) -> Self? { Int64.decode(bytes).map { Self($0) } }
}

extension TenantID: PostgresValue, PostgresScalar, NumberedRow {}
extension LeadID: PostgresValue, PostgresScalar, NumberedRow {}
extension KeyringID: PostgresValue, PostgresScalar, NumberedRow {}
extension AccountID: PostgresValue, PostgresScalar, NumberedRow {}
extension Arrival: PostgresValue, PostgresScalar, NumberedRow {}

/// A day is a `date`: both count from a fixed one, and LibPQ's counts from 1970 as ours does.
extension Day: PostgresValue, PostgresScalar {
  public static var postgresType: PostgresType { .date }
  public func encode(into sink: inout ByteSink) { PostgresDate(days: number).encode(into: &sink) }
  public static func decode(_ bytes: RawSpan) -> Day? { PostgresDate.decode(bytes).map { Day($0.days) } }
}

extension RowReader {
  mutating func day() throws(PostgresError) -> Day { try read() }
  mutating func dayOrNil() throws(PostgresError) -> Day? { try readOrNil() }
}
