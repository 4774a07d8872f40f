internal import CLibPQ

/// One row of an answer, read column by column from the left, in place.
///
/// Each call reads the next column. Readers without `OrNil` want a value and throw
/// `misread` at a null. On the first row of an answer the types of the columns are checked
/// too, and that all of them were read.
///
/// Valid only while `decode` runs; it cannot be copied out.
@safe
public struct RowReader: ~Copyable {
  /// Borrowed from the `Answer` that is being read; `nil` for a row of binary COPY.
  private let result: OpaquePointer?
  private var row: CInt = 0
  private var column: CInt = 0
  private let columnCount: CInt
  @usableFromInline
  internal private(set) var checksTypes: Bool
  private var tuple: UnsafeRawBufferPointer
  private var tupleOffset = 0

  init(result: OpaquePointer?) {
    unsafe self.result = result
    columnCount = unsafe PQnfields(result)
    checksTypes = true
    unsafe tuple = UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// A row of binary COPY: its fields follow one another, each behind its length. It
  /// carries no types, so only lengths are checked.
  init?(tuple: UnsafeRawBufferPointer) {
    guard let count: Int16 = unsafe RawSpan(_unsafeBytes: tuple).number(), count >= 0 else { return nil }
    unsafe result = nil
    columnCount = CInt(count)
    checksTypes = false
    unsafe self.tuple = tuple
    tupleOffset = 2
  }

  /// Goes on to the next row. The whole of this one must have been read: a column nobody
  /// reads is a mistake in the text or in its reader.
  @usableFromInline
  mutating func endRow() throws(PostgresError) {
    if column < columnCount {
      throw .misread(column: Int(column) + 1, wanted: "the end of the row", found: "a column")
    }
    row += 1
    column = 0
    checksTypes = false
  }

  /// How many columns the row has.
  public var columns: Int { Int(columnCount) }

  /// The next column as a `Value`.
  // Inlined into whoever reads, so that it is made for the type that is read: else each cell looked up the metadata of an optional of
  // it, half of what reading a cell took.
  @inlinable
  public mutating func read<Value: PostgresValue>(
    _ type: Value.Type = Value.self
  ) throws(PostgresError) -> Value {
    guard let value = try readOrNil(type) else { throw misfit(Value.postgresType, found: "null") }
    return value
  }

  /// The next column as a `Value`, `nil` for null.
  @inlinable
  public mutating func readOrNil<Value: PostgresValue>(
    _ type: Value.Type = Value.self
  ) throws(PostgresError) -> Value? {
    if checksTypes { try check(type) }
    guard let bytes = try unsafe nextCell() else { return nil }
    guard let value = unsafe Value.decode(RawSpan(_unsafeBytes: bytes)) else {
      throw misfit(Value.postgresType, found: "\(bytes.count) other bytes")
    }
    return value
  }

  /// Lends the bytes of the next column, whatever its type; `nil` for null. For text that
  /// need not become a `String`.
  public mutating func withBytes<Answer>(
    _ body: (RawSpan) throws(PostgresError) -> Answer
  ) throws(PostgresError) -> Answer? {
    guard let bytes = try unsafe nextCell() else { return nil }
    return try unsafe body(RawSpan(_unsafeBytes: bytes))
  }

  /// Leaves the next column unread.
  public mutating func skip() throws(PostgresError) {
    _ = try unsafe nextCell()
  }

  @usableFromInline
  mutating func nextCell() throws(PostgresError) -> UnsafeRawBufferPointer? {
    guard column < columnCount else {
      throw .misread(column: Int(column) + 1, wanted: "a column", found: "the end of the row")
    }
    defer { column += 1 }
    guard let result = unsafe result else { return try unsafe nextField() }
    let length = unsafe PQgetlength(result, row, column)
    if unsafe length == 0 && PQgetisnull(result, row, column) == 1 { return nil }
    return unsafe UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: Int(length))
  }

  private mutating func nextField() throws(PostgresError) -> UnsafeRawBufferPointer? {
    let span = unsafe RawSpan(_unsafeBytes: tuple)
    guard let length: Int32 = span.number(at: tupleOffset), length >= -1,
      unsafe Int(length) <= tuple.count - tupleOffset - 4
    else { throw .misread(column: Int(column) + 1, wanted: "a field", found: "the end of the row") }
    let start = tupleOffset + 4
    tupleOffset = start + max(Int(length), 0)
    return length < 0 ? nil : unsafe UnsafeRawBufferPointer(rebasing: tuple[start..<tupleOffset])
  }

  @usableFromInline
  func check<Value: PostgresValue>(_ type: Value.Type) throws(PostgresError) {
    guard column < columnCount else { return }
    let found = unsafe PQftype(result, column)
    guard Value.accepts(found) else {
      throw .misread(
        column: Int(column) + 1, wanted: Value.postgresType.description, found: PostgresType.name(of: found))
    }
  }

