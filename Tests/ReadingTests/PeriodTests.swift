import Definitions
import MigratedDatabase
import Testing

/// Which periods there are, and what one in progress is compared with.
@Suite struct PeriodTests {
  @Test func thePeriodsRunWithoutAGapFromTheFirstLeadToToday() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await CountedTenant.make(
        [DayCount("2025-11-20", created: 5, entered: 5), DayCount("2026-02-02", entered: 1)], in: database, place)
      let months = try await tenant.query(
        "select period_start, period_end, status, opening, entered, closing, status_reason from report.lvr where grain = 'month' order by 1",
        asOf: "2026-03-31")
      #expect(
        months == [
          ["2025-11-01", "2025-11-30", "final", "0", "5", "5", "no_prior_period"],
          ["2025-12-01", "2025-12-31", "final", "5", "0", "5", nil],
          ["2026-01-01", "2026-01-31", "final", "5", "0", "5", nil],
          ["2026-02-01", "2026-02-28", "final", "5", "1", "6", nil],
          ["2026-03-01", "2026-03-31", "in_progress", "6", "0", "6", nil],
        ])
    }
  }

  @Test func aWeekThatSpansTwoYearsIsOne() async throws {
    try await withMigratedDatabase { database, place in
      // December 28, 2026 is the Monday of week 53.
      let tenant = try await CountedTenant.make(
        [
          DayCount("2026-12-23", created: 10, entered: 10), DayCount("2027-01-02", entered: 5),
          DayCount("2027-01-04", entered: 1),
        ],
        in: database, place)
      let weeks = try await tenant.query(
        "select period_start, period_end, status, entered, closing, lvr_stock, band from report.lvr where grain = 'week' order by 1",
        asOf: "2027-01-04")
      #expect(
        weeks == [
          ["2026-12-21", "2026-12-27", "final", "10", "10", nil, nil],
          ["2026-12-28", "2027-01-03", "final", "5", "15", "50.000000", nil],
          ["2027-01-04", "2027-01-10", "in_progress", "1", "16", "6.666667", nil],
        ])
    }
  }

  @Test func theFirstPeriodHasNoRateOfAnyKind() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await CountedTenant.make(
        [DayCount("2026-01-05", created: 50, entered: 50), DayCount("2026-01-20", decayed: 10)], in: database, place)
      let columns =
        "status_reason, lvr, lvr_stock, lvr_flow, lvr_low, total_lvr, pace, low_base, significant, band, closing"
      let wanted: [String?] = ["no_prior_period", nil, nil, nil, nil, nil, nil, nil, nil, nil, "40"]
      #expect(try await tenant.month("2026-01-01", columns, asOf: "2026-02-01") == wanted)
      #expect(try await tenant.month("2026-01-01", columns, asOf: "2026-01-25") == wanted)
    }
  }

  @Test func thePipelineOfARunningMonthIsPacedAgainstTheSameDayBefore() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await CountedTenant.make(
        [
          DayCount("2026-01-05", created: 100, entered: 100), DayCount("2026-02-10", entered: 20),
          DayCount("2026-02-11", entered: 40), DayCount("2026-03-10", entered: 8),
          // Known to come: nobody has left yet.
          DayCount("2026-03-11", decayed: 90),
        ], in: database, place)
      let columns = "status, opening, closing, lvr, pace, exited_decayed, band"
      #expect(
        try await tenant.month("2026-03-01", columns, asOf: "2026-03-10")
          == ["in_progress", "160", "168", "5.000000", "40.000000", "0", nil])
      #expect(
        try await tenant.month("2026-02-01", columns, asOf: "2026-03-10") == [
          "final", "100", "160", "60.000000", nil, "0", "surge",
        ])
    }
  }

  @Test func theFlowOfARunningMonthIsComparedWithTheSameNumberOfDays() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await CountedTenant.make(
        basis: .flow,
        [
          DayCount("2026-01-05", created: 1), DayCount("2026-02-10", created: 40, entered: 20),
          DayCount("2026-02-11", created: 60, entered: 60), DayCount("2026-03-10", created: 50, entered: 30),
        ], in: database, place)
      let columns = "entered, lvr, lvr_flow, pace, total_lvr, low_base"
      #expect(
        try await tenant.month("2026-03-01", columns, asOf: "2026-03-10")
          == ["30", "50.000000", "50.000000", "50.000000", "25.000000", "f"])
      #expect(
        try await tenant.month("2026-03-01", columns, asOf: "2026-03-11")
          == ["30", "-62.500000", "-62.500000", "-62.500000", "-50.000000", "f"])
    }
  }

  @Test func aShorterMonthBeforeIsComparedWhole() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await CountedTenant.make(
        basis: .flow,
        [
          DayCount("2026-01-05", created: 1), DayCount("2026-02-28", created: 10, entered: 40),
          DayCount("2026-03-30", created: 30, entered: 60),
        ], in: database, place)
      #expect(
        try await tenant.month("2026-03-01", "lvr, total_lvr, pace", asOf: "2026-03-31")
          == ["50.000000", "200.000000", "50.000000"])
      // Day 28 is the last of February as well; day 27 is not.
      #expect(try await tenant.month("2026-03-01", "lvr", asOf: "2026-03-28") == ["-100.000000"])
      #expect(try await tenant.month("2026-03-01", "lvr, status_reason", asOf: "2026-03-27") == [nil, "no_baseline"])
    }
  }

  @Test func todayBeginsWhereTheTenantIs() async throws {
    try await withMigratedDatabase { database, place in
      for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago"] {
        let tenant = try await CountedTenant.make(zone: zone, [DayCount("2020-01-01", created: 1)], in: database, place)
        let rows = try await tenant.query(
          "select distinct as_of = (now() at time zone '\(zone)')::date from report.lvr", asOf: "")
        #expect(rows == [["t"]])
      }
    }
  }
}
