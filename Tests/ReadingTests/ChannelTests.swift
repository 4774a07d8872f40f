import Chance
import Definitions
import Engine
import LibPQ
import MigratedDatabase
import NaiveEvaluator
import TestSupport
import Testing

/// The channels' waterfalls add up to the tenant's, whatever the days.
@Suite struct ChannelTests {
  @Test func aChannelsContributionIsItsPartOfTheGrowth() async throws {
    try await withMigratedDatabase { database, place in
      let counts = [
        DayCount("2026-01-05", channel: "linkedin", created: 60, entered: 60),
        DayCount("2026-01-05", channel: "inbound", created: 40, entered: 40),
        DayCount("2026-02-05", channel: "linkedin", entered: 30),
        DayCount("2026-02-05", channel: "inbound", decayed: 10),
      ]
      let columns = "channel, opening, closing, lvr_stock, lvr_flow, lvr, contribution, low_base"
      let query =
        "select \(columns) from report.lvr_by_channel where grain = 'month' and period_start = '2026-02-01' order by 1"
      let stock = try await CountedTenant.make(counts, in: database, place)
      #expect(
        try await stock.query(query, asOf: "2026-03-01") == [
          ["inbound", "40", "30", "-25.000000", "-100.000000", "-25.000000", "-10.000000", "f"],
          ["linkedin", "60", "90", "50.000000", "-50.000000", "50.000000", "30.000000", "f"],
        ])
      let flow = try await CountedTenant.make(basis: .flow, counts, in: database, place)
      #expect(
        try await flow.query(query, asOf: "2026-03-01") == [
          ["inbound", "40", "30", "-25.000000", "-100.000000", "-100.000000", "-40.000000", "f"],
          ["linkedin", "60", "90", "50.000000", "-50.000000", "-50.000000", "-30.000000", "f"],
        ])
    }
  }

  @Test func aChannelWithNothingInAPeriodIsAbsentAndCountsAgainLater() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await CountedTenant.make(
        [
          DayCount("2026-01-05", channel: "paid", created: 1, entered: 1),
          DayCount("2026-01-06", channel: "paid", decayed: 1),
          DayCount("2026-01-05", channel: "event", created: 1, entered: 1),
          DayCount("2026-04-06", channel: "paid", entered: 2),
        ], in: database, place)
      let rows = try await tenant.query(
        "select to_char(period_start, 'MM'), entered, lvr_stock from report.lvr_by_channel where grain = 'month' and channel = 'paid' order by 1",
        asOf: "2026-05-01")
      // In February it is compared with the one that entered in January.
      #expect(rows == [["01", "1", nil], ["02", "0", nil], ["04", "2", nil], ["05", "0", "0.000000"]])
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func theChannelsAddUpExactly(seed: UInt64) async throws {
    try await withMigratedDatabase { database, place in
      var random = SplitMix64(seed: seed)
      let tenant = try await CountedTenant.make(
        basis: Bool.random(using: &random) ? .stock : .flow, Self.counts(using: &random), in: database, place)
      for asOf in ["2026-02-17", "2026-03-31", "2026-05-01"] {
        let broken = try await tenant.query(
          """
          select c.grain, c.period_start, sum(c.opening), l.opening, sum(c.entered), l.entered, sum(c.closing), l.closing
            from report.lvr_by_channel c
            join report.lvr l using (grain, period_start)
           group by c.grain, c.period_start, l.opening, l.entered, l.closing, l.exited_converted, l.exited_disqualified,
             l.exited_decayed, l.exited_criteria, l.lvr
          having sum(c.opening) <> l.opening or sum(c.entered) <> l.entered or sum(c.closing) <> l.closing
              or sum(c.exited_converted) <> l.exited_converted or sum(c.exited_disqualified) <> l.exited_disqualified
              or sum(c.exited_decayed) <> l.exited_decayed or sum(c.exited_criteria) <> l.exited_criteria
              or abs(sum(c.contribution) - l.lvr) > 0.00001
              or l.closing <> l.opening + l.entered - l.exited_converted - l.exited_disqualified - l.exited_decayed - l.exited_criteria
          """, asOf: asOf)
        #expect(broken == [], "seed \(seed), as of \(asOf)")
        let rows = try await tenant.query(
          "select count(*) > 3, count(*) = count(distinct (grain, period_start)) from report.lvr", asOf: asOf)
        #expect(rows == [["t", "t"]])
      }
    }
  }

  /// Some months of random days, in which nobody leaves who was not there.
  private static func counts(using random: inout SplitMix64) -> [DayCount] {
    var counts: [DayCount] = []
    for channel in ["linkedin", "inbound", "unknown"] {
      var inside = 0
      var day = Day(iso: "2025-12-20") ?? Day(0)
      while day < Day(iso: "2026-05-20") ?? Day(0) {
        let entered = Int.random(in: 0...9, using: &random)
        let leaving = Int.random(in: 0...max(0, inside / 3), using: &random)
        let converted = Int.random(in: 0...leaving, using: &random)
        let passed = Int.random(in: 0...2, using: &random)
        inside += entered - leaving
        counts.append(
          DayCount(
            day.description, channel: channel, created: Int.random(in: 0...9, using: &random),
            entered: entered + passed,
            converted: converted + passed, decayed: leaving - converted, passedThrough: passed))
        day = day + Int.random(in: 1...9, using: &random)
      }
    }
    return counts
  }
}
