public import Engine
public import LibPQ
internal import SQLCatalog

/// One lead as it stands, from the running generation.
public struct LeadView: Sendable {
  public var lead: LeadID
  public var timeline: Timeline
  /// Its company is `account`.
  public var stage: String
  public var externalID: String?
  public var email: String?
  public var name: String?
  public var title: String?
  /// The company's key: its domain, else its name.
  public var account: String?
  /// JSON text.
  public var attributes: String
  public var isQualified: Bool
  /// The log has grown since.
  public var isPending: Bool
}

/// Empty when the lead has no timeline: nothing was computed yet, or its facts make no lead.
public struct ReadLead: Statement {
  public static let sql = SQLText(SQL.Reading.lead)
  var tenant: TenantID
  var generation: Int32
  var lead: LeadID

  public init(tenant: TenantID, generation: Int32, lead: LeadID) {
    self.tenant = tenant
    self.generation = generation
    self.lead = lead
  }

  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(lead)
  }

  public static func decode(_ row: inout RowReader) throws(PostgresError) -> LeadView {
    let stored = try row.timeline()
    let stage = try row.string()
    let (external, email, name) = (try row.stringOrNil(), try row.stringOrNil(), try row.stringOrNil())
    return LeadView(
      lead: stored.lead, timeline: stored.timeline, stage: stage, externalID: external, email: email, name: name,
      title: try row.stringOrNil(), account: try row.stringOrNil(), attributes: try row.json(),
      isQualified: try row.bool(), isPending: try row.bool())
  }
}

/// The lead that a number leads to: itself, or the one it was merged into. Empty for a number
/// that was never given out.
public struct Survivor: Statement {
  public static let sql = SQLText(SQL.Reading.survivor)
  var tenant: TenantID
  var lead: LeadID
  public init(tenant: TenantID, lead: LeadID) {
    self.tenant = tenant
    self.lead = lead
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(lead)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> LeadID { try row.read() }
}

/// The numbers that lead to this lead, its own left out.
public struct MergedLeads: Statement {
  public static let sql = SQLText(SQL.Reading.mergedLeads)
  var tenant: TenantID
  var lead: LeadID
  public init(tenant: TenantID, lead: LeadID) {
    self.tenant = tenant
    self.lead = lead
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(lead)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> LeadID { try row.read() }
}

/// Whoever carries a key; several after a split.
public struct LeadsOfKey: Statement {
  public static let sql = SQLText(SQL.Reading.leadsOfKey)
  var tenant: TenantID
  var key: IdentityKey
  public init(tenant: TenantID, key: IdentityKey) {
    self.tenant = tenant
    self.key = key
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(key.description)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> LeadID { try row.read() }
}

/// The keyrings of every lead that more than one external id stands for, lead by lead.
public struct DoubtfulKeyrings: Statement {
  public static let sql = SQLText(SQL.Reading.doubtfulKeyrings)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> StoredKeyring { try row.keyring() }
}
