import Engine
import Foundation
import Intake
import LibPQ
import MigratedDatabase
import TestSupport
import Testing
import Workers

@testable import Store

/// How much a refresh reads and writes, counted by the server itself.
///
/// Plans say how rows are found (``LookupPlanTests``); this says how many were touched, whichever way they were
/// found: what one event costs must not depend on how many other leads the tenant has.
@Suite struct RefreshWorkTests {
  @Test func oneEventReadsAndWritesAsMuchInALargeTenantAsInASmallOne() async throws {
    let small = try await Self.work(among: 300)
    let large = try await Self.work(among: 6_000)
    for (table, work) in large.sorted(by: { $0.key < $1.key }) {
      print("a refresh of one lead, \(table): \(small[table] ?? Work()) among 300, \(work) among 6,000")
    }
    let (few, many) = (Work.sum(small), Work.sum(large))
    print("a refresh of one lead, all tables: \(few) among 300 leads, \(many) among 6,000")
    #expect(few.read > 0 && few.written > 0)
    #expect(large["core.momentum"]?.written == 1, "one lead row")
    #expect(large["core.account_momentum"]?.written == 1, "one account row")
    #expect(many.written == few.written)
    // A row that another transaction locked, or a page's dead neighbours, may be visited once more.
    #expect(many.read <= few.read + 10, "20 times the leads")
    #expect(many.read < 300, "it read as if it had gone through the small tenant")
  }

  /// Rows that a statement got from a table or an index, and rows that were put, changed or taken away.
  struct Work: CustomStringConvertible {
    var read = 0
    var written = 0
    var description: String { "\(read) read and \(written) written" }

    static func sum(_ tables: [String: Work]) -> Work {
      tables.values.reduce(into: Work()) {
        $0.read += $1.read
        $0.written += $1.written
      }
    }
  }

  /// What the refresh after one event of one lead touches, in a tenant of so many leads, three to an account.
  private static func work(among leads: Int) async throws -> [String: Work] {
    try await withMigration { migrated in
      let database = migrated.open()
      let client = try await Client.make(definition: Scene.definition, in: database, migrated.place)
      let scene = Scene(client: client)
      try await scene.leads((0..<leads).map { "lead\($0)" }, accounts: leads / 3)
      try await scene.events(
        (0..<leads).map { "lead\($0),page_view,2026-03-01T09:00:00Z" }.joined(separator: "\n"))
      try await scene.refresh("2026-03-02")
      try await scene.look(["lead7"], on: "2026-03-02")
      try await client.look(atAll: leads, in: 2099)
      // A session reports what it touched at the latest when it ends.
      await database.close()

      let place = migrated.place
      let before = try await touched(in: place)
      let again = migrated.open()
      try await Refresh(again, tenant: client.tenant.id, today: Day(iso: "2026-03-02")).drain()
      await again.close()
      let after = try await touched(in: place)
      return after.reduce(into: [:]) { work, table in
        let was = before[table.key] ?? Work()
        let done = Work(read: table.value.read - was.read, written: table.value.written - was.written)
        if done.read + done.written > 0 { work[table.key] = done }
      }
    }
  }

  /// The counters of all our tables, once every session of ours has ended and told them.
  private static func touched(in place: TestDatabase) async throws -> [String: Work] {
    let administrator = try await Connection.open(place.conninfo)
    try await administrator.untilTheServiceHasGone()
    let rows = try await administrator.query(
      """
      select schemaname || '.' || relname, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0),
        n_tup_ins + n_tup_upd + n_tup_del
      from pg_stat_all_tables where schemaname in ('core', 'work', 'stage', 'guard')
      """)
    await administrator.close()
    return Dictionary(
      rows.map { ($0[0] ?? "", Work(read: Int($0[1] ?? "") ?? 0, written: Int($0[2] ?? "") ?? 0)) },
      uniquingKeysWith: { $1 })
  }
}

extension Client {
  /// As if each lead of so many had something to be told in a year to come, and the planner knew.
  fileprivate func look(atAll leads: Int, in year: Int) async throws {
    let administrator = try await Connection.open(place.conninfo)
    try await administrator.simple(
      """
      insert into core.watch select \(tenant.id.rawValue), 'lead', n, '\(year)-01-01' from generate_series(1, \(leads)) n
        on conflict do nothing;
      analyze core.watch
      """)
    await administrator.close()
  }
}

extension Scene {
  /// Leads spread over so many companies.
  fileprivate func leads(_ names: [String], accounts: Int) async throws {
    let rows = names.enumerated().map { "\($1),\($1)@company\($0 % accounts).test,2025-12-01\n" }.joined()
    let url = FileManager.default.temporaryDirectory.appending(path: "leads-\(UUID().uuidString).csv")
    try ("external_id,email,created_at\n" + rows).write(to: url, atomically: true, encoding: .utf8)
    try await client.take(.leads, url.path)
  }
}
