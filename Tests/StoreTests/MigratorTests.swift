import Foundation
import LibPQ
import TestSupport
import Testing

@testable import Store

@Suite struct MigratorTests {
  @Test func migratingAgainFindsNothingToDo() async throws {
    try await withEmptyDatabase { place, migrator in
      let first = try await migrator.migrate()
      #expect(!first.done.isEmpty && first.offences == [])
      let before = try await place.rows("select name, checksum, applied_at from core.migration order by name")
      let second = try await migrator.migrate()
      #expect(second.done.isEmpty)
      #expect(try await place.rows("select name, checksum, applied_at from core.migration order by name") == before)
    }
  }

  @Test func aDryRunSaysWhatWouldBeDoneAndDoesNothing() async throws {
    try await withEmptyDatabase { place, migrator in
      let plan = try await migrator.plan()
      #expect(plan.pending.first == "0001-schemas" && plan.codeIsStale && plan.missingLogins.count == 3)
      #expect(try await place.rows("select 1 from pg_namespace where nspname in ('core', 'guard', 'report')").isEmpty)
      #expect(try await migrator.migrate().done == plan)
    }
  }

  @Test func twoAtOnceDoTheWorkOnce() async throws {
    try await withEmptyDatabase { place, migrator in
      async let one = migrator.migrate()
      async let other = migrator.migrate()
      let done = try await [one.done, other.done]
      #expect(done.count { $0.isEmpty } == 1)
      #expect(try await place.connected { try await Lints.offences(on: $0) } == [])
    }
  }

  @Test func aMigrationWhoseTextHasChangedIsRefusedByTheNameOfItsFile() async throws {
    try await withEmptyDatabase { place, migrator in
      _ = try await migrator.migrate()
      _ = try await place.rows("update core.migration set checksum = 'another' where name = '0003-log'")
      await #expect(throws: StoreError.migrationChanged(file: "SQL/Migrations/0003-log.sql")) {
        try await migrator.migrate()
      }
    }
  }

  @Test func aDatabaseThatIsNewerThanTheProgramIsRefused() async throws {
    try await withEmptyDatabase { place, migrator in
      _ = try await migrator.migrate()
      _ = try await place.rows("insert into core.migration (name, checksum) values ('9999-tomorrow', 'x')")
      await #expect(throws: StoreError.databaseIsNewer(migration: "9999-tomorrow")) { try await migrator.migrate() }
    }
  }

  @Test func theLoginsAreKeptForThisUserAlone() async throws {
    try await withEmptyDatabase { _, migrator in
      _ = try await migrator.migrate()
      let attributes = try FileManager.default.attributesOfItem(atPath: migrator.connections.file.path)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }
  }

  @Test func loginsThatWereLostAreMadeAnewUnderOtherNames() async throws {
    try await withEmptyDatabase { place, migrator in
      _ = try await migrator.migrate()
      try FileManager.default.removeItem(at: migrator.connections.file)
      let again = try await migrator.migrate()
      #expect(again.done.missingLogins.count == 3 && again.done.pending.isEmpty && again.offences == [])
      let entry = try #require(try migrator.connections.entry(for: migrator.administrator))
      #expect(entry.worker["user"]?.hasPrefix("headway_worker_") == true)
      let database = Database(entry)
      try await database.checkSchema()
      #expect(try await database.tenants.all().isEmpty)
      await database.close()
    }
  }

  /// Also where there is nothing else to do.
  @Test func whatALoginIsGivenIsWrittenWhereItIsMissing() async throws {
    try await withEmptyDatabase { place, migrator in
      _ = try await migrator.migrate()
      let entry = try #require(try migrator.connections.entry(for: migrator.administrator))
      let name = try #require(entry.worker["user"])
      func given() async throws -> Set<String> {
        let rows = try await place.rows("select unnest(rolconfig) from pg_roles where rolname = '\(name)'")
        return Set(rows.joined().compactMap(\.self))
      }
      let first = try await given()
      #expect(first.contains("max_parallel_workers_per_gather=0"))
      try await place.run("alter role \"\(name)\" reset max_parallel_workers_per_gather")
      #expect(try await migrator.plan().unsetLogins == [name])
      #expect(try await migrator.migrate().done.unsetLogins == [name])
      #expect(try await given() == first)
      #expect(try await migrator.migrate().done.isEmpty)
    }
  }

  @Test func aServiceOnAnotherSchemaIsToldToMigrate() async throws {
    try await withEmptyDatabase { place, migrator in
      _ = try await migrator.migrate()
      let entry = try #require(try migrator.connections.entry(for: migrator.administrator))
      let database = Database(entry)
      try await database.checkSchema()
      _ = try await place.rows("update core.migration set checksum = 'older' where name = '(code)'")
      await #expect(throws: StoreError.self) { try await database.checkSchema() }
      await database.close()
    }
  }

  /// The name of a database that libpq would guess from the user's has to be said to another user.
  @Test func theServiceGoesToTheDatabaseOfAnAdministratorWhoNamedNone() async throws {
    try await withTemporaryFolder { home in
      let cluster = try TestCluster.start()
      var administrator = try Conninfo(cluster.conninfo())
      administrator["dbname"] = nil
      let connections = ServiceConnections(home: home)
      _ = try await Migrator(administrator: administrator, connections: connections).migrate()
      let entry = try #require(try connections.entry(for: administrator))
      #expect(entry.worker["dbname"] == "postgres")
    }
  }

  private func withEmptyDatabase(_ work: (TestDatabase, Migrator) async throws -> Void) async throws {
    try await withTemporaryFolder { home in
      try await withDatabase("m_\(UUID().uuidString.prefix(8))") { place in
        let migrator = Migrator(
          administrator: try Conninfo(place.conninfo), connections: ServiceConnections(home: home))
        try await work(place, migrator)
      }
    }
  }
}
