internal import Definitions
public import Engine
public import LibPQ
internal import SQLCatalog

/// The next leads that have facts or a stored timeline, in order.
public struct LeadsAfter: Statement {
  public static let sql = SQLText(SQL.Verification.leadIds)
  var tenant: TenantID
  var generation: Int32
  var last: LeadID
  var limit: Int

  public init(tenant: TenantID, generation: Int32, last: LeadID, limit: Int) {
    self.tenant = tenant
    self.generation = generation
    self.last = last
    self.limit = limit
  }

  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(last)
    parameters.add(Int64(limit))
  }

  public static func decode(_ row: inout RowReader) throws(PostgresError) -> LeadID { try row.read() }
}

/// What is stored of the leads from one number to another.
public struct StoredResults: Statement {
  public static let sql = SQLText(SQL.Verification.storedResults)
  var tenant: TenantID
  var generation: Int32
  var first: LeadID
  var last: LeadID

  public init(tenant: TenantID, generation: Int32, first: LeadID, last: LeadID) {
    self.tenant = tenant
    self.generation = generation
    self.first = first
    self.last = last
  }

  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(first)
    parameters.add(last)
  }

  public static func decode(_ row: inout RowReader) throws(PostgresError) -> LeadResult {
    let stored = try row.timeline()
    let account: AccountID? = try row.readOrNil()
    let stage = try row.stringOrNil()
    let (external, email) = (try row.stringOrNil(), try row.stringOrNil())
    let (name, title) = (try row.stringOrNil(), try row.stringOrNil())
    let (attributes, ofAccount) = (try row.jsonOrNil(), try row.jsonOrNil())
    let stageDays: [Day]? = try row.readOrNil()
    let stages: [String]? = try row.readOrNil()
    var profile: Profile?
    if let stage = stage.flatMap({ Stage(name: $0) }), let attributes, let ofAccount {
      profile = Profile(
        account: account, stage: stage, externalID: external, email: email, name: name, title: title,
        attributes: attributes, accountAttributes: ofAccount,
        stages: History(
          steps: zip(stageDays ?? [], stages ?? []).compactMap { day, name in
            Stage(name: name).map { .init(from: day, content: $0) }
          }))
    }
    return LeadResult(
      lead: stored.lead, timeline: stored.timeline, profile: profile, momentum: try row.ownMomentum())
  }
}

/// Leads that are still to be computed, by a mark of theirs or of their company.
public struct MarkedLeads: Statement {
  public static let sql = SQLText(SQL.Verification.markedLeads)
  var tenant: TenantID
  var generation: Int32

  public init(tenant: TenantID, generation: Int32) {
    self.tenant = tenant
    self.generation = generation
  }

  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
  }

  public static func decode(_ row: inout RowReader) throws(PostgresError) -> LeadID { try row.read() }
}

/// The sums of a generation, by day and channel.
public struct StoredCounts: Statement {
  public static let sql = SQLText(SQL.Timeline.storedCounts)
  var tenant: TenantID
  var generation: Int32

  public init(tenant: TenantID, generation: Int32) {
    self.tenant = tenant
    self.generation = generation
  }

  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
  }

  public static func decode(_ row: inout RowReader) throws(PostgresError) -> (key: DayCounts.Key, flow: Flow) {
    let key = DayCounts.Key(day: try row.day(), channel: try row.string())
    var flow = Flow()
    flow.created = Int(try row.int32())
    flow.entered = Int(try row.int32())
    flow.exitedConverted = Int(try row.int32())
    flow.exitedDisqualified = Int(try row.int32())
    flow.exitedDecayed = Int(try row.int32())
    flow.exitedCriteria = Int(try row.int32())
    flow.passedThrough = Int(try row.int32())
    return (key, flow)
  }
}

/// The state of every deal, as it is stored.
public struct StoredDeals: Statement {
  public static let sql = SQLText(SQL.Verification.deals)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> DealEntry {
    DealEntry(
      dealID: try row.string(), arrival: try row.read(), keyring: try row.read(), status: try row.string(),
      createdAt: try row.stamp(), closedAt: try row.stamp(), updatedAt: try row.stamp(),
      amountMinor: try row.int64OrNil(), currency: try row.stringOrNil())
  }
}

/// Every lead number that was given out, and where a merged one leads.
public struct LeadNumbers: Statement {
  public static let sql = SQLText(SQL.Verification.merges)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> (lead: LeadID, mergedInto: LeadID?) {
    (try row.read(), try row.readOrNil())
  }
}
