import Foundation
import LibPQ
import TestSupport
import Testing

@Suite struct MigrateCommandTests {
  @Test func migratingAgainSaysThatThereIsNothingToDo() async throws {
    try await InstalledHeadway.with { headway in
      let again = try await headway.succeed(["migrate", "--format", "json"])
      #expect(again.output == "[]\n" && again.errors.contains("up to date"))
    }
  }

  @Test func aDatabaseThatWasNeverMigratedIsNotWorkedOn() async throws {
    try await withDatabase("bare_\(UUID().uuidString.prefix(8).lowercased())") { place in
      let home = FileManager.default.temporaryDirectory.appending(path: "hw-\(UUID().uuidString.prefix(8))")
      defer { try? FileManager.default.removeItem(at: home) }
      let environment = ["HEADWAY_HOME": home.path, "HEADWAY_DATABASE_URL": place.conninfo]
      let refused = try await HeadwayBinary.run(["tenant", "list"], environment: environment)
      #expect(refused.status == 4 && refused.errors.contains("headway migrate"))
      let planned = try await HeadwayBinary.run(["migrate", "--dry-run", "--format", "csv"], environment: environment)
      #expect(planned.status == 0 && planned.output.hasPrefix("step,name\nmigration,0001-schemas\n"))
      let connection = try await Connection.open(place.conninfo)
      #expect(try await connection.query("select 1 from pg_namespace where nspname = 'core'") == [])
      await connection.close()
    }
  }

  @Test(arguments: ["postgresql://127.0.0.1:1/nothing", "host=/nowhere/at/all dbname=x"])
  func aServerThatDoesNotAnswerIsStatus5(url: String) async throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "hw-\(UUID().uuidString.prefix(8))")
    for arguments in [["migrate"], ["tenant", "list"]] {
      let outcome = try await HeadwayBinary.run(
        arguments + ["--database", url], environment: ["HEADWAY_HOME": home.path])
      #expect(outcome.status == 5 && outcome.output.isEmpty && outcome.errors.hasPrefix("headway: "))
    }
  }

  @Test func aURLThatIsNoneIsWrongUsage() async throws {
    let outcome = try await HeadwayBinary.run(["tenant", "list", "--database", "nonsense=1"])
    #expect(outcome.status == 2 && outcome.errors.contains("nonsense"))
  }

  /// Given an administrator's URL, a command still works as the service: what it may not do shows it.
  @Test func noCommandButMigrateWorksAsTheAdministrator() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      _ = try await headway.look(
        """
        do $$ begin
          execute format('revoke connect on database %I from headway_service', current_database());
        end $$
        """)
      let outcome = try await headway.run(["definition", "list", "acme"])
      #expect(outcome.status == 5 && outcome.errors.contains("permission denied for database"))
    }
  }

  @Test func withoutADatabaseThePrivateOneIsMadeUsedAndStopped() async throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "hw-\(UUID().uuidString.prefix(8))")
    defer { try? FileManager.default.removeItem(at: home) }
    let environment = ["HEADWAY_HOME": home.path]
    let made = try await HeadwayBinary.run(
      ["tenant", "create", "acme", "--name", "Acme", "--timezone", "UTC"], environment: environment)
    #expect(made.status == 0, "\(made.errors)")
    let listed = try await HeadwayBinary.run(
      ["tenant", "list", "--format", "csv", "--quiet"], environment: environment)
    #expect(listed.status == 0 && listed.output.contains("acme,Acme,UTC") && listed.errors.isEmpty)
    let elsewhere = try? String(contentsOf: home.appending(path: "postgres/elsewhere"), encoding: .utf8)
    let folder = elsewhere?.trimmingCharacters(in: .newlines) ?? home.appending(path: "postgres").path
    #expect(FileManager.default.fileExists(atPath: folder + "/data/PG_VERSION"))
    #expect(!FileManager.default.fileExists(atPath: folder + "/data/postmaster.pid"))
    if elsewhere != nil { try? FileManager.default.removeItem(atPath: folder) }
  }
}
