internal import Engine
internal import LibPQ
internal import SQLCatalog

/// The leads whose part differs, by number, without their reasons.
struct PublishedChanges: Statement {
  static let sql = SQLText(SQL.Publishing.changes)
  var tenant: TenantID
  var generation: Int32
  var month: Period
  var limit: Int?
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(month.first)
    parameters.add(limit.map { Int64($0) })
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> PublishedChange {
    PublishedChange(
      lead: try row.read(), published: try row.stringOrNil(), live: try row.stringOrNil(),
      externalID: try row.stringOrNil(), email: try row.stringOrNil(), name: try row.stringOrNil(), reasons: [])
  }
}

/// What a publication had seen of the log, and what happened to all of it since.
struct SeenByPublication: Statement {
  static let sql = SQLText(SQL.Publishing.seen)
  var tenant: TenantID
  var month: Period
  var revision: Int32
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(month.first)
    parameters.add(revision)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Seen {
    Seen(nextArrival: try row.int64(), zone: try row.string(), revertedFiles: try row.strings())
  }

  struct Seen {
    /// The first arrival that it had not seen.
    var nextArrival: Int64
    var zone: String
    var revertedFiles: [String]
  }
}

extension SeenByPublication.Seen {
  /// Why a lead differs of which the log knows nothing newer.
  func otherReasons(definition: Int32, live: Standing.Live) -> [String] {
    var reasons: [String] = []
    if definition != live.definition { reasons.append("definition \(live.definition), was \(definition)") }
    if zone != live.zone { reasons.append("time zone \(live.zone), was \(zone)") }
    if reasons.isEmpty { reasons += revertedFiles.map { "\($0) was taken back" } }
    return reasons.isEmpty ? ["its facts are the same: what belongs to whom has changed"] : reasons
  }
}

/// What came into the log of some leads since a publication, a row for each file or kind of fact.
struct NewsOfLeads: Statement {
  static let sql = SQLText(SQL.Publishing.news)
  var tenant: TenantID
  var generation: Int32
  var leads: [LeadID]
  var since: Int64
  var month: Period
  var revision: Int32
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(leads)
    parameters.add(since)
    parameters.add(month.first)
    parameters.add(revision)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> News {
    News(
      lead: try row.read(), what: try row.string(), count: try row.int64(), other: try row.stringOrNil(),
      file: try row.stringOrNil(), received: try row.dayOrNil())
  }

  struct News {
    var lead: LeadID
    /// event, record, deal, company, join or split.
    var what: String
    var count: Int64
    /// The lead that it was joined with, or the key that joins nobody any more.
    var other: String?
    var file: String?
    var received: Day?
  }
}

extension NewsOfLeads.News {
  /// `3 events in events.csv, received 2026-04-02`.
  var words: String {
    switch what {
    case "join": return "joined with lead \(other ?? "")"
    case "split": return "split: \(other ?? "") joins nobody any more"
    default:
      let (one, many) = Self.nouns[what] ?? ("a row", "rows")
      let facts = count == 1 ? one : "\(count) \(many)"
      guard let file else { return "\(facts) sent later" }
      return "\(facts) in \(file)" + (received.map { ", received \($0)" } ?? "")
    }
  }

  private static let nouns = [
    "event": ("an event", "events"), "record": ("a row", "rows"), "deal": ("a deal", "rows of deals"),
    "company": ("a row about its company", "rows about its company"),
  ]
}