  /// For the column that was read last.
  @usableFromInline
  func misfit(_ wanted: PostgresType, found: String) -> PostgresError {
    .misread(column: Int(column), wanted: wanted.description, found: found)
  }
}

extension RowReader {
  public mutating func int16() throws(PostgresError) -> Int16 { try read() }
  public mutating func int32() throws(PostgresError) -> Int32 { try read() }
  public mutating func int64() throws(PostgresError) -> Int64 { try read() }
  public mutating func bool() throws(PostgresError) -> Bool { try read() }
  public mutating func double() throws(PostgresError) -> Double { try read() }
  public mutating func string() throws(PostgresError) -> String { try read() }
  public mutating func bytes() throws(PostgresError) -> [UInt8] { try read(PostgresBytes.self).bytes }
  public mutating func uuid() throws(PostgresError) -> PostgresUUID { try read() }
  /// The text of a jsonb or json.
  public mutating func json() throws(PostgresError) -> String { try read(JSONText.self).text }
  /// A numeric as exact decimal text.
  public mutating func numeric() throws(PostgresError) -> String { try read(NumericText.self).text }
  /// Days since 1970-01-01.
  public mutating func date() throws(PostgresError) -> Int32 { try read(PostgresDate.self).days }
  /// Microseconds since 1970-01-01T00:00Z, of a timestamptz.
  public mutating func timestamp() throws(PostgresError) -> Int64 { try read(PostgresInstant.self).microseconds }
  /// Microseconds since 1970-01-01 00:00 of the same clock, of a timestamp.
  public mutating func localTimestamp() throws(PostgresError) -> Int64 {
    try read(PostgresWallClock.self).microseconds
  }
  /// A datemultirange as half-open ranges of days.
  public mutating func dateRanges() throws(PostgresError) -> [DayRange] { try read(DateMultirange.self).ranges }

  public mutating func int16OrNil() throws(PostgresError) -> Int16? { try readOrNil() }
  public mutating func int32OrNil() throws(PostgresError) -> Int32? { try readOrNil() }
  public mutating func int64OrNil() throws(PostgresError) -> Int64? { try readOrNil() }
  public mutating func boolOrNil() throws(PostgresError) -> Bool? { try readOrNil() }
  public mutating func doubleOrNil() throws(PostgresError) -> Double? { try readOrNil() }
  public mutating func stringOrNil() throws(PostgresError) -> String? { try readOrNil() }
  public mutating func bytesOrNil() throws(PostgresError) -> [UInt8]? { try readOrNil(PostgresBytes.self)?.bytes }
  public mutating func uuidOrNil() throws(PostgresError) -> PostgresUUID? { try readOrNil() }
  public mutating func jsonOrNil() throws(PostgresError) -> String? { try readOrNil(JSONText.self)?.text }
  public mutating func numericOrNil() throws(PostgresError) -> String? { try readOrNil(NumericText.self)?.text }
  public mutating func dateOrNil() throws(PostgresError) -> Int32? { try readOrNil(PostgresDate.self)?.days }
  public mutating func timestampOrNil() throws(PostgresError) -> Int64? {
    try readOrNil(PostgresInstant.self)?.microseconds
  }
  public mutating func localTimestampOrNil() throws(PostgresError) -> Int64? {
    try readOrNil(PostgresWallClock.self)?.microseconds
  }
  public mutating func dateRangesOrNil() throws(PostgresError) -> [DayRange]? {
    try readOrNil(DateMultirange.self)?.ranges
  }
}

extension RowReader {
  public mutating func int16s() throws(PostgresError) -> [Int16] { try read() }
  public mutating func int32s() throws(PostgresError) -> [Int32] { try read() }
  public mutating func int64s() throws(PostgresError) -> [Int64] { try read() }
  public mutating func bools() throws(PostgresError) -> [Bool] { try read() }
  public mutating func doubles() throws(PostgresError) -> [Double] { try read() }
  public mutating func strings() throws(PostgresError) -> [String] { try read() }
  public mutating func uuids() throws(PostgresError) -> [PostgresUUID] { try read() }
  /// A date[], each as days since 1970-01-01.
  public mutating func dates() throws(PostgresError) -> [Int32] { try read([PostgresDate].self).map(\.days) }
  /// A timestamptz[], each as microseconds since 1970-01-01T00:00Z.
  public mutating func timestamps() throws(PostgresError) -> [Int64] {
    try read([PostgresInstant].self).map(\.microseconds)
  }
  /// An array in which elements may be null.
  public mutating func array<Element: PostgresScalar>(
    nullable type: Element.Type = Element.self
  ) throws(PostgresError) -> [Element?] {
    try read(ArrayWithNulls<Element>.self).elements
  }
}
