public import Engine
public import LibPQ
internal import SQLCatalog

/// A mark: whose timeline is older than the log, under which token.
public struct Mark: Sendable, Hashable {
  public enum Unit: String, Sendable { case lead, account }
  public var unit: Unit
  public var id: Int64
  public var token: Int64
}

public struct Marks: Statement {
  public static let sql = SQLText(SQL.Timeline.marks)
  var tenant: TenantID
  var limit: Int
  public init(tenant: TenantID, limit: Int) {
    self.tenant = tenant
    self.limit = limit
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(Int64(limit))
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Mark {
    Mark(unit: Mark.Unit(rawValue: try row.string()) ?? .lead, id: try row.int64(), token: try row.int64())
  }
}

extension Session {
  /// Under what a tenant is marked.
  public mutating func markTokens(of tenant: TenantID) throws(PostgresError) -> Set<Int64> {
    Set(try run(MarkTokens(tenant: tenant)))
  }

  /// Deletes marks, each only under the token that was read.
  public mutating func clear(_ marks: [Mark], of tenant: TenantID) throws(PostgresError) {
    try post(ClearMarks(tenant: tenant, marks: marks))
  }

  /// Deletes all marks under these tokens: those that were there when the tokens were read.
  public mutating func clear(under tokens: Set<Int64>, of tenant: TenantID) throws(PostgresError) {
    if !tokens.isEmpty { try post(ClearTokens(tenant: tenant, tokens: tokens.sorted())) }
  }
}

struct MarkTokens: Statement {
  static let sql = SQLText(SQL.Timeline.markTokens)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.int64() }
}

struct ClearTokens: Statement {
  static let sql = SQLText(SQL.Timeline.clearTokens)
  var tenant: TenantID
  var tokens: [Int64]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(tokens)
  }
}

public struct CountMarks: Statement {
  public static let sql = SQLText(SQL.Timeline.countMarks)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Int { Int(try row.int64()) }
}

/// Deletes marks, each only under the token that was read.
struct ClearMarks: Statement {
  static let sql = SQLText(SQL.Timeline.clearMarks)
  var tenant: TenantID
  var marks: [Mark]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(marks.map(\.unit.rawValue))
    parameters.add(marks.map(\.id))
    parameters.add(marks.map(\.token))
  }
}

public struct LeadsOfAccounts: Statement {
  public static let sql = SQLText(SQL.Timeline.leadsOfAccounts)
  var tenant: TenantID
  var accounts: [AccountID]
  public init(tenant: TenantID, accounts: [AccountID]) {
    self.tenant = tenant
    self.accounts = accounts
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(accounts)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> LeadID { try row.read() }
}

/// Every lead that has a keyring.
public struct LeadIDs: Statement {
  public static let sql = SQLText(SQL.Timeline.leadIds)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> LeadID { try row.read() }
}

/// A timeline as it is stored.
public struct StoredTimeline: Sendable, Hashable {
  public var lead: LeadID
  public var timeline: Timeline
  public init(lead: LeadID, timeline: Timeline) {
    self.lead = lead
    self.timeline = timeline
  }
}

public struct StoredTimelines: Statement {
  public static let sql = SQLText(SQL.Timeline.stored)
  var tenant: TenantID
  var generation: Int32
  var leads: [LeadID]
  public init(tenant: TenantID, generation: Int32, leads: [LeadID]) {
    self.tenant = tenant
    self.generation = generation
    self.leads = leads
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(leads)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> StoredTimeline { try row.timeline() }
}

extension RowReader {
  /// lead_id, created_day, channel, qualified, exits, passed_on.
  mutating func timeline() throws(PostgresError) -> StoredTimeline {
    let lead: LeadID = try read()
    let created = try day()
    let channel = try string()
    let ranges = try dateRanges()
    let exits = try strings()
    let passed = try dayOrNil()
    var spans: [Timeline.Span] = []
    for (index, range) in ranges.enumerated() {
      spans.append(
        Timeline.Span(
          from: Day(range.start), to: range.end.map { Day($0) },
          reason: index < exits.count ? ExitReason(rawValue: exits[index]) : nil))
    }
    return StoredTimeline(
      lead: lead, timeline: Timeline(createdDay: created, spans: spans, passedOn: passed, channel: channel))
  }
}
