public import Engine
public import LibPQ
internal import SQLCatalog

/// A lead or an account of which something is to be told on a known day.
public struct Watch: Sendable, Hashable {
  public var unit: Mark.Unit
  public var id: Int64
}

/// Those that are due by a day.
public struct DueWatches: Statement {
  public static let sql = SQLText(SQL.Alerts.dueWatches)
  var tenant: TenantID
  var day: Day
  var limit: Int
  public init(tenant: TenantID, day: Day, limit: Int) {
    self.tenant = tenant
    self.day = day
    self.limit = limit
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(day)
    parameters.add(Int64(limit))
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> Watch {
    Watch(unit: Mark.Unit(rawValue: try row.string()) ?? .lead, id: try row.int64())
  }
}

public struct PutWatches: Statement {
  public static let sql = SQLText(SQL.Alerts.putWatches)
  var tenant: TenantID
  var watches: [(watch: Watch, due: Day)]
  public init(tenant: TenantID, watches: [(watch: Watch, due: Day)]) {
    self.tenant = tenant
    self.watches = watches
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(watches.map(\.watch.unit.rawValue))
    parameters.add(watches.map(\.watch.id))
    parameters.add(watches.map(\.due))
  }
}

struct RemoveWatches: Statement {
  static let sql = SQLText(SQL.Alerts.removeWatches)
  var tenant: TenantID
  var watches: [Watch]
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(watches.map(\.unit.rawValue))
    parameters.add(watches.map(\.id))
  }
}

extension Session {
  /// Forgets watches of what is no more.
  public mutating func drop(_ watches: [Watch], of tenant: TenantID) throws(PostgresError) {
    if !watches.isEmpty { try execute(RemoveWatches(tenant: tenant, watches: watches)) }
  }
}

extension Looked {
  public func has(_ watch: Watch) -> Bool {
    switch watch.unit {
    case .account: accounts.contains { $0.account.rawValue == watch.id }
    case .lead:
      loners.contains { $0.lead.rawValue == watch.id }
        || accounts.contains { $0.members.contains { $0.lead.rawValue == watch.id } }
    }
  }
}
