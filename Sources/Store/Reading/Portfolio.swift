public import Definitions
public import Engine
internal import LibPQ
internal import SQLCatalog

/// A client beside all others: a row of `agency.portfolio`.
///
/// Percentages are decimal digits as PostgreSQL writes a `numeric`. Source: `Docs/Metrics.md`, section 5.
public struct PortfolioRow: Sendable, Hashable {
  public var tenant: String
  public var name: String
  public var state: Tenant.State
  /// `nil` where no figures were computed yet.
  public var definition: Int32?
  public var basis: Basis?
  /// The last month that is over; `nil` where none is.
  public var month: Period?
  public var opening: Int?
  public var entered: Int?
  public var exited: Int?
  public var closing: Int?
  /// Of that month, without the rates of which it is no headline; and the pace of the running one.
  public var figures: LVRFigures
  public var change: Change
  /// The rates of the six months before and of this one, oldest first; `nil` where there is none.
  public var rates: [String?]
  /// Of the last 7 days, tests left out.
  public var alerts: Int
  public var hotAlerts: Int
  public var asOf: Day?

  /// How far the rate lies from what is usual for the client.
  public struct Change: Sendable, Hashable {
    /// The median of the six months before.
    public var usual: String?
    /// Their median absolute deviation.
    public var deviation: String?
    /// In such deviations; `nil` where that is not known, or the deviation is 0.
    public var distance: String?
    /// `nil` where it cannot be said.
    public var isUnusual: Bool?

    public init(usual: String? = nil, deviation: String? = nil, distance: String? = nil, isUnusual: Bool? = nil) {
      self.usual = usual
      self.deviation = deviation
      self.distance = distance
      self.isUnusual = isUnusual
    }
  }

  public init(
    tenant: String, name: String, state: Tenant.State, definition: Int32?, basis: Basis?, month: Period?, opening: Int?,
    entered: Int?, exited: Int?, closing: Int?, figures: LVRFigures, change: Change, rates: [String?], alerts: Int,
    hotAlerts: Int, asOf: Day?
  ) {
    self.tenant = tenant
    self.name = name
    self.state = state
    self.definition = definition
    self.basis = basis
    self.month = month
    self.opening = opening
    self.entered = entered
    self.exited = exited
    self.closing = closing
    self.figures = figures
    self.change = change
    self.rates = rates
    self.alerts = alerts
    self.hotAlerts = hotAlerts
    self.asOf = asOf
  }
}

/// What a portfolio is ranked by.
public enum PortfolioOrder: String, Sendable, CaseIterable {
  /// Unusual changes first, the farthest from usual before the others.
  case change
  /// The highest rate first.
  case lvr
  case name
}

extension Database {
  /// All clients side by side, as the operator: no lead is read for it.
  public func portfolio(by order: PortfolioOrder = .change, asOf: Day? = nil) async throws -> [PortfolioRow] {
    let rows = try await asOperator { session in
      if let asOf { try session.execute(AnswerAsOf(day: asOf)) }
      return try session.run(ReadPortfolio())
    }
    return rows.sorted { $0.ranksBefore($1, by: order) }
  }
}

extension PortfolioRow {
  fileprivate func ranksBefore(_ other: PortfolioRow, by order: PortfolioOrder) -> Bool {
    switch order {
    case .change where rank != other.rank: rank > other.rank
    case .lvr where rate != other.rate: rate > other.rate
    default: (name.lowercased(), tenant) < (other.name.lowercased(), other.tenant)
    }
  }

  /// Whoever is suspended comes after all others, and who has no rate after those that have one.
  private var rate: Double {
    guard state == .active, let rate = figures.lvr.flatMap(Double.init) else { return -.infinity }
    return rate
  }

  /// Unusual ones first, then by distance. From a deviation of 0 any difference is infinitely far.
  private var rank: Rank {
    guard state == .active else { return Rank(isUnusual: false, distance: -2) }
    let distance = change.distance.flatMap(Double.init) ?? (change.isUnusual == true ? .infinity : -1)
    return Rank(isUnusual: change.isUnusual == true, distance: distance)
  }

  private struct Rank: Comparable {
    var isUnusual: Bool
    var distance: Double
    static func < (a: Rank, b: Rank) -> Bool {
      a.isUnusual == b.isUnusual ? a.distance < b.distance : b.isUnusual
    }
  }
}

struct ReadPortfolio: Statement {
  static let sql = SQLText(SQL.Reading.portfolio)

  static func decode(_ row: inout RowReader) throws(PostgresError) -> PortfolioRow {
    let (tenant, name) = (try row.string(), try row.string())
    let state = Tenant.State(rawValue: try row.string()) ?? .suspended
    let definition = try row.int32OrNil()
    let basis = try row.stringOrNil().flatMap { Basis(rawValue: $0) }
    let month = try row.dayOrNil().map { Period(.month, containing: $0) }
    _ = try row.dayOrNil()
    var figures = LVRFigures()
    figures.statusReason = try row.stringOrNil()
    let (opening, entered) = (try row.int32OrNil(), try row.int32OrNil())
    let (exited, closing) = (try row.int32OrNil(), try row.int32OrNil())
    figures.lvr = try row.numericOrNil()
    figures.shown = try row.stringOrNil()
    figures.low = try row.numericOrNil()
    figures.high = try row.numericOrNil()
    figures.isSignificant = try row.boolOrNil()
    figures.hasLowBase = try row.boolOrNil()
    figures.band = try row.stringOrNil()
    figures.targetLow = try row.numericOrNil()
    figures.targetHigh = try row.numericOrNil()
    figures.versusTarget = try row.stringOrNil()
    let change = PortfolioRow.Change(
      usual: try row.numericOrNil(), deviation: try row.numericOrNil(), distance: try row.numericOrNil(),
      isUnusual: try row.boolOrNil())
    let rates = try row.readOrNil(ArrayWithNulls<NumericText>.self)?.elements.map { $0?.text } ?? []
    figures.pace = try row.numericOrNil()
    return PortfolioRow(
      tenant: tenant, name: name, state: state, definition: definition, basis: basis, month: month,
      opening: opening.map { Int($0) }, entered: entered.map { Int($0) }, exited: exited.map { Int($0) },
      closing: closing.map { Int($0) }, figures: figures, change: change, rates: rates, alerts: Int(try row.int32()),
      hotAlerts: Int(try row.int32()), asOf: try row.dayOrNil())
  }
}
