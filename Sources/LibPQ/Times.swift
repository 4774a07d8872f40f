/// A date as days since 1970-01-01.
///
/// `Int32.max` and `Int32.min` are the server's `infinity` and `-infinity`, both ways.
public struct PostgresDate: PostgresScalar, Hashable {
  public var days: Int32
  @inlinable public init(days: Int32) { self.days = days }

  public static var postgresType: PostgresType { .date }

  @inlinable public func encode(into sink: inout ByteSink) { sink.put(days.shifted(by: -Self.epoch)) }

  public static func decode(_ bytes: RawSpan) -> PostgresDate? {
    bytes.wholeNumber(as: Int32.self).map { PostgresDate(days: $0.shifted(by: epoch)) }
  }

  /// The server counts from 2000-01-01.
  @usableFromInline static var epoch: Int32 { 10_957 }
}

/// A timestamptz as microseconds since 1970-01-01T00:00Z.
///
/// `Int64.max` and `Int64.min` are the server's `infinity` and `-infinity`, both ways.
public struct PostgresInstant: PostgresScalar, Hashable {
  public var microseconds: Int64
  @inlinable public init(microseconds: Int64) { self.microseconds = microseconds }

  public static var postgresType: PostgresType { .timestamptz }

  @inlinable public func encode(into sink: inout ByteSink) { sink.put(microseconds.shifted(by: -Self.epoch)) }

  public static func decode(_ bytes: RawSpan) -> PostgresInstant? {
    bytes.wholeNumber(as: Int64.self).map { PostgresInstant(microseconds: $0.shifted(by: epoch)) }
  }

  /// The server counts from 2000-01-01.
  @usableFromInline static var epoch: Int64 { 946_684_800_000_000 }
}

/// A timestamp without time zone: what a clock on the wall showed, as microseconds since
/// it would have shown 1970-01-01 00:00.
public struct PostgresWallClock: PostgresScalar, Hashable {
  public var microseconds: Int64
  @inlinable public init(microseconds: Int64) { self.microseconds = microseconds }

  public static var postgresType: PostgresType { .timestamp }

  public func encode(into sink: inout ByteSink) {
    PostgresInstant(microseconds: microseconds).encode(into: &sink)
  }

  public static func decode(_ bytes: RawSpan) -> PostgresWallClock? {
    PostgresInstant.decode(bytes).map { PostgresWallClock(microseconds: $0.microseconds) }
  }
}

extension FixedWidthInteger {
  /// Moves between epochs; the ends of the type are the infinities and stay where they
  /// are, and what would pass an end becomes it.
  @inlinable
  func shifted(by offset: Self) -> Self {
    if self == .max || self == .min { return self }
    let (sum, overflow) = addingReportingOverflow(offset)
    return overflow ? (offset > 0 ? .max : .min) : sum
  }
}
