public import Engine
public import LibPQ
internal import SQLCatalog

public struct InsertDealRows: Statement {
  public static let sql = SQLText(SQL.Log.insertDealRows)
  var tenant: TenantID
  var importID: Int32?
  var rows: [DealEntry]
  public init(tenant: TenantID, importID: Int32?, rows: [DealEntry]) {
    self.tenant = tenant
    self.importID = importID
    self.rows = rows
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(importID)
    parameters.add(rows)
  }
}

/// Every row ever given for these deals (`nil`: for all), in the order they came.
public struct DealRows: Statement {
  public static let sql = SQLText(SQL.Log.dealRows)
  var tenant: TenantID
  var deals: [String]?
  public init(tenant: TenantID, deals: [String]?) {
    self.tenant = tenant
    self.deals = deals
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(deals)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> DealEntry {
    DealEntry(
      dealID: try row.string(), arrival: try row.read(), keyring: try row.read(), status: try row.string(),
      createdAt: try row.stamp(), closedAt: try row.stamp(), updatedAt: try row.stamp(),
      amountMinor: try row.int64OrNil(), currency: try row.stringOrNil())
  }
}

/// Writes the state that follows from a deal's rows.
public struct PutDeals: Statement {
  public static let sql = SQLText(SQL.Log.putDeals)
  var tenant: TenantID
  var deals: [DealEntry]
  public init(tenant: TenantID, deals: [DealEntry]) {
    self.tenant = tenant
    self.deals = deals
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(deals)
  }
}

public struct RemoveDeals: Statement {
  public static let sql = SQLText(SQL.Log.removeDeals)
  var tenant: TenantID
  var deals: [String]
  public init(tenant: TenantID, deals: [String]) {
    self.tenant = tenant
    self.deals = deals
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(deals)
  }
}

/// Whom these deals belong to now.
public struct DealKeyrings: Statement {
  public static let sql = SQLText(SQL.Log.dealKeyrings)
  var tenant: TenantID
  var deals: [String]
  public init(tenant: TenantID, deals: [String]) {
    self.tenant = tenant
    self.deals = deals
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(deals)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> KeyringID { try row.read() }
}

/// A keyring that carries each key, where somebody does.
public struct KeyringsOfKeys: Statement {
  public static let sql = SQLText(SQL.Log.leadsOfKeys)
  var tenant: TenantID
  var keys: [IdentityKey]
  public init(tenant: TenantID, keys: [IdentityKey]) {
    self.tenant = tenant
    self.keys = keys
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keys.map(\.description))
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> (key: IdentityKey?, keyring: KeyringID) {
    (IdentityKey(text: try row.string()), try row.read())
  }
}

extension Parameters {
  fileprivate mutating func add(_ rows: [DealEntry]) {
    add(rows.map(\.dealID))
    add(rows.map(\.arrival))
    add(rows.map(\.keyring))
    add(rows.map(\.status))
    add(nullable: rows.map { $0.createdAt?.description })
    add(nullable: rows.map { $0.closedAt?.description })
    add(nullable: rows.map { $0.updatedAt?.description })
    add(nullable: rows.map(\.amountMinor))
    add(nullable: rows.map(\.currency))
  }
}

extension RowReader {
  /// A stamp as it was written; a text that is none cannot have been stored.
  mutating func stamp() throws(PostgresError) -> Stamp? { try stringOrNil().flatMap { Stamp(iso: $0) } }
}
