internal import Definitions
internal import Engine
internal import LibPQ
internal import SQLCatalog

/// The rows of `report.lvr`, newest first.
struct ReadLVR: Statement {
  static let sql = SQLText(SQL.Reading.lvr)
  var grain: Grain
  var from: Day?
  var to: Day?
  /// `nil`: all between the two.
  var limit: Int?

  func bind(_ parameters: inout Parameters) {
    parameters.add(grain.rawValue)
    parameters.add(from)
    parameters.add(to)
    parameters.add(limit.map { Int64($0) })
  }

  static func decode(_ row: inout RowReader) throws(PostgresError) -> LVRRow {
    let (tenant, definition, period) = try row.heading()
    let isInProgress = try row.isInProgress()
    var figures = LVRFigures()
    figures.statusReason = try row.stringOrNil()
    let basis = try row.basis()
    var counts = LVRCounts()
    try row.waterfall(into: &counts)
    counts.passedThrough = Int(try row.int32())
    counts.closing = Int(try row.int32())
    try row.rates(into: &figures)
    figures.pace = try row.numericOrNil()
    figures.band = try row.stringOrNil()
    figures.targetLow = try row.numericOrNil()
    figures.targetHigh = try row.numericOrNil()
    figures.versusTarget = try row.stringOrNil()
    counts.created = Int(try row.int32())
    figures.totalLVR = try row.numericOrNil()
    let asOf = try row.day()
    figures.shown = try row.stringOrNil()
    return LVRRow(
      tenant: tenant, definition: definition, period: period, isInProgress: isInProgress, basis: basis, part: .all,
      counts: counts, figures: figures, asOf: asOf)
  }
}

/// The rows of `report.lvr_by_channel`, by period and channel.
struct ReadLVRByChannel: Statement {
  static let sql = SQLText(SQL.Reading.lvrByChannel)
  var grain: Grain
  var from: Day
  var to: Day

  func bind(_ parameters: inout Parameters) {
    parameters.add(grain.rawValue)
    parameters.add(from)
    parameters.add(to)
  }

  static func decode(_ row: inout RowReader) throws(PostgresError) -> LVRRow {
    let (tenant, definition, period) = try row.heading()
    let isInProgress = try row.isInProgress()
    let basis = try row.basis()
    let channel = try row.string()
    var counts = LVRCounts()
    try row.waterfall(into: &counts)
    counts.closing = Int(try row.int32())
    var figures = LVRFigures()
    try row.rates(into: &figures)
    figures.contribution = try row.numericOrNil()
    let asOf = try row.day()
    figures.shown = try row.stringOrNil()
    return LVRRow(
      tenant: tenant, definition: definition, period: period, isInProgress: isInProgress, basis: basis,
      part: .value(channel), counts: counts, figures: figures, asOf: asOf)
  }
}

/// The figures of counts that were computed on demand, in their order.
struct Figures: Statement {
  static let sql = SQLText(SQL.Reading.figures)

  /// What one row's figures follow from.
  struct Entry {
    var isFirst: Bool
    var isInProgress: Bool
    var start: Day
    var counts: LVRCounts
    var beforeEntered: Int
    var beforeCreated: Int
    var sameDayClosing: Int?
    var allOpening: Int
    var allBefore: Int
  }

  var grain: Grain
  var basis: Basis
  var historyFrom: Day?
  var arrMinor: Int64?
  var entries: [Entry]

  func bind(_ parameters: inout Parameters) {
    parameters.add(grain.rawValue)
    parameters.add(basis.rawValue)
    parameters.add(historyFrom)
    parameters.add(arrMinor)
    parameters.add(entries.map(\.isFirst))
    parameters.add(entries.map(\.isInProgress))
    parameters.add(entries.map(\.start))
    for column in [
      \Entry.counts.opening, \.counts.closing, \.counts.entered, \.counts.exited, \.counts.passedThrough,
      \.counts.created, \.beforeEntered, \.beforeCreated,
    ] {
      parameters.add(entries.map { Int64($0[keyPath: column]) })
    }
    parameters.add(nullable: entries.map { $0.sameDayClosing.map { Int64($0) } })
    parameters.add(entries.map { Int64($0.allOpening) })
    parameters.add(entries.map { Int64($0.allBefore) })
  }

  static func decode(_ row: inout RowReader) throws(PostgresError) -> LVRFigures {
    var figures = LVRFigures()
    try row.rates(into: &figures)
    figures.pace = try row.numericOrNil()
    figures.statusReason = try row.stringOrNil()
    figures.band = try row.stringOrNil()
    figures.targetLow = try row.numericOrNil()
    figures.targetHigh = try row.numericOrNil()
    figures.versusTarget = try row.stringOrNil()
    figures.totalLVR = try row.numericOrNil()
    figures.contribution = try row.numericOrNil()
    figures.shown = try row.stringOrNil()
    return figures
  }
}

extension RowReader {
  fileprivate mutating func heading() throws(PostgresError) -> (tenant: String, definition: Int32, period: Period) {
    let tenant = try string()
    let definition = try int32()
    let grain = Grain(rawValue: try string()) ?? .month
    let start = try day()
    _ = try day()
    return (tenant, definition, Period(grain, containing: start))
  }

  fileprivate mutating func isInProgress() throws(PostgresError) -> Bool { try string() == "in_progress" }

  mutating func basis() throws(PostgresError) -> Basis { Basis(rawValue: try string()) ?? .stock }

  /// opening, entered, and the four exits.
  fileprivate mutating func waterfall(into counts: inout LVRCounts) throws(PostgresError) {
    counts.opening = Int(try int32())
    counts.entered = Int(try int32())
    counts.exitedConverted = Int(try int32())
    counts.exitedDisqualified = Int(try int32())
    counts.exitedDecayed = Int(try int32())
    counts.exitedCriteria = Int(try int32())
  }

  /// lvr_stock, lvr_flow, lvr, lvr_low, lvr_high, significant, low_base.
  fileprivate mutating func rates(into figures: inout LVRFigures) throws(PostgresError) {
    figures.stock = try numericOrNil()
    figures.flow = try numericOrNil()
    figures.lvr = try numericOrNil()
    figures.low = try numericOrNil()
    figures.high = try numericOrNil()
    figures.isSignificant = try boolOrNil()
    figures.hasLowBase = try boolOrNil()
  }
}
