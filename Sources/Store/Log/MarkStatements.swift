public import Engine
public import LibPQ
internal import SQLCatalog

/// Marks leads as changed.
struct MarkLeads: Statement {
  static let sql = SQLText(SQL.Log.markLeads)
  var tenant: TenantID
  var leads: [LeadID]
  var token: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(leads)
    parameters.add(token)
  }
}

/// Marks the leads that these keyrings belong to.
struct MarkLeadsOfKeyrings: Statement {
  static let sql = SQLText(SQL.Log.markLeadsOfKeyrings)
  var tenant: TenantID
  var keyrings: [KeyringID]
  var token: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keyrings)
    parameters.add(token)
  }
}

/// Marks accounts as changed: the refresh then looks at all their leads.
struct MarkAccounts: Statement {
  static let sql = SQLText(SQL.Log.markAccounts)
  var tenant: TenantID
  var accounts: [AccountID]
  var token: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(accounts)
    parameters.add(token)
  }
}

extension Session {
  /// Marks leads as changed. Whoever marks wants the refresh too: a job, in the same transaction.
  public mutating func mark(leads: [LeadID], of tenant: TenantID, token: Int64 = makeToken()) throws(PostgresError) {
    _ = try batch(MarkLeads(tenant: tenant, leads: leads, token: token), EnqueueJob(tenant: tenant, job: .refresh))
  }

  /// Marks the leads that these keyrings belong to.
  public mutating func mark(
    leadsOf keyrings: [KeyringID], of tenant: TenantID, token: Int64 = makeToken()
  ) throws(PostgresError) {
    _ = try batch(
      MarkLeadsOfKeyrings(tenant: tenant, keyrings: keyrings, token: token), EnqueueJob(tenant: tenant, job: .refresh))
  }

  /// Marks accounts as changed: the refresh then looks at all their leads.
  public mutating func mark(
    accounts: [AccountID], of tenant: TenantID, token: Int64 = makeToken()
  ) throws(PostgresError) {
    _ = try batch(
      MarkAccounts(tenant: tenant, accounts: accounts, token: token), EnqueueJob(tenant: tenant, job: .refresh))
  }
}

/// A fresh mark's token. Random, so that no two marks of a lead ever look alike.
public func makeToken() -> Int64 { Int64.random(in: 1...Int64.max) }

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
