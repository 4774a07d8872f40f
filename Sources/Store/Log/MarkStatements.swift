public import Engine
public import LibPQ
internal import SQLCatalog

/// Marks leads as changed.
public struct MarkLeads: Statement {
  public static let sql = SQLText(SQL.Log.markLeads)
  var tenant: TenantID
  var leads: [LeadID]
  var token: Int64
  public init(tenant: TenantID, leads: [LeadID], token: Int64) {
    self.tenant = tenant
    self.leads = leads
    self.token = token
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(leads)
    parameters.add(token)
  }
}

/// Marks the leads that these keyrings belong to.
public struct MarkLeadsOfKeyrings: Statement {
  public static let sql = SQLText(SQL.Log.markLeadsOfKeyrings)
  var tenant: TenantID
  var keyrings: [KeyringID]
  var token: Int64
  public init(tenant: TenantID, keyrings: [KeyringID], token: Int64) {
    self.tenant = tenant
    self.keyrings = keyrings
    self.token = token
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keyrings)
    parameters.add(token)
  }
}

/// Marks accounts as changed: the refresh then looks at all their leads.
public struct MarkAccounts: Statement {
  public static let sql = SQLText(SQL.Log.markAccounts)
  var tenant: TenantID
  var accounts: [AccountID]
  var token: Int64
  public init(tenant: TenantID, accounts: [AccountID], token: Int64) {
    self.tenant = tenant
    self.accounts = accounts
    self.token = token
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(accounts)
    parameters.add(token)
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
