import Definitions
import Engine
import NaiveEvaluator
import Testing

/// The engine's counts against the naive evaluator's: what the rates are made of.
@Suite struct WaterfallPropertyTests {
  @Test func aPeriodCountsTheLeadsOfItsDays() {
    // About 20 ms a case in a debug build.
    let failure = Campaign(usual: 1_000).failure { random in
      EngineAnswers.complaints(random) { answers in
        let velocity = Velocity(
          of: answers.leads, log: random.log, basis: answers.definition.basis, today: random.today)
        var comparison = Comparison()
        for grain in NaiveGrain.allCases {
          let waterfalls = answers.waterfalls(grain, today: random.today)
          let rows = velocity.rows(by: grain)
          comparison.expect("periods", rows.map(\.start), waterfalls.periods.map(\.first))
          for row in rows + velocity.rowsByChannel(grain) { comparison.add(row, waterfalls) }
          comparison.addContinuity(rows)
        }
        return comparison.complaints
      }
    }
    #expect(failure == nil)
  }
}

extension Comparison {
  fileprivate mutating func add(_ row: VelocityRow, _ waterfalls: Waterfalls<String>) {
    let name = "\(row.grain) \(row.start) \(row.group ?? "all")"
    expect(name, row.counts, waterfalls.counts(like: row))
    let before = waterfalls.before(row)
    expect("entered before \(name)", row.enteredBefore, before.entered)
    expect("created before \(name)", row.createdBefore, before.created)
    expect("closing of \(name)", row.counts.closing, row.counts.opening + row.counts.entered - row.counts.allExited)
  }

  /// A period opens with what the one before closed with.
  fileprivate mutating func addContinuity(_ rows: [VelocityRow]) {
    for (before, row) in zip(rows, rows.dropFirst()) {
      expect("opening of \(row.start)", before.counts.closing, row.counts.opening)
    }
  }
}

extension EngineAnswers {
  /// The engine's waterfalls by channel; `nil` of a group is never used.
  fileprivate func waterfalls(_ grain: NaiveGrain, today: Day) -> Waterfalls<String> {
    let known = timelines.compactMap { $0 }
    let periods = known.map(\.createdDay).min().map {
      Period.all(grain == .month ? .month : .week, from: $0, through: today)
    }
    var waterfalls = Waterfalls<String>(periods: periods ?? [], today: today)
    for timeline in known { waterfalls.add(timeline) { _ in timeline.channel } }
    return waterfalls
  }
}

extension Waterfalls<String> {
  /// The counts of a row's period and channel, all channels together where the row names none.
  fileprivate func counts(like row: VelocityRow) -> VelocityCounts {
    var counts = VelocityCounts()
    guard let index = periods.firstIndex(where: { $0.first == row.start }) else { return counts }
    for waterfall in byPeriod[index].of(row.group) {
      counts.opening += waterfall.opening
      counts.closing += waterfall.closing
      counts.entered += waterfall.flow.entered
      counts.created += waterfall.flow.created
      counts.passedThrough += waterfall.flow.passedThrough
      counts.exited.add(waterfall.flow.exitedConverted, .converted)
      counts.exited.add(waterfall.flow.exitedDisqualified, .disqualified)
      counts.exited.add(waterfall.flow.exitedDecayed, .decayed)
      counts.exited.add(waterfall.flow.exitedCriteria, .criteria)
    }
    return counts
  }

  /// Of the period before, as much as this one has had.
  fileprivate func before(_ row: VelocityRow) -> Flow {
    guard let index = periods.firstIndex(where: { $0.first == row.start }), index > 0 else { return Flow() }
    let compared = row.isFinal ? byPeriod[index - 1] : sameDays
    return compared.of(row.group).map(\.flow).reduce(Flow(), +)
  }
}

extension [String?: Waterfall] {
  /// Those of one channel, or all.
  fileprivate func of(_ channel: String?) -> [Waterfall] {
    filter { channel == nil || $0.key == channel }.map(\.value)
  }
}

extension [NaiveExit: Int] {
  fileprivate mutating func add(_ count: Int, _ reason: NaiveExit) {
    if count != 0 { self[reason, default: 0] += count }
  }
}
