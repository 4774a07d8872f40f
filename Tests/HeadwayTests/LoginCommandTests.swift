import Foundation
import LibPQ
import TestSupport
import Testing

@Suite struct LoginCommandTests {
  @Test func theURLOfALoginOpensTheClientsReports() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      try await headway.tenant("globex")
      let made = try await headway.succeed(["login", "create", "acme", "--label", "BI", "--format", "json"]).output
      let url = try #require(made.firstMatch(of: /"url": "([^"]+)"/)).output.1
      let reader = try await Connection.open(String(url))
      #expect(try await reader.query("select count(*) from report.lead") == [["0"]])
      await #expect(throws: PostgresError.self) { try await reader.query("select * from core.lead") }
      await reader.close()

      let listed = try await headway.succeed(["login", "list", "acme", "--format", "csv"]).output
      let role = try #require(listed.firstMatch(of: /r_\d+_1/)).output
      #expect(listed.contains("BI") && made.contains(role))
      #expect(try await headway.succeed(["login", "list", "globex"]).output.contains("r_") == false)
      let rotated = try await headway.succeed(["login", "rotate", String(role), "--format", "json"]).output
      #expect(rotated.contains(role) && rotated != made)
      #expect(try await headway.run(["login", "revoke", String(role)]).status == 4)
      try await headway.succeed(["login", "revoke", String(role), "--yes"])
      #expect(try await headway.look("select 1 from pg_roles where rolname = '\(role)'") == [])
    }
  }

  @Test func theAgencysLoginReadsAllTenants() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      let made = try await headway.succeed(["login", "create", "--agency", "--format", "json"]).output
      let url = try #require(made.firstMatch(of: /"url": "([^"]+)"/)).output.1
      let agency = try await Connection.open(String(url))
      #expect(try await agency.query("select count(*) from agency.lvr") == [["0"]])
      await agency.close()
    }
  }

  @Test func psqlIsTheClientForAnHourAndLeavesNoLoginBehind() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme", zone: "Asia/Tokyo")
      let asked =
        "select session_user like 'r\\_%', (select rolvaliduntil < now() + interval '61 minutes' from pg_roles where rolname = session_user)"
      let outcome = try await headway.succeed(["psql", "acme", "--", "-XAtc", asked])
      #expect(outcome.output == "t|t\n")
      let refused = try await headway.run(["psql", "acme", "--", "-XAtc", "select * from core.event"])
      #expect(refused.status == 1 && refused.errors.contains("permission denied"))
      #expect(try await headway.look("select 1 from guard.login where kind = 'reader'") == [])
    }
  }

  @Test func aLoginThatAKilledPsqlLeftBehindIsSweptAway() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      try await headway.succeed(["login", "create", "acme"])
      _ = try await headway.look("update guard.login set valid_until = now() - interval '1 s' where kind = 'reader'")
      try await headway.succeed(["psql", "acme", "-XAtc", "select 1"])
      #expect(try await headway.look("select 1 from guard.login where kind = 'reader'") == [])
    }
  }
}
