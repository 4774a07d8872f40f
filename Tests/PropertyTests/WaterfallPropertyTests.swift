import Definitions
import Engine
import NaiveEvaluator
import Testing

/// The engine's counts against the naive evaluator's: what the rates are made of.
@Suite struct WaterfallPropertyTests {
  static let campaign = Campaign(usual: 1_000)

  @Test(arguments: NaiveGrain.allCases)
  func aWaterfallCountsTheLeadsOfTheDays(grain: NaiveGrain) {
    let failure = Self.campaign.failure { random in
      EngineAnswers.complaints(random) { answers in
        var comparison = Comparison()
        let velocity = Velocity(
          of: answers.leads, log: random.log, basis: answers.definition.basis, today: random.today)
        let waterfalls = answers.waterfalls(grain, today: random.today)
        comparison.expect("periods", velocity.rows(by: grain).map(\.start), waterfalls.periods.map(\.first))
        for row in velocity.rows(by: grain) + velocity.rowsByChannel(grain) {
          comparison.expect("\(row.start) \(row.group ?? "all")", row.counts, waterfalls.counts(like: row))
        }
        return comparison.complaints
      }
    }
    #expect(failure == nil)
  }

  @Test(arguments: NaiveGrain.allCases)
  func aPeriodClosesWithWhatItOpenedWithAndWhatCameAndWent(grain: NaiveGrain) {
    let failure = Self.campaign.failure { random in
      EngineAnswers.complaints(random) { answers in
        var comparison = Comparison()
        let velocity = Velocity(
          of: answers.leads, log: random.log, basis: answers.definition.basis, today: random.today)
        let rows = velocity.rows(by: grain)
        for row in rows + velocity.rowsByChannel(grain) {
          let sum = row.counts.opening + row.counts.entered - row.counts.allExited
          comparison.expect("\(row.start) \(row.group ?? "all")", row.counts.closing, sum)
        }
        for (before, row) in zip(rows, rows.dropFirst()) {
          comparison.expect("opening of \(row.start)", before.counts.closing, row.counts.opening)
        }
        return comparison.complaints
      }
    }
    #expect(failure == nil)
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
    for (channel, waterfall) in byPeriod[index] where row.group == nil || row.group == channel {
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
}

extension [NaiveExit: Int] {
  fileprivate mutating func add(_ count: Int, _ reason: NaiveExit) {
    if count != 0 { self[reason, default: 0] += count }
  }
}
