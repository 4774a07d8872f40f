public import Engine
public import LibPQ
internal import SQLCatalog

/// The statements that take an import's facts out of the log again, in this order.
public struct KeyringsOfImport: Statement {
  public static let sql = SQLText(SQL.Imports.revertKeyrings)
  var scope: ImportScope
  public init(_ scope: ImportScope) { self.scope = scope }
  public func bind(_ parameters: inout Parameters) { scope.bind(&parameters) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> KeyringID { try row.read() }
}

/// One import of one tenant.
public struct ImportScope: Sendable, Hashable {
  public var tenant: TenantID
  public var importID: Int32
  public init(tenant: TenantID, importID: Int32) {
    self.tenant = tenant
    self.importID = importID
  }
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(importID)
  }
}

public struct RevertEvents: Statement {
  public static let sql = SQLText(SQL.Imports.revertEvents)
  var scope: ImportScope
  public init(_ scope: ImportScope) { self.scope = scope }
  public func bind(_ parameters: inout Parameters) { scope.bind(&parameters) }
}

public struct RevertRecords: Statement {
  public static let sql = SQLText(SQL.Imports.revertRecords)
  var scope: ImportScope
  public init(_ scope: ImportScope) { self.scope = scope }
  public func bind(_ parameters: inout Parameters) { scope.bind(&parameters) }
}

/// Answers the accounts that lose something.
public struct RevertAccountRecords: Statement {
  public static let sql = SQLText(SQL.Imports.revertAccountRecords)
  var scope: ImportScope
  public init(_ scope: ImportScope) { self.scope = scope }
  public func bind(_ parameters: inout Parameters) { scope.bind(&parameters) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> AccountID { try row.read() }
}

/// Answers the accounts that lose a signal, one for each.
public struct RevertSignals: Statement {
  public static let sql = SQLText(SQL.Imports.revertSignals)
  var scope: ImportScope
  public init(_ scope: ImportScope) { self.scope = scope }
  public func bind(_ parameters: inout Parameters) { scope.bind(&parameters) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> AccountID { try row.read() }
}

/// Answers the deals whose state has to be worked out anew.
public struct RevertDealRows: Statement {
  public static let sql = SQLText(SQL.Imports.revertDealRows)
  var scope: ImportScope
  public init(_ scope: ImportScope) { self.scope = scope }
  public func bind(_ parameters: inout Parameters) { scope.bind(&parameters) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.string() }
}

public struct RevertImport: Statement {
  public static let sql = SQLText(SQL.Imports.revertImport)
  var scope: ImportScope
  public init(_ scope: ImportScope) { self.scope = scope }
  public func bind(_ parameters: inout Parameters) { scope.bind(&parameters) }
}

/// When each keyring was first seen in what is left of the log.
public struct RemainingSightings: Statement {
  public static let sql = SQLText(SQL.Imports.remainingSightings)
  var tenant: TenantID
  var keyrings: [KeyringID]
  public init(tenant: TenantID, keyrings: [KeyringID]) {
    self.tenant = tenant
    self.keyrings = keyrings
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keyrings)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> WidenKeyrings.Sighting {
    WidenKeyrings.Sighting(keyring: try row.read(), at: try row.timestamp(), arrival: try row.read())
  }
}

public struct RemoveKeyrings: Statement {
  public static let sql = SQLText(SQL.Imports.removeKeyrings)
  var tenant: TenantID
  var keyrings: [KeyringID]
  public init(tenant: TenantID, keyrings: [KeyringID]) {
    self.tenant = tenant
    self.keyrings = keyrings
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keyrings)
  }
}
