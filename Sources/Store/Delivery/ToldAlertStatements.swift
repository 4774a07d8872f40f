public import Engine
public import LibPQ
internal import SQLCatalog

extension Session {
  /// Addresses alerts to the sinks that want them, one message each, and wants them delivered.
  ///
  /// Belongs in the transaction that writes the alerts, so that neither is there without the other.
  /// Repeating it adds nothing.
  ///
  /// - Parameter sink: The one sink; `nil` for all.
  public mutating func fanOut(
    _ alerts: [Int64], of tenant: TenantID, to sink: String? = nil
  ) throws(PostgresError) {
    let sinks = try run(FanOut(tenant: tenant, alerts: alerts, sink: sink))
    try runEach(sinks.map { EnqueueJob(tenant: tenant, job: .deliver(to: $0)) })
  }
}

struct FanOut: Statement {
  static let sql = SQLText(SQL.Delivery.fanOut)
  var tenant: TenantID
  var alerts: [Int64]
  var sink: String?
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(alerts)
    parameters.add(sink)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> String { try row.string() }
}

struct ReadAlert: Statement {
  static let sql = SQLText(SQL.Delivery.alert)
  var tenant: TenantID
  var alert: Int64
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(alert)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> AlertToTell {
    AlertToTell(
      id: try row.int64(), kind: try row.string(), day: try row.day(), firedAt: try row.timestamp(),
      headline: try row.string(), reason: try row.string(), action: try row.string(), dueBy: try row.timestampOrNil(),
      momentum: try row.int32OrNil().map { Int($0) }, tier: try row.stringOrNil(), assignedTo: try row.stringOrNil(),
      lead: try row.readOrNil(), externalID: try row.stringOrNil(), account: try row.stringOrNil())
  }
}

/// Takes the next number of an alert. The head has to be there.
struct NextAlert: Statement {
  static let sql = SQLText(SQL.Delivery.nextAlert)
  var tenant: TenantID
  func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.int64() }
}

struct InsertTestAlert: Statement {
  static let sql = SQLText(SQL.Delivery.insertTestAlert)
  var tenant: TenantID
  var alert: Int64
  var headline: String
  var reason: String
  var action: String
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(alert)
    parameters.add(headline)
    parameters.add(reason)
    parameters.add(action)
  }
}

/// The newest rows of `report.alert`.
struct ReadAlerts: Statement {
  static let sql = SQLText(SQL.Delivery.alerts)
  var limit: Int
  func bind(_ parameters: inout Parameters) { parameters.add(Int64(limit)) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> ToldAlert {
    ToldAlert(
      id: try row.int64(), kind: try row.string(), lead: try row.readOrNil(), account: try row.stringOrNil(),
      day: try row.day(), firedAt: try row.timestamp(), headline: try row.string(), reason: try row.string(),
      action: try row.string(), dueBy: try row.timestampOrNil(), assignedTo: try row.stringOrNil(),
      deliveries: try row.stringOrNil())
  }
}
