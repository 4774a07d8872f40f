public import Definitions
public import Engine
public import LibPQ
internal import SQLCatalog

/// All that a team asks of momentum in the morning. From one snapshot.
public struct MomentumBoard: Sendable {
  public var standing: Standing
  public var today: Day
  /// How many leads each tier has; one without any is absent.
  public var tiers: [Tier: Int] = [:]
  /// Whom to call now, the first first; all of them.
  public var queue: [CallRow] = []
  /// The surging companies, the fastest first.
  public var surging: [AccountMomentumRow] = []
  /// Whether the workflow is on that keeps the list below.
  public var keepsCoolingList = false
  /// Who should hear from us before they go cold.
  public var cooling: [CoolingRow] = []
  /// How many leads each field of score against momentum has, and the score between high and low.
  public var quadrants: [(name: String, leads: Int, medianScore: Double)] = []
  /// Those with a high score and no momentum, the highest score first.
  public var unheard: [QuadrantRow] = []
  public var figures: [MomentumFigure] = []
}

/// The row of `report.reengagement`, and who it is.
public struct CoolingRow: Sendable, Hashable, Somebody {
  public var lead: LeadID
  public var externalID: String?
  public var email: String?
  public var name: String?
  public var account: String?
  public var momentum: Int32
  public var tierSince: Day
  /// Microseconds since 1970 UTC, as the next one.
  public var lastEngagedAt: Int64?
  public var lastTouchedAt: Int64?
  public var action: String
  public var assignedTo: String?
}

/// The row of `report.quadrant`, and who it is.
public struct QuadrantRow: Sendable, Hashable, Somebody {
  public var lead: LeadID
  public var externalID: String?
  public var email: String?
  public var name: String?
  public var account: String?
  public var score: Int64
  public var momentum: Int32
  public var tier: String
}

/// A row of `report.momentum_dashboard`.
public struct MomentumFigure: Sendable, Hashable {
  public var metric: String
  public var segment: String
  /// As PostgreSQL writes a `numeric`.
  public var value: String
  /// How many leads it is about.
  public var leads: Int
}

/// A span of `report.momentum_history`.
public struct MomentumSpan: Sendable, Hashable {
  public var from: Day
  /// The first day on which it is another; `nil`: none is known.
  public var to: Day?
  public var momentum: Int32
  public var tier: String
}

extension Database {
  /// `nil` while nothing was computed yet.
  ///
  /// - Parameter limit: Of each list but the queue so many.
  public func momentumBoard(of tenant: Tenant, limit: Int, asOf: Day? = nil) async throws -> MomentumBoard? {
    try await read(as: tenant.id, asOf: asOf, within: .seconds(60)) { session in
      let standing = try session.standing(of: tenant.id)
      guard let live = standing.live, let today = try session.run(Today()).first else { return nil }
      let (id, generation) = (tenant.id, live.generation)
      var board = MomentumBoard(standing: standing, today: today)
      for (name, count) in try session.run(ReadTiers()) {
        if let tier = Tier(rawValue: name) { board.tiers[tier] = Int(count) }
      }
      board.queue = try session.run(ReadQueue(tenant: id, generation: generation))
      board.surging = try session.run(ReadSurging(limit: limit))
      board.keepsCoolingList = try session.run(Workflows(tenant: id)).contains(.reEngagement)
      board.cooling = try session.run(ReadCooling(tenant: id, generation: generation, limit: limit))
      board.quadrants = try session.run(ReadQuadrants())
      board.unheard = try session.run(ReadUnheard(tenant: id, generation: generation, limit: limit))
      board.figures = try session.run(ReadMomentumFigures())
      return board
    }
  }
}

struct ReadSurging: Statement {
  static let sql = SQLText(SQL.Reading.surging)
  var limit: Int
  func bind(_ parameters: inout Parameters) { parameters.add(Int64(limit)) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> AccountMomentumRow {
    try ReadAccounts.decode(&row)
  }
}

struct ReadCooling: Statement {
  static let sql = SQLText(SQL.Reading.cooling)
  var tenant: TenantID
  var generation: Int32
  var limit: Int
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(Int64(limit))
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> CoolingRow {
    CoolingRow(
      lead: try row.read(), externalID: try row.stringOrNil(), email: try row.stringOrNil(),
      name: try row.stringOrNil(), account: try row.stringOrNil(), momentum: try row.int32(),
      tierSince: try row.day(), lastEngagedAt: try row.timestampOrNil(), lastTouchedAt: try row.timestampOrNil(),
      action: try row.string(), assignedTo: try row.stringOrNil())
  }
}

struct ReadQuadrants: Statement {
  static let sql = SQLText(SQL.Reading.quadrants)
  static func decode(
    _ row: inout RowReader
  ) throws(PostgresError) -> (name: String, leads: Int, medianScore: Double) {
    (try row.string(), Int(try row.int64()), Double(try row.numeric()) ?? 0)
  }
}

struct ReadUnheard: Statement {
  static let sql = SQLText(SQL.Reading.unheard)
  var tenant: TenantID
  var generation: Int32
  var limit: Int
  func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(generation)
    parameters.add(Int64(limit))
  }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> QuadrantRow {
    QuadrantRow(
      lead: try row.read(), externalID: try row.stringOrNil(), email: try row.stringOrNil(),
      name: try row.stringOrNil(), account: try row.stringOrNil(), score: try row.int64(), momentum: try row.int32(),
      tier: try row.string())
  }
}

struct ReadMomentumFigures: Statement {
  static let sql = SQLText(SQL.Reading.momentumFigures)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> MomentumFigure {
    MomentumFigure(
      metric: try row.string(), segment: try row.string(), value: try row.numeric(), leads: Int(try row.int64()))
  }
}

struct ReadMomentumSpans: Statement {
  static let sql = SQLText(SQL.Reading.momentumSpans)
  var lead: LeadID
  func bind(_ parameters: inout Parameters) { parameters.add(lead) }
  static func decode(_ row: inout RowReader) throws(PostgresError) -> MomentumSpan {
    MomentumSpan(from: try row.day(), to: try row.dayOrNil(), momentum: try row.int32(), tier: try row.string())
  }
}

extension Session {
  /// A lead's momentum on every day, past and as far as it is known; empty where it never engaged.
  public mutating func momentumSpans(of lead: LeadID) throws -> [MomentumSpan] {
    try run(ReadMomentumSpans(lead: lead))
  }
}
