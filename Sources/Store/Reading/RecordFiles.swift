internal import Engine
internal import LibPQ
internal import SQLCatalog

/// The files that rows of the log came in.
struct RecordFiles: Statement {
  static let sql = SQLText(SQL.Reading.recordFiles)
  var tenant: TenantID
  var arrivals: [Arrival]

  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(arrivals)
  }

  static func decode(_ row: inout RowReader) throws(PostgresError) -> (arrival: Arrival, origin: Origin) {
    (try row.read(), Origin(received: try row.day(), file: try row.stringOrNil()))
  }
}

/// When a row came, and in which file; through the API in none.
struct Origin {
  var received: Day
  var file: String?
}
