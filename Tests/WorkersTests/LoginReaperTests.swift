import Engine
import LibPQ
import MigratedDatabase
import Store
import Synchronization
import TestSupport
import Testing
import Workers

@Suite struct LoginReaperTests {
  /// As a `headway psql` that was killed leaves it: nobody revokes the login, its hour passes.
  @Test func aWorkerDropsALoginThatNobodyTookBack() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: "name: all\n", in: database, place)
      let login = try await database.logins.create(
        for: client.tenant, label: "headway psql", until: 4_102_444_800_000_000)
      let administrator = try await Connection.open(place.conninfo)
      try await administrator.simple(
        "update guard.login set valid_until = now() - interval '1 s' where role_name = '\(login.role)'")
      let dropped = Mutex(0)
      let loop = WorkerLoop(database) { event in
        if case .dropped(let logins) = event { dropped.withLock { $0 += logins } }
      }
      try await loop.once()
      #expect(dropped.withLock(\.self) == 1)
      #expect(try await administrator.query("select 1 from pg_roles where rolname = '\(login.role)'") == [])
      // Not in every round: the next one is a minute away.
      let other = try await database.logins.create(for: client.tenant, until: 4_102_444_800_000_000)
      try await administrator.simple("update guard.login set valid_until = now() - interval '1 s'")
      try await loop.once()
      #expect(try await administrator.query("select 1 from pg_roles where rolname = '\(other.role)'").count == 1)
      await administrator.close()
    }
  }
}
