internal import Engine
internal import LibPQ
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
