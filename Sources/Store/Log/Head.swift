public import Engine
public import LibPQ
internal import SQLCatalog

/// Where a tenant's log stands: the numbers that the next facts get.
public struct Head: Sendable, Hashable {
  public var nextArrival: Int64
  public var nextKeyring: Int64
  public var nextLead: Int64
  public var nextAccount: Int64
  public var nextImport: Int32
  /// Changes whenever a keyring is moved or removed: what was cached of one is then not trusted.
  public var keyringEpoch: Int64
  public var historyFrom: Day?
  public var liveGeneration: Int32?
}

/// Makes the row that a tenant's log stands on, if it is not there.
public struct OpenHead: Statement {
  public static let sql = SQLText(SQL.Log.openHead)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
}

/// Takes the fold lock and answers where the log stands.
public struct LockHead: Statement {
  public static let sql = SQLText(SQL.Log.lockHead)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Head { try row.head() }
}

/// Where the log stands, without the lock. Empty before a tenant's first write.
public struct ReadHead: Statement {
  public static let sql = SQLText(SQL.Log.head)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Head { try row.head() }
}

/// Writes back what a fold has used up.
public struct AdvanceHead: Statement {
  public static let sql = SQLText(SQL.Log.advanceHead)
  var tenant: TenantID
  var head: Head
  /// The first day from which an undated stage of this batch holds, and the import it came in.
  var undatedStage: Day?
  var importID: Int32?
  public init(tenant: TenantID, head: Head, undatedStage: Day? = nil, importID: Int32? = nil) {
    self.tenant = tenant
    self.head = head
    self.undatedStage = undatedStage
    self.importID = importID
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(head.nextArrival)
    parameters.add(head.nextKeyring)
    parameters.add(head.nextLead)
    parameters.add(head.nextAccount)
    parameters.add(head.keyringEpoch)
    parameters.add(undatedStage)
    parameters.add(importID)
  }
}

extension RowReader {
  fileprivate mutating func head() throws(PostgresError) -> Head {
    Head(
      nextArrival: try int64(), nextKeyring: try int64(), nextLead: try int64(), nextAccount: try int64(),
      nextImport: try int32(), keyringEpoch: try int64(), historyFrom: try dayOrNil(),
      liveGeneration: try int32OrNil())
  }
}
