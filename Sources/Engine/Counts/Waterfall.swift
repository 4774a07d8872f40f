/// How the number of qualified leads came from the one before to this one.
///
/// Always `closing = opening + entered − exited`. Source: `Docs/Metrics.md`, section 4; what is
/// made of it in percent is SQL's.
public struct Waterfall: Hashable, Sendable {
  /// Leads qualified on the last day before the period.
  public var opening = 0
  public var flow = Flow()
  /// Leads qualified on the period's last day; while it is in progress, on the day it has come to.
  public var closing = 0

  public init() {}

  /// - Parameter through: the last day that counts, of the period's days: its own last one,
  ///   today while it is in progress, or an earlier one to compare the same number of days.
  public mutating func add(_ timeline: Timeline, in period: Period, through: Day) {
    if timeline.isQualified(on: period.first - 1) { opening += 1 }
    if timeline.isQualified(on: through) { closing += 1 }
    timeline.forEachFlow { day, happen in
      if period.first <= day, day <= through { happen(&flow) }
    }
  }
}

/// The waterfalls of many leads, by period and by a value of each lead.
///
/// A lead has one value per period, that on the period's last day (today while it is in
/// progress), and every count of the period is under it; so the counts add up exactly.
/// `nil` is the group of the leads without a value.
public struct Waterfalls<Group: Hashable & Sendable>: Sendable {
  public let periods: [Period]
  public let today: Day
  /// Of each period of ``periods`` the groups with anything but zeros.
  public private(set) var byPeriod: [[Group?: Waterfall]]
  /// The same for the period before one in progress, through the day that has the same number
  /// as today in its own: what flow and total LVR of a period in progress compare with.
  /// Empty when the last period is final.
  public private(set) var sameDays: [Group?: Waterfall] = [:]

  public init(periods: [Period], today: Day) {
    self.periods = periods
    self.today = today
    byPeriod = periods.map { _ in [:] }
  }

  /// - Parameter group: the lead's value at the end of a day.
  public mutating func add(_ timeline: Timeline, group: (Day) -> Group?) {
    // Before its created day a lead is in no count.
    let first = periods.firstIndex { $0.last >= timeline.createdDay } ?? periods.endIndex
    for (index, period) in zip(first..., periods[first...]) where period.first <= today {
      let through = period.lastDay(today: today)
      Self.add(timeline, period, through: through, group(through), &byPeriod[index])
    }
    if let current = periods.last, current.contains(today) {
      let before = current.previous
      Self.add(timeline, before, through: current.counterpart(of: today), group(before.last), &sameDays)
    }
  }

  private static func add(
    _ timeline: Timeline, _ period: Period, through: Day, _ group: Group?, _ groups: inout [Group?: Waterfall]
  ) {
    var waterfall = groups[group] ?? Waterfall()
    waterfall.add(timeline, in: period, through: through)
    if waterfall != Waterfall() { groups[group] = waterfall }
  }
}
