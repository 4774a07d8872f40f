import Definitions
import MigratedDatabase
import Testing

/// How sure a rate is: interval, base, history.
@Suite struct CertaintyTests {
  @Test func theIntervalOfTheStockRateCountsEveryMove() async throws {
    try await withMigratedDatabase { database, place in
      // 100 · 30/100 ± 1.96 · √(50 + 20)
      let tenant = try await CountedTenant.make(
        [DayCount("2026-01-05", created: 100, entered: 100), DayCount("2026-02-03", entered: 50, disqualified: 20)],
        in: database, place)
      #expect(
        try await tenant.month("2026-02-01", "lvr, lvr_low, lvr_high, significant", asOf: "2026-03-01")
          == ["30.000000", "13.601463", "46.398537", "t"])
    }
  }

  @Test func aPassThroughMovesNothingInTheInterval() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await CountedTenant.make(
        [
          DayCount("2026-01-05", created: 100, entered: 100),
          DayCount("2026-02-03", entered: 56, converted: 6, disqualified: 20, passedThrough: 6),
        ], in: database, place)
      #expect(
        try await tenant.month("2026-02-01", "passed_through, lvr, lvr_low, lvr_high, significant", asOf: "2026-03-01")
          == ["6", "30.000000", "13.601463", "46.398537", "t"])
    }
  }

  @Test func theIntervalOfTheFlowRateIsARatioOfTwoCounts() async throws {
    try await withMigratedDatabase { database, place in
      // 100 · (exp(ln(60/40) ± 1.96 · √(1/40 + 1/60)) − 1)
      let tenant = try await CountedTenant.make(
        basis: .flow,
        [DayCount("2026-01-05", created: 9), DayCount("2026-02-05", entered: 40), DayCount("2026-03-05", entered: 60)],
        in: database, place)
      #expect(
        try await tenant.month(
          "2026-03-01", "lvr, round(lvr_low, 4), round(lvr_high, 4), significant", asOf: "2026-04-01")
          == ["50.000000", "0.5396", "123.7924", "t"])
      // To nothing: −100 %, and a logarithm that does not exist.
      #expect(
        try await tenant.month("2026-04-01", "lvr, lvr_low, lvr_high, significant, low_base", asOf: "2026-05-01")
          == ["-100.000000", nil, nil, nil, "f"])
      #expect(
        try await tenant.month("2026-05-01", "lvr, status_reason, significant, low_base", asOf: "2026-06-01")
          == [nil, "no_baseline", nil, "t"])
    }
  }

  @Test func anIntervalWithZeroInItIsNotSignificant() async throws {
    try await withMigratedDatabase { database, place in
      // 10 ± 1.96 · √26 = 10 ± 9.99, and ± 10.18 with one more in and one more out.
      for (extra, significant) in [(0, "t"), (1, "f")] {
        let tenant = try await CountedTenant.make(
          [
            DayCount("2026-01-05", created: 100, entered: 100),
            DayCount("2026-02-03", entered: 18 + extra, decayed: 8 + extra),
          ], in: database, place)
        #expect(
          try await tenant.month("2026-02-01", "lvr, significant", asOf: "2026-03-01") == ["10.000000", significant])
      }
    }
  }

  @Test func fewerThanTwentyAreALowBase() async throws {
    try await withMigratedDatabase { database, place in
      for (opening, low) in [(19, "t"), (20, "f")] {
        let stock = try await CountedTenant.make(DayCount.pipeline(opening, 30), in: database, place)
        #expect(try await stock.month("2026-02-01", "low_base", asOf: "2026-03-01") == [low])
        let flow = try await CountedTenant.make(basis: .flow, DayCount.pipeline(opening, 100), in: database, place)
        #expect(try await flow.month("2026-02-01", "low_base", asOf: "2026-03-01") == [low])
      }
    }
  }

  @Test func beforeHistoryTheRateIsShownAndNotJudged() async throws {
    try await withMigratedDatabase { database, place in
      let columns = "status_reason, lvr, lvr_low is not null, significant, band, vs_target, target_low"
      let tenant = try await CountedTenant.make(
        arr: 500_000, historyFrom: "2026-02-02", DayCount.pipeline(100, 140) + [DayCount("2026-03-05", entered: 14)],
        in: database, place)
      #expect(
        try await tenant.month("2026-02-01", columns, asOf: "2026-04-01")
          == ["before_history", "40.000000", "t", nil, nil, nil, "20.0"])
      #expect(
        try await tenant.month("2026-03-01", columns, asOf: "2026-04-01")
          == [nil, "10.000000", "t", "t", "slow", "below", "20.0"])
      // Another reason stands where there is one.
      let empty = try await CountedTenant.make(historyFrom: "2026-12-01", DayCount.pipeline(0, 5), in: database, place)
      #expect(try await empty.month("2026-01-01", "status_reason", asOf: "2026-03-01") == ["no_prior_period"])
      #expect(try await empty.month("2026-02-01", "status_reason", asOf: "2026-03-01") == ["no_baseline"])
    }
  }

  @Test func theFirstDayOfHistoryBeginsAPeriodThatCounts() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await CountedTenant.make(
        historyFrom: "2026-02-01", DayCount.pipeline(100, 110), in: database, place)
      #expect(try await tenant.month("2026-02-01", "status_reason, band", asOf: "2026-03-01") == [nil, "slow"])
    }
  }

  static let shown = [
    ("24.96", "null", "25.0"), ("25.04", "null", "25.04"), ("14.96", "null", "14.96"), ("4.996", "null", "4.996"),
    ("-0.04", "null", "-0.04"), ("40.000001", "null", "40.000001"), ("12.34", "null", "12.3"),
    ("12.35", "null", "12.4"),
    ("-12.35", "null", "-12.4"), ("0", "null", "0.0"), ("19.96", "20", "19.96"), ("19.94", "20", "19.9"),
  ]

  @Test func aTableNeverRoundsARateIntoAnotherBandOrAcrossItsTarget() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await CountedTenant.make([], in: database, place)
      for (rate, low, text) in Self.shown {
        #expect(try await tenant.query("select metric.shown(\(rate), \(low), \(low) + 20)", asOf: "") == [[text]])
      }
    }
  }
}
