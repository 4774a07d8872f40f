import MigratedDatabase
import Testing

/// The worked examples, bands and targets of `Docs/Metrics.md`, section 4, read by a client's login.
@Suite struct WorkedExampleTests {
  @Test(arguments: [
    (180, 225, "25.000000", "healthy"), (200, 250, "25.000000", "healthy"), (600, 500, "-16.666667", "shrinking"),
    // The source prints 25 % here: its slip.
    (200, 300, "50.000000", "surge"),
  ])
  func thePipelineGrowsByWhatTheSourceSays(opening: Int, closing: Int, lvr: String, band: String) async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await CountedTenant.make(DayCount.pipeline(opening, closing), in: database, place)
      let row = try await tenant.month(
        "2026-02-01", "opening, closing, lvr, band, status, status_reason", asOf: "2026-03-02")
      #expect(row == ["\(opening)", "\(closing)", lvr, band, "final", nil])
    }
  }

  @Test func sixtyInAndFiftyDecayedOfAHundredGrowByTen() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await CountedTenant.make(
        [
          DayCount("2026-01-05", created: 100, entered: 100), DayCount("2026-02-03", created: 60, entered: 60),
          DayCount("2026-02-20", decayed: 50),
        ], in: database, place)
      let row = try await tenant.month(
        "2026-02-01", "opening, entered, exited_decayed, closing, lvr, band", asOf: "2026-03-02")
      #expect(row == ["100", "60", "50", "110", "10.000000", "slow"])
    }
  }

  @Test func fromNothingThereIsNoRate() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await CountedTenant.make(DayCount.pipeline(0, 12), in: database, place)
      let row = try await tenant.month(
        "2026-02-01", "opening, closing, lvr, lvr_low, band, status_reason, significant, low_base", asOf: "2026-03-02")
      #expect(row == ["0", "12", nil, nil, nil, "no_baseline", nil, "t"])
    }
  }

  static let bands = [
    (999, "-0.100000", "shrinking"), (1000, "0.000000", "stagnating"), (1049, "4.900000", "stagnating"),
    (1050, "5.000000", "slow"), (1149, "14.900000", "slow"), (1150, "15.000000", "healthy"),
    (1250, "25.000000", "healthy"), (1251, "25.100000", "aggressive"), (1400, "40.000000", "aggressive"),
    (1401, "40.100000", "surge"),
  ]

  @Test func aBandBeginsAndEndsWhereItSays() async throws {
    try await withMigratedDatabase { database, place in
      for (closing, lvr, band) in Self.bands {
        let tenant = try await CountedTenant.make(DayCount.pipeline(1000, closing), in: database, place)
        #expect(try await tenant.month("2026-02-01", "lvr, band", asOf: "2026-03-01") == [lvr, band])
        // The month has not ended on its last day, and a week has no band.
        #expect(try await tenant.month("2026-02-01", "lvr, band", asOf: "2026-02-28") == [lvr, nil])
        let weeks = try await tenant.query(
          "select count(*) from report.lvr where grain = 'week' and (band, target_low, vs_target) is distinct from (null, null, null)",
          asOf: "2026-03-20")
        #expect(weeks == [["0"]])
      }
    }
  }

  static let targets: [(arr: Int64?, closing: Int, low: String?, high: String?, versus: String?)] = [
    (999_999, 1199, "20.0", "40.0", "below"), (999_999, 1200, "20.0", "40.0", "within"),
    (999_999, 1400, "20.0", "40.0", "within"), (999_999, 1401, "20.0", "40.0", "above"),
    (1_000_000, 1149, "15.0", "25.0", "below"), (1_000_000, 1250, "15.0", "25.0", "within"),
    (9_999_999, 1251, "15.0", "25.0", "above"), (10_000_000, 1099, "10.0", "20.0", "below"),
    (10_000_000, 1200, "10.0", "20.0", "within"), (nil, 1200, nil, nil, nil),
  ]

  @Test func theTargetFollowsTheRevenueAndItsBoundsAreWithin() async throws {
    try await withMigratedDatabase { database, place in
      for (arr, closing, low, high, versus) in Self.targets {
        let tenant = try await CountedTenant.make(arr: arr, DayCount.pipeline(1000, closing), in: database, place)
        let columns = "target_low, target_high, vs_target"
        #expect(try await tenant.month("2026-02-01", columns, asOf: "2026-03-01") == [low, high, versus])
        // Shown for every month, judged only when it is over.
        #expect(try await tenant.month("2026-02-01", columns, asOf: "2026-02-28") == [low, high, nil])
        #expect(try await tenant.month("2026-01-01", columns, asOf: "2026-03-01") == [low, high, nil])
      }
    }
  }
}
