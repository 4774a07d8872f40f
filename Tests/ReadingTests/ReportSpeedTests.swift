import Definitions
import Engine
import Foundation
import LibPQ
import MigratedDatabase
import Store
import TestSupport
import Testing

/// A dashboard asks for a report with every page: its plan may not look at a day once per period.
@Suite struct ReportSpeedTests {
  /// Three years of eight channels: 8,768 days of counts. A good plan reads them some times; one
  /// that asks for every period again reads them two hundred times.
  @Test func aReportReadsItsDaysAFewTimesAndNotOncePerPeriod() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await CountedTenant.make([DayCount("2024-01-01", created: 1)], in: database, place)
      let administrator = try await Connection.open(place.conninfo)
      try await administrator.simple(
        """
        insert into core.day_count (tenant_id, generation, day, channel, created, entered, exited_decayed)
        select \(tenant.tenant.id.rawValue), 1, d, 'channel_' || c, 3, 2, 1
          from generate_series(date '2024-01-02', date '2026-12-31', '1 day') d, generate_series(1, 8) c;
        analyze core.day_count;
        """)
      await administrator.close()
      let plan = try await tenant.query("explain (analyze, format json) select * from report.lvr", asOf: "2026-12-31")
        .compactMap(\.first).compactMap(\.self).joined(separator: "\n")
      guard case .list(let plans) = try JSONReader.read(plan), case .map(let top)? = plans.first,
        case .map(let node)? = top["Plan"]
      else { return #expect(Bool(false), "no plan") }
      let rows = Self.rowsOfScans(node, of: "day_count")
      #expect(rows > 8_000 && rows < 60_000, "\(rows) rows of day_count were read")
      // From 100,000 on the server would compile the query first, for longer than it runs.
      let cost = Self.number(node["Total Cost"])
      #expect(cost > 0 && cost < 50_000, "the report is estimated at \(cost)")
    }
  }

  /// How many rows all scans of a table have read, over all their loops.
  private static func rowsOfScans(_ node: [MapKey: Value], of table: String) -> Double {
    func number(_ key: MapKey) -> Double { Self.number(node[key]) }
    var rows = 0.0
    if node["Relation Name"] == .string(table) {
      rows += (number("Actual Rows") + number("Rows Removed by Filter")) * number("Actual Loops")
    }
    if case .list(let inner)? = node["Plans"] {
      for case .map(let part) in inner { rows += rowsOfScans(part, of: table) }
    }
    return rows
  }

  private static func number(_ value: Value?) -> Double {
    switch value {
    case .int(let number)?: Double(number)
    case .double(let number)?: number
    default: 0
    }
  }
}
