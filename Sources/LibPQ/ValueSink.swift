/// Takes values one after the other: the parameters of a statement, the columns of a row
/// of COPY.
public protocol ValueSink: ~Copyable {
  /// Adds the next value; `nil` is null.
  mutating func add<Value: PostgresValue>(_ value: Value?)

  /// Adds the next value as bytes already in their binary form: text without making a
  /// `String`, for one.
  mutating func add(_ bytes: RawSpan, as type: PostgresType)

  mutating func addNull(_ type: PostgresType)
}

extension ValueSink where Self: ~Copyable {
  /// A date, as days since 1970-01-01.
  @inlinable
  public mutating func addDate(_ days: Int32?) { add(days.map(PostgresDate.init(days:))) }

  /// A timestamptz, as microseconds since 1970-01-01T00:00Z.
  @inlinable
  public mutating func addTimestamp(_ microseconds: Int64?) {
    add(microseconds.map(PostgresInstant.init(microseconds:)))
  }

  /// A timestamp without time zone, as microseconds since 1970-01-01 00:00 of the same clock.
  @inlinable
  public mutating func addLocalTimestamp(_ microseconds: Int64?) {
    add(microseconds.map(PostgresWallClock.init(microseconds:)))
  }

  @inlinable
  public mutating func addUUID(_ uuid: PostgresUUID?) { add(uuid) }

  /// A jsonb; the server checks the text.
  @inlinable
  public mutating func addJSON(_ text: String?) { add(text.map(JSONText.init)) }

  @inlinable
  public mutating func addBytes(_ bytes: [UInt8]?) { add(bytes.map(PostgresBytes.init)) }

  /// A date[].
  @inlinable
  public mutating func addDates(_ days: [Int32]?) { add(days.map { $0.map(PostgresDate.init(days:)) }) }

  /// A timestamptz[].
  @inlinable
  public mutating func addTimestamps(_ microseconds: [Int64]?) {
    add(microseconds.map { $0.map(PostgresInstant.init(microseconds:)) })
  }

  /// A jsonb[].
  @inlinable
  public mutating func addJSONs(_ texts: [String]?) { add(texts.map { $0.map(JSONText.init) }) }

  /// An array in which elements may be null.
  public mutating func add<Element: PostgresScalar>(nullable elements: [Element?]?) {
    add(elements.map(ArrayWithNulls.init))
  }

  /// A datemultirange of half-open ranges of days.
  @inlinable
  public mutating func addDateRanges(_ ranges: [DayRange]?) { add(ranges.map(DateMultirange.init)) }
}
