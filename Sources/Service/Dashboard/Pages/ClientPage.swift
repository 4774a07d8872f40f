internal import Definitions
internal import Engine
internal import Store

/// A client's lead velocity rate over time, and one period of it taken apart.
struct ClientPage: Page {
  static let template = "client"

  let shell: Shell
  let heading: Heading
  let figures: [Figure]
  let grain: Choice
  let grainWords: String
  let hasPeriods: Bool
  let chart: VelocityChart?
  let notes: Notes
  let periods: Grid
  let picked: PickedPeriod?
  let counts: CountsChart?
  let countsTable: Grid
  let countsWords: String

  /// A number with its name and what to think of it.
  struct Figure: Sendable {
    let name: String
    var value: String
    var unit: String?
    var badges: [Badge] = [] { didSet { hasBadges = !badges.isEmpty } }
    private(set) var hasBadges = false
    var notes: [String] = []

    struct Badge: Sendable { let text: String, kind: String }

    init(name: String, value: String, unit: String? = nil, notes: [String] = []) {
      self.name = name
      self.value = value
      self.unit = unit
      self.notes = notes
    }
  }

  init(_ reading: ClientReading, of tenant: Tenant, for viewer: Viewer) {
    let velocity = reading.velocity
    let rows = velocity.totals
    let now: Grain = rows.first?.period.grain ?? reading.chosen?.period.grain ?? .month
    shell = .client(tenant, "Lead velocity rate", for: viewer, standing: velocity.standing, asOf: velocity.today)
    heading = .client(tenant, .velocity, below: Self.basisWords(velocity))
    grain = Choice(
      title: "By month or by week",
      options: [Grain.month, .week].map {
        Link(
          title: $0 == .month ? "Months" : "Weeks", href: "\(tenant.path)?grain=\($0.rawValue)",
          current: $0 == now ? "true" : nil)
      }, kind: "screen")
    grainWords = now == .month ? "by month" : "by week"
    hasPeriods = !rows.isEmpty
    figures = Self.figures(velocity)
    notes = Notes(
      LVRNotes(velocity, naming: \.title, explained: "look at the month itself for why").sentences)
    let chosen = reading.chosen
    chart = rows.isEmpty ? nil : VelocityChart(rows, chosen: chosen?.period, tenant: tenant)
    periods = Self.table(rows, tenant, chosen: chosen?.period, viewer)
    picked = chosen.map { PickedPeriod($0, reading, of: tenant) }
    counts = rows.isEmpty ? nil : CountsChart(rows)
    countsTable = Self.countsTable(rows)
    countsWords = Self.countsWords(rows.last { !$0.isInProgress && $0.counts.created > 0 })
  }

  /// `Definition 2 “sales-accepted”: growth of qualified leads (stock)`.
  private static func basisWords(_ reading: VelocityReading) -> String {
    let basis =
      reading.basis == .stock ? "growth of qualified leads (stock)" : "growth of newly qualified leads (flow)"
    return "Definition \(reading.definition) “\(reading.name)”: \(basis)"
  }

  // MARK: Figures

  private static func figures(_ reading: VelocityReading) -> [Figure] {
    var figures: [Figure] = []
    let last = reading.totals.last { !$0.isInProgress }
    if let last {
      var figure = Figure(
        name: "Lead velocity rate, \(last.period.title)", value: last.figures.shown.map(Typography.signed) ?? "none",
        unit: last.figures.shown == nil ? nil : "%")
      if let words = last.bandWords { figure.badges.append(.init(text: words, kind: Badge.band(last.figures.band))) }
      if let versus = last.figures.versusTarget, let target = last.figures.target {
        figure.badges.append(
          .init(
            text: "\(versus) \(versus == "within" ? "" : "the ")target \(target)\u{A0}%", kind: Badge.target(versus)))
      }
      if let interval = last.figures.interval {
        let chance = last.figures.isSignificant.map { $0 ? ", excludes 0" : ", includes 0: could be chance" } ?? ""
        figure.notes.append("95 % interval \(Typography.words(interval))\(chance)")
      } else if last.figures.shown == nil {
        figure.notes.append(last.reasonWords)
      }
      if last.figures.hasLowBase == true { figure.notes.append("Low base: fewer than 20 leads to compare with") }
      figures.append(figure)
    }
    if let running = reading.totals.last, running.isInProgress {
      let counterpart = running.period.counterpart(of: reading.today)
      var figure = Figure(
        name: "Pace, \(running.period.title)",
        value: running.figures.pace.map { Typography.signed($0.rounded(to: 1)) } ?? "none",
        unit: running.figures.pace == nil ? nil : "%")
      figure.badges.append(.init(text: "in progress", kind: "badge"))
      figure.notes.append(
        Typography.words(
          "Counted through \(reading.today), against "
            + (reading.basis == .stock ? "\(counterpart)" : "the same days of \(running.period.previous.title)")))
      figures.append(figure)
    }
    if let newest = reading.totals.last {
      var figure = Figure(name: "Qualified leads", value: Typography.count(newest.counts.closing))
      figure.notes.append(
        newest.isInProgress
          ? "now; \(Typography.count(newest.counts.opening)) at the end of \(newest.period.previous.title)"
          : "at the end of \(newest.period.title)")
      figures.append(figure)
      figures.append(
        Figure(
          name: "Newly qualified, \(newest.period.title)", value: Typography.count(newest.counts.entered),
          notes: ["of \(Typography.count(newest.counts.created)) new leads\(newest.isInProgress ? " so far" : "")"]))
    }
    return figures
  }

