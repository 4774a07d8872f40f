import Chance
import Definitions
import Engine
import Foundation
import LibPQ
import MigratedDatabase
import NaiveEvaluator
import Store
import TestSupport
import Testing

/// All clients side by side: the figures of `report.lvr`, and which of them are unusual.
@Suite struct PortfolioTests {
  private static let asOf = Day(iso: "2026-11-18")

  /// The months before, this one, whether it is significant, and what the database says of it: the median, the
  /// deviation, the distance, the verdict.
  struct Judgement: Sendable {
    var earlier: String
    var rate: String
    var significant: String
    var wanted: [String?]

    init(_ earlier: String, _ rate: String, _ significant: String, _ wanted: [String?]) {
      self.earlier = earlier
      self.rate = rate
      self.significant = significant
      self.wanted = wanted
    }
  }

  static let judgements: [Judgement] = [
    Judgement("1,2,3,4,5,6", "8.1", "true", ["3.500000", "1.500000", "3.07", "t"]),
    Judgement("1,2,3,4,5,6", "6.5", "true", ["3.500000", "1.500000", "2.00", "f"]),
    Judgement("1,2,3,4,5,6", "8.1", "false", ["3.500000", "1.500000", "3.07", "f"]),
    Judgement("1,2,3,4,5,6", "8.1", "null", ["3.500000", "1.500000", "3.07", nil]),
    Judgement("1,2,3,4,5,6", "-1", "true", ["3.500000", "1.500000", "3.00", "t"]),
    Judgement("null,1,null,3,5,9", "12", "true", ["4.000000", "2.000000", "4.00", "t"]),
    Judgement("null,1,null,3,null,9", "12", "true", [nil, nil, nil, nil]),
    Judgement("5,5,5,5,5,7", "5.1", "true", ["5.000000", "0.000000", nil, "t"]),
    Judgement("5,5,5,5,5,7", "5", "true", ["5.000000", "0.000000", nil, "f"]),
    Judgement("5,5,5,5,5,7", "null", "null", ["5.000000", "0.000000", nil, nil]),
  ]

  @Test(arguments: judgements.indices) func aChangeIsUnusualBeyondTwoDeviations(index: Int) async throws {
    let one = Self.judgements[index]
    try await withMigratedDatabase { _, place in
      let administrator = try await Connection.open(place.conninfo)
      let found = try await administrator.query(
        "select (metric.change(\(one.rate), \(one.significant), array[\(one.earlier)]::numeric[])).*")
      await administrator.close()
      #expect(found == [one.wanted])
    }
  }

  /// Random clients with random days, of both kinds, some of them too young for a rate.
  @Test func everyFigureIsThatOfTheClientsOwnReport() async throws {
    try await withMigratedDatabase { database, place in
      var random = SplitMix64(seed: 20_261_118)
      for _ in 0..<24 {
        try await CountedTenant.make(
          basis: Bool.random(using: &random) ? .stock : .flow, arr: Bool.random(using: &random) ? 2_000_000 : nil,
          historyFrom: Int.random(in: 0..<4, using: &random) == 0 ? "2026-09-20" : nil,
          zone: ["UTC", "Asia/Tokyo", "America/New_York"].randomElement(using: &random) ?? "UTC",
          Self.days(&random), in: database, place)
      }
      for asOf in ["2026-11-18", "2026-10-31", "2026-11-01", "2026-03-31"] {
        let rows = try await database.portfolio(asOf: Day(iso: asOf))
        #expect(rows.count == 24)
        var unusual = 0
        for row in rows {
          let tenant = try await database.tenants.named(row.tenant)
          let reading = try #require(
            try await database.velocity(of: tenant, VelocityQuery(from: Day(0)), asOf: Day(iso: asOf)))
          #expect(row.comparable == PortfolioRow.naive(of: tenant, reading).comparable, "\(tenant.slug), as of \(asOf)")
          if row.change.isUnusual == true { unusual += 1 }
        }
        if asOf == "2026-11-18" { #expect(unusual > 0, "none of the random clients is unusual") }
      }
    }
  }

  @Test func noLeadIsRead() async throws {
    try await withMigratedDatabase { database, place in
      _ = try await CountedTenant.make(DayCount.pipeline(100, 120), in: database, place)
      let agency = try await Connection.open(try await database.logins.create(for: nil).url)
      let plan = try await agency.query("explain (verbose) select * from agency.portfolio").compactMap { $0[0] }
      await agency.close()
      let tables = plan.joined(separator: "\n").matches(of: #/ on (?:core|guard)\.([a-z_]+)/#).map {
        String($0.output.1)
      }
      #expect(Set(tables) == ["tenant", "head", "generation", "definition", "day_count", "alert"])
    }
  }

