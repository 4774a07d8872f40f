public import Definitions
public import Engine
internal import LibPQ
internal import SQLCatalog

/// How a tenant's leads move on a day.
public struct MomentumReading: Sendable {
  public var standing: Standing
  public var today: Day
  /// How many leads each tier has; one without any is absent.
  public var tiers: [Tier: Int] = [:]
  /// Those that were asked for, the fastest first.
  public var leads: [MomentumRow] = []
}

/// The row of `report.momentum`, and who it is.
public struct MomentumRow: Sendable, Hashable {
  public var lead: LeadID
  public var externalID: String?
  public var email: String?
  public var name: String?
  public var title: String?
  public var account: String?
  public var momentum: Int32
  public var velocity: Int32
  public var frequency: Int32
  public var content: Int32
  public var stakeholders: Int32
  public var tier: String
  public var direction: String
  /// As PostgreSQL writes a `numeric`.
  public var gain: String
  public var tierSince: Day
}

/// The row of `report.account_momentum`.
public struct AccountMomentumRow: Sendable, Hashable {
  public var account: String
  public var momentum: Int32
  public var stakeholders: Int32
  public var stakeholdersBefore: Int32
  public var isSurging: Bool
}

/// The row of `report.call_queue`, and who it is.
public struct CallRow: Sendable, Hashable {
  public var position: Int64
  public var lead: LeadID
  public var externalID: String?
  public var email: String?
  public var name: String?
  public var title: String?
  public var account: String?
  public var momentum: Int32
  public var tier: String
  public var reason: String
  public var action: String
  /// Microseconds since 1970 UTC, as the next one.
  public var dueBy: Int64
  public var lastEngagedAt: Int64?
  public var assignedTo: String?
}

extension Database {
  /// - Parameters:
  ///   - tier: of this one alone.
  ///   - limit: of the leads; `nil` brings all.
  /// - Returns: `nil` while nothing was computed yet.
  public func momentum(
    of tenant: Tenant, tier: Tier? = nil, limit: Int? = nil, asOf: Day? = nil
  ) async throws -> MomentumReading? {
    try await read(as: tenant.id, asOf: asOf) { session in
      let standing = try session.standing(of: tenant.id)
      guard let live = standing.live, let today = try session.run(Today()).first else { return nil }
      var reading = MomentumReading(standing: standing, today: today)
      for (name, count) in try session.run(ReadTiers()) {
        if let tier = Tier(rawValue: name) { reading.tiers[tier] = Int(count) }
      }
      reading.leads = try session.run(
        ReadMomentum(tenant: tenant.id, generation: live.generation, tier: tier, limit: limit))
      return reading
    }
  }

  /// The accounts that move most; `nil` while nothing was computed yet.
  public func accounts(
    of tenant: Tenant, limit: Int? = nil, asOf: Day? = nil
  ) async throws -> (standing: Standing, today: Day, rows: [AccountMomentumRow])? {
    try await read(as: tenant.id, asOf: asOf) { session in
      let standing = try session.standing(of: tenant.id)
      guard standing.live != nil, let today = try session.run(Today()).first else { return nil }
      return (standing, today, try session.run(ReadAccounts(limit: limit)))
    }
  }

  /// Whom to call now; `nil` while nothing was computed yet.
  public func callQueue(
    of tenant: Tenant, asOf: Day? = nil
  ) async throws -> (standing: Standing, today: Day, rows: [CallRow])? {
    try await read(as: tenant.id, asOf: asOf) { session in
      let standing = try session.standing(of: tenant.id)
      guard let live = standing.live, let today = try session.run(Today()).first else { return nil }
      let rows = try session.run(ReadQueue(tenant: tenant.id, generation: live.generation))
      return (standing, today, rows)
    }
  }
}

struct ReadMomentum: Statement {
  static let sql = SQLText(SQL.Reading.momentum)
  var tenant: TenantID
  var generation: Int32
  var tier: Tier?
  var limit: Int?
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(tier?.rawValue)
    parameters.add(limit.map { Int64($0) })
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> MomentumRow {
    MomentumRow(
      lead: try row.read(), externalID: try row.stringOrNil(), email: try row.stringOrNil(),
      name: try row.stringOrNil(), title: try row.stringOrNil(), account: try row.stringOrNil(),
      momentum: try row.int32(), velocity: try row.int32(), frequency: try row.int32(), content: try row.int32(),
      stakeholders: try row.int32(), tier: try row.string(), direction: try row.string(), gain: try row.numeric(),
      tierSince: try row.day())
  }
}

struct ReadTiers: Statement {
  static let sql = SQLText(SQL.Reading.tiers)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> (tier: String, leads: Int64) {
    (try row.string(), try row.int64())
  }
}

struct ReadAccounts: Statement {
  static let sql = SQLText(SQL.Reading.accounts)
  var limit: Int?
  func bind(_ parameters: inout Parameters) { parameters.add(limit.map { Int64($0) }) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> AccountMomentumRow {
    AccountMomentumRow(
      account: try row.string(), momentum: try row.int32(), stakeholders: try row.int32(),
      stakeholdersBefore: try row.int32(), isSurging: try row.bool())
  }
}

struct ReadQueue: Statement {
  static let sql = SQLText(SQL.Reading.queue)
  var tenant: TenantID
  var generation: Int32
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> CallRow {
    CallRow(
      position: try row.int64(), lead: try row.read(), externalID: try row.stringOrNil(),
      email: try row.stringOrNil(), name: try row.stringOrNil(), title: try row.stringOrNil(),
      account: try row.stringOrNil(), momentum: try row.int32(), tier: try row.string(), reason: try row.string(),
      action: try row.string(), dueBy: try row.timestamp(), lastEngagedAt: try row.timestampOrNil(),
      assignedTo: try row.stringOrNil())
  }
}
