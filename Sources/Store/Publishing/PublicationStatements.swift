internal import Engine
internal import LibPQ
internal import SQLCatalog

/// What is under way besides marks.
struct Obstacles: Statement {
  static let sql = SQLText(SQL.Publishing.obstacles)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    // A run that fell silent has died.
    parameters.add(Int32(clamping: RefreshLease.silence.components.seconds))
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> PublicationRefusal.Obstacle {
    let what = try row.string()
    let id = try row.int32()
    let (kind, file) = (try row.stringOrNil() ?? "", try row.stringOrNil() ?? "")
    return what == "import" ? .importing(id: id, kind: kind, file: file) : .rebuilding
  }
}

/// The newest revision of a month; empty where it was never published.
struct LastRevision: Statement {
  static let sql = SQLText(SQL.Publishing.lastRevision)
  var tenant: TenantID
  var month: Period
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(month.first)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> (revision: Int32, publishedAt: Int64) {
    (try row.int32(), try row.timestamp())
  }
}

/// What was published as the headline of the months between two days.
struct PublishedRates: Statement {
  static let sql = SQLText(SQL.Publishing.rates)
  var from: Day
  var to: Day
  func bind(_ parameters: inout Parameters) {
    parameters.add(from)
    parameters.add(to)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> PublishedRate {
    PublishedRate(
      month: Period(.month, containing: try row.day()), lvr: try row.numericOrNil(), shown: try row.stringOrNil())
  }
}

/// Opening, entered, the four exits and pass-throughs: what a lead's part can add to.
struct PartSums: Hashable {
  var counts: [Int32]
}

struct InsertPublication: Statement {
  static let sql = SQLText(SQL.Publishing.insert)
  var tenant: TenantID
  var month: Period
  var revision: Int32
  var reason: String?
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(month.first)
    parameters.add(revision)
    parameters.add(reason)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> PartSums { try row.partSums() }
}

struct InsertParts: Statement {
  static let sql = SQLText(SQL.Publishing.insertParts)
  var tenant: TenantID
  var month: Period
  var revision: Int32
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(month.first)
    parameters.add(revision)
    parameters.add(month.last)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> PartSums { try row.partSums() }
}

extension RowReader {
  fileprivate mutating func partSums() throws(PostgresError) -> PartSums {
    var counts: [Int32] = []
    for _ in 0..<7 { counts.append(try int32()) }
    return PartSums(counts: counts)
  }
}
