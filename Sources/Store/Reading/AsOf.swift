public import Engine
public import LibPQ
internal import SQLCatalog

/// Moves the date that the reports of this transaction answer for.
struct AnswerAsOf: Statement {
  static let sql = SQLText(SQL.Reading.asOf)
  var day: Day
  func bind(_ parameters: inout Parameters) { parameters.add(day.description) }
}

/// The date that the reports answer for: `asOf`, or today in the tenant's zone.
public struct Today: Statement {
  public static let sql = SQLText(SQL.Reading.today)
  public init() {}
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Day { try row.day() }
}
