public import Engine
public import LibPQ
internal import SQLCatalog

/// Marks leads as changed.
struct MarkLeads: Statement {
  static let sql = SQLText(SQL.Log.markLeads)
  var tenant: TenantID
  var leads: [LeadID]
  var token: MarkToken
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(leads)
    parameters.add(token.value)
  }
}

/// Marks the leads that these keyrings belong to.
struct MarkLeadsOfKeyrings: Statement {
  static let sql = SQLText(SQL.Log.markLeadsOfKeyrings)
  var tenant: TenantID
  var keyrings: [KeyringID]
  var token: MarkToken
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keyrings)
    parameters.add(token.value)
  }
}

/// Marks accounts as changed: the refresh then looks at all their leads.
struct MarkAccounts: Statement {
  static let sql = SQLText(SQL.Log.markAccounts)
  var tenant: TenantID
  var accounts: [AccountID]
  var token: MarkToken
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(accounts)
    parameters.add(token.value)
  }
}

extension Session {
  /// Marks leads as changed. Whoever marks wants the refresh too: a job, in the same transaction, unless the token says
  /// that the job at hand computes them.
  public mutating func mark(
    leads: [LeadID], of tenant: TenantID, token: MarkToken = makeToken()
  ) throws(PostgresError) {
    try post(MarkLeads(tenant: tenant, leads: leads, token: token))
    try wantRefresh(of: tenant, after: token)
  }

  /// Marks the leads that these keyrings belong to.
  public mutating func mark(
    leadsOf keyrings: [KeyringID], of tenant: TenantID, token: MarkToken = makeToken()
  ) throws(PostgresError) {
    try post(MarkLeadsOfKeyrings(tenant: tenant, keyrings: keyrings, token: token))
    try wantRefresh(of: tenant, after: token)
  }

  /// Marks accounts as changed: the refresh then looks at all their leads.
  public mutating func mark(
    accounts: [AccountID], of tenant: TenantID, token: MarkToken = makeToken()
  ) throws(PostgresError) {
    try post(MarkAccounts(tenant: tenant, accounts: accounts, token: token))
    try wantRefresh(of: tenant, after: token)
  }

  mutating func wantRefresh(of tenant: TenantID, after token: MarkToken) throws(PostgresError) {
    if !token.isFollowed { try post(EnqueueJob(tenant: tenant, job: .refresh)) }
  }
}

/// Under what a lead is marked.
public struct MarkToken: Sendable, Hashable {
  /// Random, so that no two marks of a lead ever look alike. Of one transaction alone: a rebuild takes all marks away under
  /// whose token it has seen one.
  public let value: Int64
  /// The job that marks computes what is marked before it ends: no refresh is wanted (Docs/Decisions/0035).
  public let isFollowed: Bool
}

/// A fresh mark's token.
public func makeToken(isFollowed: Bool = false) -> MarkToken {
  MarkToken(value: Int64.random(in: 1...Int64.max), isFollowed: isFollowed)
}

public struct Bans: Statement {
  public static let sql = SQLText(SQL.Log.bans)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> IdentityKey? {
    IdentityKey(text: try row.string())
  }
}

public struct InsertBans: Statement {
  public static let sql = SQLText(SQL.Log.insertBan)
  var tenant: TenantID
  var keys: [IdentityKey]
  var arrival: Arrival
  public init(tenant: TenantID, keys: [IdentityKey], arrival: Arrival) {
    self.tenant = tenant
    self.keys = keys
    self.arrival = arrival
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keys.map(\.description))
    parameters.add(arrival)
  }
}
