import Engine
import LibPQ
import MigratedDatabase
import TestSupport
import Testing

@testable import Store

/// Attack 5: PgBouncer in transaction mode with one connection to the server for all clients, so that
/// whatever one leaves behind the next one finds.
@Suite(.enabled(if: Pooler.isInstalled, "pgbouncer is not installed: Deploy/dev/install-needs"))
struct PoolerAttackTests {
  @Test func noContextAndNoDayOfOneClientReachesTheNext() async throws {
    try await withTwoTenants { pair, worker in
      let pooler = try await Pooler(before: pair.place, for: [worker])
      defer { pooler.stop() }
      let one = try await Connection.open(pooler.conninfo(user: worker))
      let other = try await Connection.open(pooler.conninfo(user: worker))
      let backend = "select pg_backend_pid()"
      let server = try await one.query(backend)
      for ending in ["commit", "rollback"] {
        try await one.simple(
          "begin; select guard.enter(\(pair.alpha.id.rawValue)); set local headway.as_of = '2020-02-02'")
        #expect(try await one.query("select email from core.profile") == [["\(pair.alphaCanary) email"]])
        #expect(try await one.query("select report.today()") == [["2020-02-02"]])
        try await one.simple(ending)
        #expect(try await other.query(backend) == server, "both have to be served by one")
        #expect(try await other.query("select email from core.profile") == [])
        let left =
          "select nullif(current_setting('headway.tenant_id', true), ''), nullif(current_setting('headway.as_of', true), '')"
        #expect(try await other.query(left) == [[nil, nil]])
        try await other.simple("begin; select guard.enter(\(pair.beta.id.rawValue))")
        #expect(try await other.query("select email from core.profile") == [["\(pair.betaCanary) email"]])
        #expect(try await other.query("select report.today() = '2020-02-02'") == [["f"]])
        try await other.simple("commit")
      }
      await one.close()
      await other.close()
    }
  }

  /// A client that breaks off in the middle of its transaction leaves nothing either.
  @Test func aClientThatGoesAwayLeavesNoContext() async throws {
    try await withTwoTenants { pair, worker in
      let pooler = try await Pooler(before: pair.place, for: [worker])
      defer { pooler.stop() }
      let one = try await Connection.open(pooler.conninfo(user: worker))
      try await one.simple("begin; select guard.enter(\(pair.alpha.id.rawValue))")
      #expect(try await one.query("select email from core.profile") == [["\(pair.alphaCanary) email"]])
      await one.close()
      let other = try await Connection.open(pooler.conninfo(user: worker))
      #expect(try await other.query("select email from core.profile") == [])
      await other.close()
    }
  }

  /// What a reader sets for its session reaches whoever shares its login behind the pooler, and no
  /// tenant's rows with it: the login says whose they are, not the setting.
  @Test func aReaderBehindAPoolerSeesItsOwnRowsWhateverItSets() async throws {
    try await withTwoTenants { pair, _ in
      let pooler = try await Pooler(before: pair.place, for: [pair.alphaLogin, pair.betaLogin])
      defer { pooler.stop() }
      let alpha = try await Connection.open(pooler.conninfo(user: pair.alphaLogin))
      let beta = try await Connection.open(pooler.conninfo(user: pair.betaLogin))
      try await alpha.simple("set headway.tenant_id = '\(pair.beta.id.rawValue)'; set headway.as_of = '2020-02-02'")
      let next = try await Connection.open(pooler.conninfo(user: pair.alphaLogin))
      for reader in [alpha, next] {
        #expect(try await reader.query("select tenant from report.lead") == [[pair.alphaCanary]])
      }
      #expect(try await beta.query("select tenant from report.lead") == [[pair.betaCanary]])
      #expect(try await beta.query("select report.today() = '2020-02-02'") == [["f"]])
      for connection in [alpha, beta, next] { await connection.close() }
    }
  }
}
