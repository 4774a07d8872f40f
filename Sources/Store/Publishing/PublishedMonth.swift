public import Definitions
public import Engine
internal import LibPQ
internal import SQLCatalog

/// A row of `report.published_lvr`: a month as it was told, and as it is now.
public struct PublishedMonth: Sendable, Hashable {
  public var tenant: String
  public var month: Period
  /// 1 for what was published first.
  public var revision: Int32
  /// Microseconds since 1970 UTC.
  public var publishedAt: Int64
  /// Why it was published again; `nil` for the first time.
  public var reason: String?
  public var published: Side
  /// `nil` where the month has no figures any more: before the first lead by now.
  public var live: Side?
  /// How many leads have another part in the month now.
  public var leadsChanged: Int

  /// The figures at one time.
  public struct Side: Sendable, Hashable {
    public var definition: Int32
    public var basis: Basis
    public var counts: LVRCounts
    public var figures: LVRFigures
    /// What the flow rate compares with; `nil` in the first month.
    public var enteredBefore: Int?
  }

  /// Whether what is live says something else, be it of one lead.
  public var isRestated: Bool {
    guard let live, leadsChanged == 0 else { return true }
    return live.counts != published.counts || live.figures.lvr != published.figures.lvr
      || live.figures.stock != published.figures.stock || live.figures.flow != published.figures.flow
  }
}

/// The headline that a month was published with last.
public struct PublishedRate: Sendable, Hashable {
  public var month: Period
  /// `nil`: it was published as having none.
  public var lvr: String?
  public var shown: String?
}

/// The rows of `report.published_lvr`, newest first.
struct ReadPublished: Statement {
  static let sql = SQLText(SQL.Publishing.months)
  var from: Day?
  var to: Day?
  /// `nil`: all between the two.
  var limit: Int?

  func bind(_ parameters: inout Parameters) {
    parameters.add(from)
    parameters.add(to)
    parameters.add(limit.map { Int64($0) })
  }

  static func decode(_ row: inout RowReader) throws(PostgresError) -> PublishedMonth {
    let tenant = try row.string()
    let month = Period(.month, containing: try row.day())
    let definition = try row.int32()
    let (publishedAt, revision, reason) = (try row.timestamp(), try row.int32(), try row.stringOrNil())
    let published = try row.side(definition: definition)
    let live = try row.int32OrNil()
    let liveSide = try row.liveSide(definition: live)
    return PublishedMonth(
      tenant: tenant, month: month, revision: revision, publishedAt: publishedAt, reason: reason, published: published,
      live: liveSide, leadsChanged: Int(try row.int32()))
  }
}

extension RowReader {
  /// All columns but the definition, through the shown rate.
  fileprivate mutating func side(definition: Int32) throws(PostgresError) -> PublishedMonth.Side {
    let basis = try basis()
    var figures = LVRFigures()
    figures.statusReason = try stringOrNil()
    let counts = try allCounts()
    let before = try int32OrNil().map { Int($0) }
    figures.stock = try numericOrNil()
    figures.flow = try numericOrNil()
    figures.lvr = try numericOrNil()
    figures.low = try numericOrNil()
    figures.high = try numericOrNil()
    figures.isSignificant = try boolOrNil()
    figures.hasLowBase = try boolOrNil()
    figures.band = try stringOrNil()
    figures.targetLow = try numericOrNil()
    figures.targetHigh = try numericOrNil()
    figures.versusTarget = try stringOrNil()
    figures.totalLVR = try numericOrNil()
    figures.shown = try stringOrNil()
    return .init(definition: definition, basis: basis, counts: counts, figures: figures, enteredBefore: before)
  }

  /// As few columns as a comparison needs.
  fileprivate mutating func liveSide(definition: Int32?) throws(PostgresError) -> PublishedMonth.Side? {
    let basis = try stringOrNil().flatMap { Basis(rawValue: $0) }
    var figures = LVRFigures()
    figures.statusReason = try stringOrNil()
    let counts = try allCounts()
    let before = try int32OrNil().map { Int($0) }
    figures.stock = try numericOrNil()
    figures.flow = try numericOrNil()
    figures.lvr = try numericOrNil()
    figures.band = try stringOrNil()
    figures.versusTarget = try stringOrNil()
    figures.shown = try stringOrNil()
    guard let definition, let basis else { return nil }
    return .init(definition: definition, basis: basis, counts: counts, figures: figures, enteredBefore: before)
  }

  /// The waterfall with pass-throughs, closing and created; zeros where there is none.
  private mutating func allCounts() throws(PostgresError) -> LVRCounts {
    var counts = LVRCounts()
    counts.opening = Int(try int32OrNil() ?? 0)
    counts.entered = Int(try int32OrNil() ?? 0)
    counts.exitedConverted = Int(try int32OrNil() ?? 0)
    counts.exitedDisqualified = Int(try int32OrNil() ?? 0)
    counts.exitedDecayed = Int(try int32OrNil() ?? 0)
    counts.exitedCriteria = Int(try int32OrNil() ?? 0)
    counts.passedThrough = Int(try int32OrNil() ?? 0)
    counts.closing = Int(try int32OrNil() ?? 0)
    counts.created = Int(try int32OrNil() ?? 0)
    return counts
  }
}
