public import Engine
public import LibPQ
internal import SQLCatalog

struct ReceiveMessages: Statement {
  static let sql = SQLText(SQL.Intake.receive)
  var messages: [ReceivedMessage]
  func bind(_ parameters: inout Parameters) {
    parameters.add(messages.map(\.tenant))
    parameters.add(messages.map(\.message))
    parameters.add(messages.map(\.form))
    parameters.addTimestamps(messages.map(\.receivedAt))
    parameters.add(nullable: messages.map { $0.sentAt.map(PostgresInstant.init(microseconds:)) })
    parameters.add(messages.map { PostgresBytes($0.body) })
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Inbox.Key {
    Inbox.Key(tenant: try row.read(), message: try row.uuid())
  }
}

struct WaitingMessages: Statement {
  static let sql = SQLText(SQL.Intake.waiting)
  var tenant: TenantID
  var after: PostgresUUID
  var limit: Int
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(after)
    parameters.add(Int64(limit))
  }
  /// Without its tenant, which whoever asked knows.
  static func decode(_ row: inout RowReader) throws(PostgresError) -> ReceivedMessage {
    ReceivedMessage(
      tenant: TenantID(0), message: try row.uuid(), form: try row.string(), receivedAt: try row.timestamp(),
      sentAt: try row.timestampOrNil(), body: try row.bytes())
  }
}

struct TakeMessages: Statement {
  static let sql = SQLText(SQL.Intake.take)
  var tenant: TenantID
  var messages: [PostgresUUID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(messages)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> PostgresUUID { try row.uuid() }
}

struct KnownCalls: Statement {
  static let sql = SQLText(SQL.Intake.knownCalls)
  var tenant: TenantID
  var messages: [PostgresUUID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(messages)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> PostgresUUID { try row.uuid() }
}

struct InsertCalls: Statement {
  static let sql = SQLText(SQL.Intake.insertCalls)
  var tenant: TenantID
  var messages: [PostgresUUID]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(messages)
  }
}

struct InsertRefusals: Statement {
  static let sql = SQLText(SQL.Intake.insertRefusals)
  var tenant: TenantID
  var messages: [RefusedMessage]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(messages.map(\.message))
    parameters.addTimestamps(messages.map(\.receivedAt))
    parameters.add(messages.map(\.reason))
    parameters.add(messages.map(\.detail))
    parameters.add(messages.map { PostgresBytes($0.body) })
  }
}

struct RemoveOldRefusals: Statement {
  static let sql = SQLText(SQL.Intake.removeOldRefusals)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(Retention.ofRefusals)
  }
}

struct Refusals: Statement {
  static let sql = SQLText(SQL.Intake.refusals)
  var tenant: TenantID
  var since: Int64
  var limit: Int
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(PostgresInstant(microseconds: since))
    parameters.add(Int64(limit))
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> RefusedMessage { try row.refusedMessage() }
}

/// Of those whose text is kept, in the order of the key.
public struct KeptRefusals: Statement {
  public static let sql = SQLText(SQL.Erasure.refusals)
  var tenant: TenantID
  var after: PostgresUUID?
  var limit: Int
  public init(tenant: TenantID, after: PostgresUUID?, limit: Int) {
    (self.tenant, self.after, self.limit) = (tenant, after, limit)
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(after ?? PostgresUUID(high: 0, low: 0))
    parameters.add(Int64(limit))
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> RefusedMessage {
    try row.refusedMessage()
  }
}

/// Takes the text of messages away that were set aside; that there was one, and why it was not taken, stays.
public struct BlankRefusals: Statement {
  public static let sql = SQLText(SQL.Erasure.blankRefusals)
  var tenant: TenantID
  var messages: [PostgresUUID]
  public init(tenant: TenantID, messages: [PostgresUUID]) { (self.tenant, self.messages) = (tenant, messages) }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(messages)
  }
}

extension RowReader {
  fileprivate mutating func refusedMessage() throws(PostgresError) -> RefusedMessage {
    RefusedMessage(
      message: try uuid(), receivedAt: try timestamp(), reason: try string(), detail: try string(), body: try bytes())
  }
}
