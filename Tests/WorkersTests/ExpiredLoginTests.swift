import Engine
import LibPQ
import MigratedDatabase
import Observation
import Store
import Synchronization
import TestSupport
import Testing
import Workers

@Suite struct ExpiredLoginTests {
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
      let worker = Worker(database, name: "test") { event in
        if case .loginsDropped(let logins) = event { dropped.withLock { $0 = $0 + logins } }
      }
      try await worker.once()
      #expect(dropped.withLock(\.self) == 1)
      #expect(try await administrator.query("select 1 from pg_roles where rolname = '\(login.role)'") == [])
      await administrator.close()
    }
  }
}
