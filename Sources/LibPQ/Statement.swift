/// One statement: its text, its parameters, the shape of a row of its answer.
///
/// ```swift
/// struct LeadByID: Statement {
///   static let sql = SQLText(name: "Lead/by-id", "select created_day, channel from lead where …")
///   var tenant: TenantID
///   var lead: LeadID
///   func bind(_ parameters: inout Parameters) {
///     parameters.add(tenant.rawValue)
///     parameters.add(lead.rawValue)
///   }
///   static func decode(_ row: inout RowReader) throws(PostgresError) -> Lead {
///     Lead(created: Day(try row.date()), channel: try row.string())
///   }
/// }
/// ```
///
/// A statement without an answer has `Row == NoRow`, one of which only the count of rows
/// matters has `Row == Affected`; neither needs `decode`. What comes back although no row
/// is wanted (`select guard.enter($1)`) is dropped unread.
public protocol Statement: Sendable {
  associatedtype Row: Sendable = NoRow

  static var sql: SQLText { get }

  /// The text of this very one; `sql`, unless there are several, of as many rows as it has, say.
  var text: SQLText { get }

  /// Adds `$1`, `$2`, … in order. The types added are the types the text is prepared with.
  func bind(_ parameters: inout Parameters)

  /// Reads the columns of one row, in order and to the last.
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Row

  /// Reads `count` rows. Not to be written by hand: it is a requirement so that the loop is
  /// compiled in the module of the statement, together with its `decode`. A million rows of
  /// five numbers then take 1.08 times the processor time of C on libpq (181 ms to 168 ms),
  /// instead of 1.18; with two strings among them 0.93 times (208 ms to 224 ms).
  static func decodeRows(_ row: inout RowReader, count: Int) throws(PostgresError) -> [Row]
}

extension Statement {
  public var text: SQLText { Self.sql }

  public func bind(_ parameters: inout Parameters) {}

  @inlinable
  public static func decodeRows(_ row: inout RowReader, count: Int) throws(PostgresError) -> [Row] {
    var rows: [Row] = []
    rows.reserveCapacity(count)
    for _ in 0..<count {
      rows.append(try decode(&row))
      try row.endRow()
    }
    return rows
  }
}

/// A row that is not read from columns, so that its statement needs no `decode`.
public protocol ColumnlessRow: Sendable {}

/// The row of a statement that has none.
public enum NoRow: ColumnlessRow {}

/// How many rows a command touched, as the single "row" of its answer.
public struct Affected: ColumnlessRow, Hashable {
  public let rows: Int
  public init(rows: Int) { self.rows = rows }
}

extension Statement where Row: ColumnlessRow {
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Row {
    throw .misread(column: 1, wanted: "no row", found: "a row")
  }
}
