public import Engine
public import LibPQ
internal import SQLCatalog

/// News about an account, on its way into the log.
public struct SignalEntry: Sendable, Hashable {
  public var message: PostgresUUID
  public var account: AccountID
  public var arrival: Arrival
  /// Without an offset it is read in the tenant's zone, whichever that is by then.
  public var occurredAt: Stamp
  public var type: String
  /// JSON text.
  public var properties: String

  public init(
    message: PostgresUUID, account: AccountID, arrival: Arrival, occurredAt: Stamp, type: String, properties: String
  ) {
    self.message = message
    self.account = account
    self.arrival = arrival
    self.occurredAt = occurredAt
    self.type = type
    self.properties = properties
  }
}

/// Adds signals, once each; answers the accounts of those that were new.
public struct InsertSignals: Statement {
  public static let sql = SQLText(SQL.Log.insertSignals)
  var tenant: TenantID
  var importID: Int32?
  var rows: [SignalEntry]
  public init(tenant: TenantID, importID: Int32?, rows: [SignalEntry]) {
    self.tenant = tenant
    self.importID = importID
    self.rows = rows
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(importID)
    parameters.add(rows)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> AccountID { try row.read() }
}

/// How many of these signals are in the log under another body.
public struct ConflictingSignals: Statement {
  public static let sql = SQLText(SQL.Log.conflictingSignals)
  var tenant: TenantID
  var rows: [SignalEntry]
  public init(tenant: TenantID, rows: [SignalEntry]) {
    self.tenant = tenant
    self.rows = rows
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(rows)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Int { Int(try row.int64()) }
}

extension Parameters {
  fileprivate mutating func add(_ rows: [SignalEntry]) {
    add(rows.map(\.message))
    add(rows.map(\.account))
    add(rows.map(\.arrival))
    add(rows.map(\.occurredAt.description))
    add(rows.map(\.type))
    add(rows.map(\.properties))
  }
}
