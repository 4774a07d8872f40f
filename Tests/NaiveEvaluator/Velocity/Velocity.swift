public import Definitions
public import Engine
import Foundation

/// The lead velocity rate of a tenant, from the sets of leads of single days.
public struct Velocity {
  private let leads: [NaiveLead]
  private let basis: Basis
  private let revenue: Int?
  private let historyFrom: Day?
  private let today: Day

  /// - Parameter today: the day as of which the rows are read; facts after it are known all the same.
  public init(of leads: [NaiveLead], log: NaiveLog, basis: Basis, today: Day) {
    self.leads = leads
    self.basis = basis
    self.today = today
    revenue = log.revenue
    historyFrom = log.historyFrom
  }

  /// A row for every period from that of the first created day to that of today.
  public func rows(by grain: NaiveGrain) -> [VelocityRow] {
    periods(grain).map { period in
      var row = row(of: leads, in: period, group: nil, grain: grain)
      addHeadline(to: &row, period: period, grain: grain)
      return row
    }
  }

  /// A row for every period and channel, one of nothing but zeros among them.
  public func rowsByChannel(_ grain: NaiveGrain) -> [VelocityRow] {
    periods(grain).flatMap { period in
      Set(leads.map(\.channel)).sorted().map { channel in
        let own = leads.filter { $0.channel == channel }
        var row = row(of: own, in: period, group: channel, grain: grain)
        row.contribution = contribution(of: own, in: period, grain: grain)
        return row
      }
    }
  }

  // MARK: Periods

  private func periods(_ grain: NaiveGrain) -> [NaivePeriod] {
    guard let first = leads.map(\.createdDay).min() else { return [] }
    return NaivePeriod.all(from: first, through: today, grain: grain)
  }

  private func isFirst(_ period: NaivePeriod, _ grain: NaiveGrain) -> Bool { periods(grain).first == period }

  private func isFinal(_ period: NaivePeriod) -> Bool { today > period.last }

  /// As much of the period before as this one has had.
  private func counterpart(of period: NaivePeriod, _ grain: NaiveGrain) -> [Day] {
    let before = period.before(grain)
    let last = isFinal(period) ? before.last : before.day(like: today, of: period)
    return before.days(through: last)
  }

  // MARK: Counting

  private func counts(of leads: [NaiveLead], in period: NaivePeriod) -> VelocityCounts {
    var counts = VelocityCounts()
    let days = period.days(through: today)
    counts.opening = qualified(leads, on: period.first - 1)
    counts.closing = qualified(leads, on: min(period.last, today))
    counts.entered = entered(leads, on: days)
    counts.created = created(leads, on: days)
    for day in days {
      counts.passedThrough += leads.count { $0.passesThrough(on: day) }
      for reason in leads.compactMap({ $0.exited(on: day) }) { counts.exited[reason, default: 0] += 1 }
    }
    return counts
  }

  private func qualified(_ leads: [NaiveLead], on day: Day) -> Int { leads.count { $0.isQualified(on: day) } }

  private func entered(_ leads: [NaiveLead], on days: [Day]) -> Int {
    days.map { day in leads.count { $0.entered(on: day) } }.reduce(0, +)
  }

  private func created(_ leads: [NaiveLead], on days: [Day]) -> Int {
    leads.count { days.contains($0.createdDay) }
  }

  // MARK: Rates

  private func row(of leads: [NaiveLead], in period: NaivePeriod, group: String?, grain: NaiveGrain) -> VelocityRow {
    let counts = counts(of: leads, in: period)
    let daysBefore = counterpart(of: period, grain)
    let before = entered(leads, on: daysBefore)
    var row = VelocityRow(
      grain: grain, start: period.first, end: period.last, group: group, isFinal: isFinal(period), basis: basis,
      counts: counts, enteredBefore: before, createdBefore: created(leads, on: daysBefore))
    row.stock = Percent.growth(from: counts.opening, to: counts.closing)
    row.flow = Percent.growth(from: before, to: counts.entered)
    row.rate = basis == .stock ? row.stock : row.flow
    let interval = basis == .stock ? stockInterval(counts) : flowInterval(from: before, to: counts.entered)
    row.low = interval.map { Percent.of($0.lowerBound) }
    row.high = interval.map { Percent.of($0.upperBound) }
    if !isBeforeHistory(period) { row.significant = interval.map { !$0.contains(0) } }
    if !isFirst(period, grain) { row.lowBase = (basis == .stock ? counts.opening : before) < 20 }
    return row
  }

