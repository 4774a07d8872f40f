import Engine
import Foundation
import LibPQ
import SQLCatalog
import Store

/// What a client's own login pays for seeing nothing but its own rows.
///
/// The limit is the text of the same views over the base tables, read by an administrator, whom no policy holds
/// back, with the tenant's number written into it. Once as it is, and once without the barriers that keep a
/// condition of the reader's from being tried on other people's rows; the faster of both counts. Without them
/// the planner puts the parts of the views into one another, and works out again and again what was one column.
struct ReportBench {
  let database: BenchDatabase
  let client: BenchTenant
  let file: EventsFile
  let runs: Int
  let say: @Sendable (String) -> Void

  /// Of the events that import and rebuild use: one client of many, still a large one.
  static let share = 0.2
  static let reports = ["lvr", "momentum"]
  /// The same texts as they are, and without barriers.
  static let plain = ["bench_plain", "bench_flat"]
  /// The day the reports answer for: soon after the last event.
  static let day = "2026-12-31"
  /// Of both, in turn, in each run. The quickest counts: whatever else the machine does only adds to a reading.
  static let readings = 9

  func run() async throws -> [Figure] {
    try await prepare()
    let login = try await database.service.logins.create(for: client.tenant)
    do {
      let figures = try await measure(login)
      try await database.service.logins.revoke(login.role)
      return figures
    } catch {
      // In a task of its own: a cancelled one could not ask the server for anything any more.
      try? await Task { try await database.service.logins.revoke(login.role) }.value
      throw error
    }
  }

  private func measure(_ login: NewLogin) async throws -> [Figure] {
    try await login.conninfo.lending { reader in
      try await database.asAdministrator { owner in
        for connection in [reader, owner] {
          _ = try await connection.query("select set_config('headway.as_of', '\(Self.day)', false)")
        }
        var figures: [Figure] = []
        for report in Self.reports {
          let rows = try await reader.query("select * from report.\(report)")
          for schema in Self.plain {
            let others = try await owner.query("select * from \(schema).\(report)")
            guard !rows.isEmpty, Self.same(rows, others) else {
              throw StoreError.unfit(reason: "report.\(report) and \(schema).\(report) do not show the same rows")
            }
          }
          var (ours, limit) = (Series(), Series())
          for run in 1...runs {
            var reading = Series()
            var plain = Self.plain.map { _ in Series() }
            for _ in 0..<Self.readings {
              reading.add(try await seconds { _ = try await reader.query("select * from report.\(report)") })
              for (place, schema) in Self.plain.enumerated() {
                plain[place].add(try await seconds { _ = try await owner.query("select * from \(schema).\(report)") })
              }
            }
            ours.add(reading.least * 1_000)
            limit.add((plain.map(\.least).min() ?? 0) * 1_000)
            say(
              "report: \(report), run \(run) of \(runs): \(text(ours.values[run - 1])) ms as a reader, "
                + "\(text(limit.values[run - 1])) ms as the owner")
          }
          figures.append(
            Figure(
              bench: "report", metric: "milliseconds, report.\(report), \(rows.count) rows", ours: ours,
              limit: limit, goal: .atMost(1.1)))
        }
        return figures
      }
    }
  }

  /// Whatever their order: neither side asked for one.
  private static func same(_ some: [[String?]], _ others: [[String?]]) -> Bool {
    func sorted(_ rows: [[String?]]) -> [String] { rows.map { "\($0)" }.sorted() }
    return sorted(some) == sorted(others)
  }

  private func text(_ value: Double) -> String { String(format: "%.1f", value) }

  private func prepare() async throws {
    let source = database.folder.appending(path: "report.csv").path
    say("report: importing \(file.rows) events")
    try file.write(to: URL(filePath: source))
    try await database.run("empty")
    _ = try await client.importEvents(source, into: database.service)
    try await client.define(in: database.service)
    try await client.rebuild(in: database.service)
    try await database.settle()
    let tenant = client.tenant.id
    try await database.asAdministrator { connection in
      for schema in Self.plain {
        try await connection.simple("drop schema if exists \(schema) cascade; create schema \(schema)")
        for view in try Self.views(in: schema, of: tenant) { try await connection.simple(view) }
      }
    }
  }

  /// The texts of the views that the reports are made of, for one tenant and nobody else.
  private static func views(in schema: String, of tenant: TenantID) throws -> [String] {
    let wanted = ["0100-scope", "0300-flow", "0400-lvr", "0650-standing", "0660-momentum"]
    return try wanted.map { name in
      guard let view = SQL.code.first(where: { $0.name == "0400-views/\(name)" }) else {
        throw StoreError.unfit(reason: "there is no view \(name) in this headway")
      }
      var text = view.text.replacing("{report}", with: "").replacing("{schema}", with: schema)
      if schema == "bench_flat" { text = text.replacing(" with (security_barrier)", with: "") }
      guard name == "0100-scope" else { return text }
      let whole = "from guard.tenant t\n"
      guard text.contains(whole) else { throw StoreError.unfit(reason: "the view of the scope reads as it did not") }
      text = text.replacing(
        whole, with: "from (select * from guard.tenant where tenant_id = \(tenant.rawValue)) t\n")
      return text
    }
  }
}