  @Test func everyClientHasARowAndTheSuspendedComeLast() async throws {
    try await withMigratedDatabase { database, place in
      let steady = try await CountedTenant.make(Self.growth([5, 5, 6, 5, 6, 5, 5]), in: database, place)
      let burst = try await CountedTenant.make(Self.growth([5, 5, 6, 5, 6, 5, 60]), in: database, place)
      let gone = try await CountedTenant.make(Self.growth([5, 5, 6, 5, 6, 5, 90]), in: database, place)
      try await database.tenants.suspend(gone.tenant)
      let bare = try await database.tenants.create(
        NewTenant(slug: "bare", settings: TenantSettings(name: "Bare", timezone: "UTC"))
      ).tenant
      let leaving = try await database.tenants.create(
        NewTenant(slug: "leaving", settings: TenantSettings(name: "Leaving", timezone: "UTC")))
      _ = try await place.query("update guard.tenant set state = 'deleting' where slug = '\(leaving.tenant.slug)'")
      let rows = try await database.portfolio(asOf: Self.asOf)
      #expect(rows.map(\.tenant) == [burst.tenant.slug, steady.tenant.slug, bare.slug, gone.tenant.slug])
      #expect(rows.map(\.change.isUnusual) == [true, false, nil, true])
      #expect(rows.map(\.state) == [.active, .active, .active, .suspended])
      #expect(rows[2].figures.statusReason == "no_figures" && rows[2].month == nil && rows[2].alerts == 0)
      let byRate = try await database.portfolio(by: .lvr, asOf: Self.asOf)
      #expect(byRate.map(\.tenant) == [burst.tenant.slug, steady.tenant.slug, bare.slug, gone.tenant.slug])
      let names = try await database.portfolio(by: .name, asOf: Self.asOf).map(\.name)
      #expect(names == names.sorted { $0.lowercased() < $1.lowercased() })
    }
  }

  @Test func alertsOfTheLastSevenDaysAreCountedAndTestsAreNot() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await CountedTenant.make(DayCount.pipeline(100, 120), in: database, place).tenant
      let days = [
        ("hot", "2026-11-18"), ("hot", "2026-11-12"), ("hot", "2026-11-11"), ("digest", "2026-11-15"),
        ("test", "2026-11-15"), ("hot", "2026-11-19"),
      ]
      for (number, (kind, day)) in days.enumerated() {
        _ = try await place.query(
          """
          insert into core.alert (tenant_id, alert_id, firing, kind, day, headline, reason, action)
          values (\(tenant.id.rawValue), \(number), '\(number)', '\(kind)', '\(day)', '', '', '')
          """)
      }
      let row = try #require(try await database.portfolio(asOf: Self.asOf).first)
      #expect(row.alerts == 3 && row.hotAlerts == 2)
    }
  }

  /// The operator's procedure is nobody else's, and the operator has nothing but it.
  @Test func theProcedureIsTheOperatorsAlone() async throws {
    try await withMigration { migrated in
      let database = migrated.open()
      let tenant = try await CountedTenant.make(DayCount.pipeline(100, 120), in: database, migrated.place).tenant
      let logins = try await [
        database.logins.create(for: tenant).url, database.logins.create(for: nil).url, migrated.logins.worker.text,
        migrated.logins.api.text,
      ]
      await database.close()
      for login in logins {
        let connection = try await Connection.open(login)
        await #expect(throws: PostgresError.self) { try await connection.query("select * from guard.portfolio()") }
        await connection.close()
      }
      let operators = try await Connection.open(migrated.logins.cli.text)
      #expect(try await operators.query("select tenant from guard.portfolio()") == [[tenant.slug]])
      for text in ["agency.portfolio", "agency.lvr", "agency.lead", "agency.scope", "report.lvr", "core.day_count"] {
        await #expect(throws: PostgresError.self, "\(text)") { try await operators.query("select 1 from \(text)") }
      }
      await operators.close()
    }
  }

  /// Seven months through October 2026 in which a pipeline of a thousand grows by so many percent.
  private static func growth(_ percent: [Int]) -> [DayCount] {
    var size = 1000
    var days = [DayCount("2026-03-05", created: size, entered: size)]
    for (month, rate) in zip(4..., percent) {
      let more = size * rate / 100
      days.append(DayCount("2026-\(month < 10 ? "0" : "")\(month)-10", created: more, entered: more))
      size += more
    }
    return days
  }

  /// Somebody comes and goes on every few days of a year and a half, from some month on.
  private static func days(_ random: inout SplitMix64) -> [DayCount] {
    var days: [DayCount] = []
    var day = Day(iso: "2025-06-01") ?? Day(0)
    day = day + Int.random(in: 0...(Bool.random(using: &random) ? 60 : 520), using: &random)
    var size = 0
    let scale = Int.random(in: 2...40, using: &random)
    while day <= (Day(iso: "2026-12-20") ?? day) {
      let entered = Int.random(in: 0...scale, using: &random)
      let exited = Int.random(in: 0...min(size, scale), using: &random)
      let passed = Int.random(in: 0...2, using: &random)
      days.append(
        DayCount(
          day.description, channel: ["inbound", "linkedin"].randomElement(using: &random) ?? "", created: entered + 1,
          entered: entered + passed, converted: passed, decayed: exited, passedThrough: passed))
      size += entered - exited
      day = day + Int.random(in: 1...25, using: &random)
    }
    return days
  }
}

