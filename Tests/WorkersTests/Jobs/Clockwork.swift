import Engine
import LibPQ
import MigratedDatabase
import SQLCatalog
import Store
import TestSupport

/// A queue in a database whose clock only the test moves, so that a lease ends without anybody waiting for it.
struct Clockwork {
  let database: Database
  let place: TestDatabase
  let tenants: [Tenant]

  /// - Parameter breaking: pairs of texts of the queue's SQL, the second in place of the first: a rule broken.
  static func make(
    tenants count: Int, breaking: [(String, String)] = [], in database: Database, _ place: TestDatabase
  ) async throws -> Clockwork {
    let administrator = try await Connection.open(place.conninfo)
    try await administrator.simple(
      """
      create table work.test_clock (moment timestamptz not null);
      insert into work.test_clock values ('2026-01-01T00:00:00Z');
      grant select on work.test_clock to headway_dispatch, headway_service;
      create or replace function work.clock() returns timestamptz language plpgsql volatile
        set search_path = pg_catalog, pg_temp
        as $$ begin return (select c.moment from work.test_clock c); end $$;
      """)
    for (rule, broken) in breaking {
      guard let file = SQL.code.first(where: { $0.text.contains(rule) }) else { throw NoSuchRule(text: rule) }
      try await administrator.simple(file.text.replacing(rule, with: broken))
      // A function that is made anew is nobody's but its owner's.
      for file in SQL.code where file.name.contains("work-grants") { try await administrator.simple(file.text) }
    }
    await administrator.close()
    var tenants: [Tenant] = []
    for number in 0..<count {
      let settings = TenantSettings(name: "t\(number)", timezone: "UTC")
      tenants.append(try await database.tenants.create(NewTenant(slug: "t\(number)", settings: settings)).tenant)
    }
    return Clockwork(database: database, place: place, tenants: tenants.sorted { $0.id < $1.id })
  }

  struct NoSuchRule: Error { var text: String }

  func pass(_ time: Duration) async throws {
    try await sql("update work.test_clock set moment = moment + interval '\(time / .milliseconds(1)) ms'")
  }

  @discardableResult
  func sql(_ text: String) async throws -> [[String?]] {
    let administrator = try await Connection.open(place.conninfo)
    let rows = try await administrator.query(text)
    await administrator.close()
    return rows
  }

  func enqueue(_ subject: String, of tenant: Tenant, kind: JobKind = .refresh, after pause: Duration = .zero)
    async throws
  {
    let job = WantedJob(kind, subject: subject)
    try await database.write(as: tenant.id) { try $0.enqueue(job, of: tenant.id, after: pause) }
  }

  func claim(_ count: Int, after tenant: TenantID = TenantID(0), terms: Jobs.Terms = .init()) async throws
    -> [LeasedJob]
  {
    try await database.jobs.claim(count, in: .compute, after: tenant, by: "test", terms: terms).jobs
  }
}

/// Runs `body` with a queue of its own.
func withClockwork<Value: Sendable>(
  tenants: Int = 1, breaking: [(String, String)] = [], _ body: (Clockwork) async throws -> Value
) async throws -> Value {
  try await withMigratedDatabase { database, place in
    try await body(try await Clockwork.make(tenants: tenants, breaking: breaking, in: database, place))
  }
}
