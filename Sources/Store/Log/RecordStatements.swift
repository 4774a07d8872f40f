public import Engine
public import LibPQ
internal import SQLCatalog

public struct InsertRecords: Statement {
  public static let sql = SQLText(SQL.Log.insertRecords)
  var tenant: TenantID
  var importID: Int32?
  var rows: [RecordEntry]
  public init(tenant: TenantID, importID: Int32?, rows: [RecordEntry]) {
    self.tenant = tenant
    self.importID = importID
    self.rows = rows
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(importID)
    parameters.add(rows.map(\.arrival))
    parameters.add(rows.map(\.keyring))
    parameters.add(rows.map(\.source.rawValue))
    parameters.add(rows.map(\.receivedDay))
    parameters.addTimestamps(rows.map(\.sightedAt))
    parameters.add(nullable: rows.map { $0.createdAt?.description })
    parameters.add(nullable: rows.map { $0.updatedAt?.description })
    parameters.add(nullable: rows.map(\.account))
    parameters.add(nullable: rows.map(\.stage))
    parameters.add(nullable: rows.map(\.stageDates))
    parameters.add(nullable: rows.map(\.channel))
    parameters.add(rows.map(\.attributes))
  }
}

public struct AccountsByKey: Statement {
  public static let sql = SQLText(SQL.Log.accountsByKey)
  var tenant: TenantID
  var keys: [String]
  public init(tenant: TenantID, keys: [String]) {
    self.tenant = tenant
    self.keys = keys
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keys)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> (key: String, id: AccountID) {
    (try row.string(), try row.read())
  }
}

public struct InsertAccounts: Statement {
  public static let sql = SQLText(SQL.Log.insertAccounts)
  var tenant: TenantID
  var accounts: [(id: AccountID, key: String)]
  public init(tenant: TenantID, accounts: [(id: AccountID, key: String)]) {
    self.tenant = tenant
    self.accounts = accounts
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(accounts.map(\.id))
    parameters.add(accounts.map(\.key))
  }
}

public struct InsertAccountRecords: Statement {
  public static let sql = SQLText(SQL.Log.insertAccountRecords)
  var tenant: TenantID
  var importID: Int32?
  var rows: [AccountEntry]
  public init(tenant: TenantID, importID: Int32?, rows: [AccountEntry]) {
    self.tenant = tenant
    self.importID = importID
    self.rows = rows
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(importID)
    parameters.add(rows.map(\.account))
    parameters.add(rows.map(\.arrival))
    parameters.add(rows.map(\.source.rawValue))
    parameters.add(rows.map(\.receivedDay))
    parameters.add(nullable: rows.map { $0.updatedAt?.description })
    parameters.add(rows.map(\.attributes))
  }
}

/// Names that the tenant's data uses.
public struct LearnWords: Statement {
  public static let sql = SQLText(SQL.Log.learnWords)
  var tenant: TenantID
  var words: [Word]
  public init(tenant: TenantID, words: [Word]) {
    self.tenant = tenant
    self.words = words
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(words.map(\.kind.rawValue))
    parameters.add(words.map(\.name))
  }
}

public struct Words: Statement {
  public static let sql = SQLText(SQL.Log.words)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Word {
    Word(kind: Word.Kind(rawValue: try row.string()) ?? .event, name: try row.string())
  }
}

/// An attribute or event type that has been seen.
public struct Word: Hashable, Sendable {
  public enum Kind: String, Sendable { case lead, account, event }
  public var kind: Kind
  public var name: String
  public init(kind: Kind, name: String) {
    self.kind = kind
    self.name = name
  }
}