extension TestDatabase {
  fileprivate func query(_ text: String) async throws -> [[String?]] {
    let administrator = try await Connection.open(conninfo)
    let rows = try await administrator.query(text)
    await administrator.close()
    return rows
  }
}

extension PortfolioRow {
  /// The row that follows from the months of `report.lvr`, in a way of its own.
  fileprivate static func naive(of tenant: Tenant, _ reading: VelocityReading) -> PortfolioRow {
    let months = reading.totals
    let last = months.last { !$0.isInProgress }
    let earlier = last.map { last in months.filter { $0.period < last.period }.suffix(6) } ?? []
    let figures = last?.figures ?? LVRFigures()
    var row = PortfolioRow(
      tenant: tenant.slug, name: tenant.name, state: .active, definition: 1, basis: reading.basis,
      month: last?.period, opening: last?.counts.opening, entered: last?.counts.entered, exited: last?.counts.exited,
      closing: last?.counts.closing, figures: figures,
      change: naiveChange(figures, earlier.compactMap { $0.figures.lvr.flatMap { Decimal(string: $0) } }),
      rates: Array((Array(repeating: nil, count: 7) + months.filter { !$0.isInProgress }.map(\.figures.lvr)).suffix(7)),
      alerts: 0, hotAlerts: 0, asOf: reading.today)
    row.figures.pace = months.last { $0.isInProgress }?.figures.pace
    if last == nil { row.figures.statusReason = months.isEmpty ? "no_leads" : "no_final_month" }
    return row
  }

  private static func naiveChange(_ figures: LVRFigures, _ earlier: [Decimal]) -> Change {
    guard let rate = figures.lvr.flatMap({ Decimal(string: $0) }), earlier.count >= 4 else { return Change() }
    func median(_ values: [Decimal]) -> Decimal {
      let sorted = values.sorted()
      let middle = sorted.count / 2
      return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
    let usual = median(earlier)
    let deviation = median(earlier.map { abs($0 - usual) })
    var change = Change()
    change.usual = "\(usual)"
    change.deviation = "\(deviation)"
    // Near what is usual nothing is unusual, whether or not it is known to be significant.
    change.isUnusual = abs(rate - usual) > 2 * deviation ? figures.isSignificant : false
    if deviation > 0 { change.distance = "\(abs(rate - usual) / deviation)" }
    return change
  }

  /// With decimals as numbers of as many places as both sides have.
  fileprivate var comparable: [String] {
    func rounded(_ text: String?, _ places: Int = 6) -> String {
      guard let text, let number = Double(text) else { return "-" }
      return String(format: "%.\(places)f", number == 0 ? 0 : number)
    }
    let f = figures
    return [
      tenant, basis?.rawValue ?? "-", month?.name ?? "-", "\(opening ?? -1) \(entered ?? -1) \(exited ?? -1)",
      "\(closing ?? -1)", rounded(f.lvr), f.shown ?? "-", rounded(f.low), rounded(f.high),
      "\(f.isSignificant.map { "\($0)" } ?? "-") \(f.hasLowBase.map { "\($0)" } ?? "-")", f.band ?? "-",
      f.statusReason ?? "-", rounded(f.targetLow), f.versusTarget ?? "-", rounded(f.pace),
      rounded(change.usual, 4), rounded(change.deviation, 4),
      change.distance == nil ? "-" : rounded(change.distance, 2),
      change.isUnusual.map { "\($0)" } ?? "-", rates.map { rounded($0) }.joined(separator: " "), "\(asOf ?? Day(0))",
    ]
  }
}
