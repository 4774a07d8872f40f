internal import Definitions
internal import Engine
internal import Store

/// One period taken apart: its waterfall, what each channel adds, and what was told of it.
struct PickedPeriod: Sendable {
  let title: String
  let sentence: String
  let choice: Choice
  let waterfall: Grid
  let more: Link
  let channels: Grid
  let hasChannels: Bool
  let channelWords: String
  let published: Published?

  struct Published: Sendable {
    let words: String
    let notes: Notes
    let hasLeads: Bool
    let leads: Grid
    let rest: String?
  }

  init(_ row: LVRRow, _ reading: ClientReading, of tenant: Tenant) {
    let rows = reading.velocity.totals
    title = row.period.title
    sentence = Typography.words(Self.formula(row))
    choice = Choice(
      title: "Period to take apart",
      options: rows.map {
        Link(title: $0.period.brief, href: tenant.path(of: $0.period), current: $0.period == row.period ? "true" : nil)
      }, kind: "screen")
    waterfall = Self.waterfall(row)
    more = Link(title: "Who entered and who left, and why", href: "\(tenant.path)/periods/\(row.period.name)")
    channels = Self.channels(reading.channels, total: row)
    hasChannels = !reading.channels.isEmpty && row.figures.lvr != nil
    channelWords =
      row.basis == .stock
      ? "What each channel adds to the rate: its growth in leads for every 100 of all that were there at the start. "
        + "The points add up to the rate."
      : "What each channel adds to the rate: its growth in newly qualified leads for every 100 of all those of the "
        + "period before. The points add up to the rate."
    published = reading.published.map { Self.published($0, of: tenant) }
  }

  /// `100 · (106 − 83) / 83 = 27.7 %`, in words.
  private static func formula(_ row: LVRRow) -> String {
    let counts = row.counts
    let name = row.basis == .stock ? "qualified leads" : "newly qualified leads"
    guard let shown = row.figures.shown else {
      return "There is no rate: \(row.reasonWords)."
    }
    if row.basis == .stock {
      let end = row.isInProgress ? "are there now" : "were there at the end"
      return "\(Typography.count(counts.opening)) \(name) at the start, \(Typography.count(counts.closing)) \(end): "
        + "\(Typography.rate(shown))."
    }
    return "\(Typography.count(counts.entered)) \(name)\(row.isInProgress ? " so far" : ""), \(Typography.rate(shown)) "
      + "against \(row.isInProgress ? "the same days of " : "")\(row.period.previous.title)."
  }

  private static func waterfall(_ row: LVRRow) -> Grid {
    let counts = row.counts
    let lines: [(name: String, step: LedgerBars.Step, shown: String, note: String?)] = [
      (
        "Opening", .level(counts.opening), Typography.count(counts.opening),
        "qualified at the end of \(row.period.first - 1)"
      ),
      (
        "Entered", .up(counts.entered), Typography.moved(counts.entered, "+"),
        counts.passedThrough == 0 ? nil : "\(counts.passedThrough) of them passed through: customers at once"
      ),
      (
        "Converted", .won(counts.exitedConverted), Typography.moved(counts.exitedConverted, Typography.minus),
        "became customers"
      ),
      (
        "Disqualified", .down(counts.exitedDisqualified),
        Typography.moved(counts.exitedDisqualified, Typography.minus), nil
      ),
      (
        "Decayed", .down(counts.exitedDecayed), Typography.moved(counts.exitedDecayed, Typography.minus),
        "idle for too long, or too old"
      ),
      (
        "Criteria", .down(counts.exitedCriteria), Typography.moved(counts.exitedCriteria, Typography.minus),
        "a gate no longer held"
      ),
      (
        "Closing", .level(counts.closing), Typography.count(counts.closing),
        "qualified at the end of \(min(row.period.last, row.asOf))"
      ),
    ]
    var grid = Grid(
      "Waterfall of \(row.period.title)", hidesCaption: true, kind: "middle",
      [.init("Step"), .init("Drawn"), .number("Leads")])
    for (line, bar) in zip(lines, LedgerBars.waterfall(lines.map(\.step))) {
      grid.append([Grid.Cell.text(line.name, note: line.note).heading, .bar(bar), .number(line.shown)])
    }
    return grid
  }

  private static func channels(_ rows: [LVRRow], total: LVRRow) -> Grid {
    var grid = Grid(
      "Channels of \(total.period.title), by what each adds to the rate", hidesCaption: true, kind: "middle",
      [
        .init("Channel"), .init("Drawn"), .number("Adds, points"),
        .number(total.basis == .stock ? "Qualified" : "Entered"), .number("Own rate"), .number("95 % interval"),
      ])
    let bars = LedgerBars.parts(rows.map { $0.figures.contribution.flatMap(Double.init) ?? 0 })
    for (row, bar) in zip(rows, bars) {
      let (counts, figures) = (row.counts, row.figures)
      grid.append([
        Grid.Cell.text(row.part.title.replacing("_", with: " ")).heading, .bar(bar),
        .number(figures.contribution.map { Typography.signed($0.rounded(to: 1)) }),
        total.basis == .stock
          ? .number("\(Typography.count(counts.opening)) → \(Typography.count(counts.closing))")
          : .count(counts.entered),
        .number(
          figures.shown.map { Typography.rate($0) }, note: figures.hasLowBase == true ? "low base" : nil),
        .number(figures.interval.map(Typography.words)),
      ])
    }
    let (counts, figures) = (total.counts, total.figures)
    grid.append(
      [
        Grid.Cell.text("All channels").heading, .text(""),
        .number(figures.lvr.map { Typography.signed($0.rounded(to: 1)) }),
        total.basis == .stock
          ? .number("\(Typography.count(counts.opening)) → \(Typography.count(counts.closing))")
          : .count(counts.entered),
        .number(figures.shown.map(Typography.rate)), .number(figures.interval.map(Typography.words)),
      ], kind: "sum")
    return grid
  }

  private static func published(_ entry: PublishedReading.Entry, of tenant: Tenant) -> Published {
    let month = entry.month
    let day = Zone(iana: tenant.timezone)?.day(ofInstant: month.publishedAt).description ?? ""
    let revision = month.revision > 1 ? ", revision \(month.revision)" : ""
    let words =
      month.isRestated
      ? "Published on \(day)\(revision); it reads otherwise now: \(month.headline)."
      : "Published on \(day)\(revision) as \(month.published.figures.shown.map(Typography.rate) ?? "without a rate"), and nothing has changed since."
    var grid = Grid(
      "Leads that have another part in it now", [.init("Lead"), .init("Published"), .init("Now"), .init("Because")])
    for change in entry.leads {
      grid.append([
        Grid.Cell.person(change, change.lead, of: tenant).heading,
        .text(change.published ?? "not in it"), .text(change.live ?? "not in it"),
        .text(change.reasons.joined(separator: "; ")),
      ])
    }
    let rest = month.leadsChanged - entry.leads.count
    return Published(
      words: Typography.words(words), notes: Notes(month.notes(naming: \.title)), hasLeads: !entry.leads.isEmpty,
      leads: grid, rest: rest > 0 ? "And \(Typography.count(rest)) more." : nil)
  }
}