  /// Pass-throughs are left out: they are in and out at once, and move no stock.
  private func stockInterval(_ counts: VelocityCounts) -> ClosedRange<Double>? {
    guard counts.opening > 0 else { return nil }
    let moves = Double(counts.entered + counts.allExited - 2 * counts.passedThrough)
    let rate = 100 * Double(counts.closing - counts.opening) / Double(counts.opening)
    let reach = 1.96 * 100 * moves.squareRoot() / Double(counts.opening)
    return rate - reach...rate + reach
  }

  private func flowInterval(from before: Int, to now: Int) -> ClosedRange<Double>? {
    guard before > 0, now > 0 else { return nil }
    let (a, b) = (Double(before), Double(now))
    let reach = 1.96 * (1 / a + 1 / b).squareRoot()
    return 100 * (exp(log(b / a) - reach) - 1)...100 * (exp(log(b / a) + reach) - 1)
  }

  private func contribution(of own: [NaiveLead], in period: NaivePeriod, grain: NaiveGrain) -> Decimal? {
    let days = counterpart(of: period, grain)
    switch basis {
    case .stock:
      let counts = counts(of: own, in: period)
      return Percent.of(counts.closing - counts.opening, in: qualified(leads, on: period.first - 1))
    case .flow:
      let now = period.days(through: today)
      return Percent.of(entered(own, on: now) - entered(own, on: days), in: entered(leads, on: days))
    }
  }

  // MARK: What only the whole has

  private func addHeadline(to row: inout VelocityRow, period: NaivePeriod, grain: NaiveGrain) {
    row.total = Percent.growth(
      from: row.createdBefore, to: row.counts.created)
    row.statusReason = statusReason(row, period, grain)
    if !row.isFinal { row.pace = basis == .stock ? stockPace(period, grain) : row.flow }
    guard grain == .month else { return }
    let target = revenue.map(Target.init)
    row.targetLow = target?.low
    row.targetHigh = target?.high
    guard row.isFinal, !isBeforeHistory(period), let rate = row.rate else { return }
    row.band = Self.band(rate)
    row.versusTarget = target.map { $0.word(for: rate) }
  }

  private func stockPace(_ period: NaivePeriod, _ grain: NaiveGrain) -> Decimal? {
    let before = period.before(grain).day(like: today, of: period)
    return Percent.growth(from: qualified(leads, on: before), to: qualified(leads, on: today))
  }

  private func statusReason(_ row: VelocityRow, _ period: NaivePeriod, _ grain: NaiveGrain) -> String? {
    if isFirst(period, grain) { return "no_prior_period" }
    if row.rate == nil { return "no_baseline" }
    return isBeforeHistory(period) ? "before_history" : nil
  }

  private func isBeforeHistory(_ period: NaivePeriod) -> Bool { historyFrom.map { period.first < $0 } ?? false }

  private static func band(_ rate: Decimal) -> String {
    switch rate {
    case ..<0: "shrinking"
    case ..<5: "stagnating"
    case ..<15: "slow"
    case ...25: "healthy"
    case ...40: "aggressive"
    default: "surge"
    }
  }
}

/// What growth a company of its size should have.
private struct Target {
  let low: Int
  let high: Int

  init(revenue: Int) {
    (low, high) = revenue < 1_000_000 ? (20, 40) : revenue < 10_000_000 ? (15, 25) : (10, 20)
  }

  func word(for rate: Decimal) -> String {
    rate < Decimal(low) ? "below" : rate > Decimal(high) ? "above" : "within"
  }
}