  // MARK: Tables

  private static func table(_ rows: [LVRRow], _ tenant: Tenant, chosen: Period?, _ viewer: Viewer) -> Grid {
    var grid = Grid(
      "The waterfall of each period, and the rate that it comes to",
      [
        .init("Period"), .number("Opening"), .number("Entered"), .number("Converted"), .number("Disqualified"),
        .number("Decayed"), .number("Criteria"), .number("Closing"), .number("Rate"), .number("95 % interval"),
        .init("Band"), .init("Target"),
      ])
    for row in rows {
      let (counts, figures) = (row.counts, row.figures)
      grid.append(
        [
          Grid.Cell(text: row.period.title, href: tenant.path(of: row.period), kind: "nowrap").heading,
          .count(counts.opening), .number(Typography.moved(counts.entered, "+")),
          .number(Typography.moved(counts.exitedConverted, Typography.minus)),
          .number(Typography.moved(counts.exitedDisqualified, Typography.minus)),
          .number(Typography.moved(counts.exitedDecayed, Typography.minus)),
          .number(Typography.moved(counts.exitedCriteria, Typography.minus)),
          .count(counts.closing), .number(figures.shown.map(Typography.rate)),
          .number(figures.interval.map(Typography.words)), .badge(row.bandWords, Badge.band(figures.band)),
          .text(figures.versusTarget),
        ], kind: row.period == chosen ? "chosen" : nil)
    }
    return grid
  }

  private static func countsTable(_ rows: [LVRRow]) -> Grid {
    var grid = Grid(
      "All new leads and the newly qualified ones",
      [
        .init("Period"), .number("New leads"), .number("Their growth"), .number("Newly qualified"),
        .number("Their growth"), .number("Qualified per 100 new"),
      ])
    for row in rows {
      let (all, some) = (row.counts.created, row.counts.entered)
      grid.append([
        Grid.Cell(text: row.period.title, kind: "nowrap").heading, .count(all),
        .number(row.figures.totalLVR.map { Typography.rate($0.rounded(to: 1)) }), .count(some),
        .number(row.figures.flow.map { Typography.rate($0.rounded(to: 1)) }), .number(row.qualifiedShare),
      ])
    }
    return grid
  }

  private static func countsWords(_ row: LVRRow?) -> String {
    guard let row else { return "" }
    let (total, flow) = (row.figures.totalLVR?.rounded(to: 1), row.figures.flow?.rounded(to: 1))
    let share = row.qualifiedShare.map { " For every 100 new leads \($0) qualified." } ?? ""
    guard let total, let flow else { return share }
    return "In \(row.period.title) new leads changed by \(Typography.rate(total)), newly qualified ones by "
      + "\(Typography.rate(flow)).\(share)"
  }
}

extension Tenant {
  /// The client's page with a period taken apart.
  func path(of period: Period) -> String { "\(path)?period=\(period.name)#period" }
}

extension LVRRow {
  /// How many entered for every 100 that were created.
  fileprivate var qualifiedShare: String? {
    counts.created > 0 ? String((100 * counts.entered + counts.created / 2) / counts.created) : nil
  }
}
