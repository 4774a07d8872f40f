import Definitions
import Engine
internal import LibPQ

/// Counts a tenant's periods from the log on demand: under a definition that is not the running
/// one, or told apart by something that is not stored.
///
/// Stores nothing. The engine computes the timelines, SQL the figures, so a row is what
/// `report.lvr` would show had the definition always been the running one.
struct Recount {
  var tenant: Tenant
  var definition: Definition
  var version: Int32
  var zone: Zone
  var historyFrom: Day?
  var grain: Grain
  var today: Day
  /// `nil`: all leads together.
  var trait: Trait?

  /// All leads together, and by value of the trait; in one pass, so that they add up whatever is
  /// being written.
  struct Rows {
    var totals: [LVRRow] = []
    var parts: [LVRRow] = []
  }

  /// The periods from one with a day to one with another, oldest first; of them those that are
  /// not before the first lead.
  ///
  /// - Parameter each: told of every lead on the way.
  func rows(
    from: Day, to: Day, in session: inout Session, each: (LeadID, Timeline) -> Void = { _, _ in }
  ) throws -> Rows {
    let asked = Period(grain, containing: from)
    let periods = Period.all(grain, from: asked.previous.first, through: min(to, today))
    var waterfalls = Waterfalls<String>(periods: periods, today: today)
    var firstDay = Day.max
    let rules = Rules(definition: definition, zone: zone)
    try session.timelines(of: nil, tenant: tenant.id, rules: rules, by: trait) { result in
      guard let timeline = result.timeline else { return }
      each(result.lead, timeline)
      firstDay = min(firstDay, timeline.createdDay)
      let values = result.values
      waterfalls.add(timeline) { values?.content(on: $0) ?? nil }
    }
    guard firstDay <= today else { return Rows() }
    let table = Tally(waterfalls: waterfalls, first: Period(grain, containing: firstDay))
    let places = periods.indices.dropFirst().filter { periods[$0].last >= firstDay }
    return Rows(
      totals: try filled(places.map(table.total), in: &session),
      parts: trait == nil ? [] : try filled(places.flatMap(table.parts), in: &session))
  }

  private func filled(_ lines: [Tally.Line], in session: inout Session) throws -> [LVRRow] {
    guard !lines.isEmpty else { return [] }
    let figures = try session.run(
      Figures(
        grain: grain, basis: definition.basis, historyFrom: historyFrom, arrMinor: tenant.arrMinor,
        entries: lines.map(\.entry)))
    return zip(lines, figures).map { line, figures in
      LVRRow(
        tenant: tenant.slug, definition: version, period: line.period, isInProgress: line.entry.isInProgress,
        basis: definition.basis, part: line.part, counts: line.entry.counts,
        figures: figures.of(line.part), asOf: today)
    }
  }
}

/// Waterfalls side by side with what each is to be compared with.
private struct Tally {
  let waterfalls: Waterfalls<String>
  let first: Period

  struct Line {
    var period: Period
    var part: LVRRow.Part
    var entry: Figures.Entry
  }

  /// All leads together, in a period that is not the first of `waterfalls`.
  func total(at index: Int) -> Line {
    line(at: index, .all, sum(waterfalls.byPeriod[index]), sum(before(index)))
  }

  /// Each value that has counts in the period, or is compared with some.
  func parts(at index: Int) -> [Line] {
    let now = waterfalls.byPeriod[index]
    let before = before(index)
    return Set(now.keys).union(before.keys)
      .sorted { ($0 == nil ? 1 : 0, $0 ?? "") < ($1 == nil ? 1 : 0, $1 ?? "") }
      .map { line(at: index, .value($0), now[$0] ?? Waterfall(), before[$0] ?? Waterfall()) }
      .filter { $0.entry.counts.isSomething || $0.entry.beforeEntered != 0 }
  }

  private func isInProgress(_ index: Int) -> Bool { !waterfalls.periods[index].isFinal(today: waterfalls.today) }

  private func before(_ index: Int) -> [String?: Waterfall] {
    isInProgress(index) ? waterfalls.sameDays : waterfalls.byPeriod[index - 1]
  }

  private func sum(_ groups: [String?: Waterfall]) -> Waterfall { groups.values.reduce(Waterfall(), +) }

  private func line(at index: Int, _ part: LVRRow.Part, _ now: Waterfall, _ before: Waterfall) -> Line {
    let period = waterfalls.periods[index]
    return Line(
      period: period, part: part,
      entry: Figures.Entry(
        isFirst: period <= first, isInProgress: isInProgress(index), start: period.first, counts: LVRCounts(now),
        beforeEntered: before.flow.entered, beforeCreated: before.flow.created,
        sameDayClosing: isInProgress(index) ? before.closing : nil,
        allOpening: sum(waterfalls.byPeriod[index]).opening, allBefore: sum(self.before(index)).flow.entered))
  }
}

extension LVRCounts {
  /// As `report.lvr_by_channel` has it: a part with nothing but zeros is absent.
  fileprivate var isSomething: Bool { opening != 0 || closing != 0 || entered != 0 }
}

private func + (a: Waterfall, b: Waterfall) -> Waterfall {
  var sum = a
  sum.opening += b.opening
  sum.flow += b.flow
  sum.closing += b.closing
  return sum
}

extension LVRFigures {
  /// All leads together contribute to nothing but themselves: that is a part's figure.
  fileprivate func of(_ part: LVRRow.Part) -> LVRFigures {
    var figures = self
    if part == .all { figures.contribution = nil }
    return figures
  }
}
