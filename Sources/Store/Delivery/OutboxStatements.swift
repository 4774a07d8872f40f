internal import Engine
internal import LibPQ
internal import SQLCatalog

struct OutboxTime: Statement {
  static let sql = SQLText(SQL.Timeline.now)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.timestamp() }
}

struct DueSinks: Statement {
  static let sql = SQLText(SQL.Delivery.dueSinks)
  var tenant: TenantID
  var now: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.addTimestamp(now)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.string() }
}

struct NextMessage: Statement {
  static let sql = SQLText(SQL.Delivery.nextDue)
  var tenant: TenantID
  var sink: String
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(sink)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64? { try row.timestampOrNil() }
}

/// A message that was taken to be sent.
struct TakenMessage: Sendable {
  var id: MessageID
  var alert: Int64
  var attempt: Int32
  var createdAt: Int64

  init(_ row: inout RowReader) throws(PostgresError) {
    id = MessageID(try row.string())
    alert = try row.int64()
    attempt = try row.int32()
    createdAt = try row.timestamp()
  }
}

struct LeaseMessage: Statement {
  static let sql = SQLText(SQL.Delivery.lease)
  var tenant: TenantID
  var sink: String
  var now: Int64
  var until: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(sink)
    parameters.addTimestamp(now)
    parameters.addTimestamp(until)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> TakenMessage { try TakenMessage(&row) }
}

struct LeaseAlert: Statement {
  static let sql = SQLText(SQL.Delivery.leaseAlert)
  var tenant: TenantID
  var alert: Int64
  var sink: String
  var now: Int64
  var until: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(alert)
    parameters.add(sink)
    parameters.addTimestamp(now)
    parameters.addTimestamp(until)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> TakenMessage { try TakenMessage(&row) }
}

struct MarkDelivered: Statement {
  static let sql = SQLText(SQL.Delivery.markDelivered)
  var tenant: TenantID
  var message: MessageID
  var at: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(message.text)
    parameters.addTimestamp(at)
  }
}

struct Postpone: Statement {
  static let sql = SQLText(SQL.Delivery.postpone)
  var tenant: TenantID
  var message: MessageID
  var attempt: Int32
  var until: Int64
  var reason: String
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(message.text)
    parameters.add(attempt)
    parameters.addTimestamp(until)
    parameters.add(reason)
  }
}

struct Bury: Statement {
  static let sql = SQLText(SQL.Delivery.bury)
  var tenant: TenantID
  var message: MessageID
  var attempt: Int32
  var reason: String
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(message.text)
    parameters.add(attempt)
    parameters.add(reason)
  }
}

/// Gives up what was written until a time and waits for these sinks.
struct BuryAll: Statement {
  static let sql = SQLText(SQL.Delivery.buryAll)
  var tenant: TenantID
  var sinks: [String]
  var until: Int64
  var reason: String
  /// What is leased beyond this is under way, and left alone.
  var now: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(sinks)
    parameters.addTimestamp(until)
    parameters.add(reason)
    parameters.addTimestamp(now)
  }
}
