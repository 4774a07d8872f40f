internal import Definitions
internal import Engine
internal import LibPQ
internal import SQLCatalog

/// All sinks of a tenant, or the one of that name.
struct ReadSinks: Statement {
  static let sql = SQLText(SQL.Delivery.sinks)
  var tenant: TenantID
  var name: String?
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(name)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> SinkStanding {
    SinkStanding(
      sink: try row.sink(), waiting: Int(try row.int64()), delivered: Int(try row.int64()), dead: Int(try row.int64()),
      lastError: try row.stringOrNil())
  }
}

/// One sink, without its counts.
struct ReadSink: Statement {
  static let sql = SQLText(SQL.Delivery.sink)
  var tenant: TenantID
  var name: String
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(name)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Sink { try row.sink() }
}

/// Makes a sink, or makes it anew.
struct PutSink: Statement {
  static let sql = SQLText(SQL.Delivery.putSink)
  var tenant: TenantID
  var plan: SinkPlan
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(plan.name)
    parameters.add(plan.target.kind.rawValue)
    parameters.add(JSONText(SinkSettings(plan.target).json))
    parameters.add(plan.alerts)
  }
}

struct RemoveSinks: Statement {
  static let sql = SQLText(SQL.Delivery.removeSinks)
  var tenant: TenantID
  var names: [String]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(names)
  }
}

/// The sink did what it is for.
struct SinkWorked: Statement {
  static let sql = SQLText(SQL.Delivery.sinkWorked)
  var tenant: TenantID
  var name: String
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(name)
  }
}

struct SinkFailed: Statement {
  static let sql = SQLText(SQL.Delivery.sinkFailed)
  var tenant: TenantID
  var name: String
  /// Microseconds since 1970; `nil`: it goes on.
  var restsUntil: Int64?
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(name)
    parameters.addTimestamp(restsUntil)
  }
}

struct DisableSink: Statement {
  static let sql = SQLText(SQL.Delivery.disableSink)
  var tenant: TenantID
  var name: String
  var reason: String
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(name)
    parameters.add(reason)
  }
}
