import Engine
import LibPQ
import MigratedDatabase
import TestSupport
import Testing

@testable import Store

@Suite struct LoginTests {
  @Test func aLoginReadsItsTenantsReportsByTheURLItWasGiven() async throws {
    try await withMigratedDatabase { database, _ in
      let tenant = try await database.tenants.create(.sample("acme", timezone: "Asia/Tokyo")).tenant
      let login = try await database.logins.create(for: tenant, label: "for the BI")
      let connection = try await Connection.open(login.url)
      #expect(
        try await connection.query("select session_user::text, count(*)::text from report.lvr") == [[login.role, "0"]])
      #expect(try await connection.query("select report.today() is not null") == [["t"]])
      await connection.close()
      let listed = try await database.logins.all(of: tenant)
      #expect(
        listed.map(\.role) == [login.role] && listed.first?.label == "for the BI" && listed.first?.validUntil == nil)
    }
  }

  @Test func theServerKeepsAVerifierAndNeverAPassword() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      let login = try await database.logins.create(for: tenant)
      let kept = try await place.rows("select rolpassword from pg_authid where rolname = '\(login.role)'")
      #expect(kept.first?.first??.hasPrefix("SCRAM-SHA-256$") == true)
      let rotated = try await database.logins.rotate(login.role)
      #expect(rotated.role == login.role && rotated.password != login.password)
      #expect(try await place.rows("select rolpassword from pg_authid where rolname = '\(login.role)'") != kept)
    }
  }

  @Test func aLoginWhoseHourHasPassedSeesNothingAndIsSweptAway() async throws {
    try await withMigratedDatabase { database, place in
      let pair = try await TwoTenants(in: database, place)
      let login = try await database.logins.create(for: pair.alpha, until: 4_102_444_800_000_000)
      let connection = try await Connection.open(login.conninfo.text)
      #expect(try await connection.query("select tenant from report.lead") == [[pair.alpha.slug]])
      _ = try await place.rows(
        "update guard.login set valid_until = now() - interval '1 s' where role_name = '\(login.role)'")
      #expect(try await connection.query("select tenant from report.lead") == [])
      await connection.close()
      #expect(try await database.logins.sweep() == 1)
      #expect(try await place.rows("select 1 from pg_roles where rolname = '\(login.role)'").isEmpty)
      #expect(try await database.logins.sweep() == 0)
    }
  }

  @Test func aRevokedLoginSeesNothingFromItsNextStatementOn() async throws {
    try await withMigratedDatabase { database, place in
      let pair = try await TwoTenants(in: database, place)
      try await place.connected(as: pair.alphaLogin) { connection in
        #expect(try await connection.query("select tenant from report.lead").count == 1)
        try await database.logins.revoke(pair.alphaLogin)
        let after = try? await connection.query("select tenant from report.lead")
        #expect(after?.isEmpty ?? true)
      }
      await #expect(throws: StoreError.noSuchLogin(role: pair.alphaLogin)) {
        try await database.logins.revoke(pair.alphaLogin)
      }
    }
  }

  @Test func noLoginOfTheServiceCanBeRevokedOrRotated() async throws {
    try await withMigratedDatabase { database, _ in
      for role in ["headway_worker", "headway_cli", "headway_owner", "postgres", "x\"; drop table core.event; --"] {
        await #expect(throws: StoreError.noSuchLogin(role: role)) { try await database.logins.revoke(role) }
        await #expect(throws: StoreError.noSuchLogin(role: role)) { try await database.logins.rotate(role) }
      }
    }
  }

  @Test func manyAtOnceGetNamesOfTheirOwn() async throws {
    try await withMigration { migrated in
      let databases = (0..<4).map { _ in migrated.open() }
      let roles = try await withThrowingTaskGroup(of: String.self) { group in
        for database in databases {
          for _ in 0..<5 { group.addTask { try await database.logins.create(for: nil).role } }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(roles).count == 20)
      for database in databases { await database.close() }
    }
  }

  @Test(arguments: [
    (
      "host=/run/pg port=5432 dbname=h user=u password='a b/c'",
      "postgresql://u:a%20b%2Fc@/h?host=%2Frun%2Fpg&port=5432"
    ),
    ("host=db.example port=6432 dbname=h user=u sslmode=require", "postgresql://u@db.example:6432/h?sslmode=require"),
    ("host=::1 dbname=h user=u", "postgresql://u@[::1]/h"),
    ("host=a,b port=1,2 dbname=h user=u", "postgresql://u@/h?host=a%2Cb&port=1%2C2"),
    ("service=main user=u", "postgresql://u@/?service=main"),
  ])
  func aURLLeadsWhereItsConninfoLeads(text: String, url: String) throws {
    let conninfo = try Conninfo(text)
    #expect(conninfo.url == url)
    #expect(try Conninfo(url) == conninfo)
  }
}

/// How long a login lives, and how much it may.
@Suite struct LoginLimitTests {
  @Test func aLoginOpensNoMoreSessionsThanItMay() async throws {
    try await withMigratedDatabase { database, _ in
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      let login = try await database.logins.create(for: tenant, connections: 2)
      let open = [try await Connection.open(login.url), try await Connection.open(login.url)]
      await #expect(throws: PostgresError.self) { try await Connection.open(login.url) }
      let listed = try await database.logins.all(of: tenant)
      #expect(listed.map(\.connections) == [2])
      for connection in open { await connection.close() }
      let usual = try await database.logins.create(for: nil)
      #expect(try await database.logins.all(of: nil).first { $0.role == usual.role }?.connections == Logins.connections)
    }
  }

  /// The server refuses the password after its day, whatever our map says.
  @Test func theServerKnowsWhenALoginEnds() async throws {
    try await withMigratedDatabase { database, place in
      let login = try await database.logins.create(for: nil, until: 4_102_444_800_000_000)
      let until = try await place.rows(
        "select rolvaliduntil at time zone 'UTC' from pg_roles where rolname = '\(login.role)'")
      #expect(until == [["2100-01-01 00:00:00"]])
      let listed = try await database.logins.all(of: nil)
      #expect(listed.first { $0.role == login.role }?.validUntil == 4_102_444_800_000_000)
    }
  }

  /// A newer headway may have more procedures than the one that made the operator's login.
  @Test func migratingGrantsTheOperatorWhatIsNew() async throws {
    try await withMigration { migrated in
      let operators = migrated.logins.cli["user"] ?? ""
      try await migrated.place.run("revoke execute on function guard.expired_logins() from \"\(operators)\"")
      let connection = try await Connection.open(migrated.place.conninfo)
      try await LoginMaker.grantProcedures(on: connection)
      await connection.close()
      let database = migrated.open()
      #expect(try await database.asOperator(ExpiredLogins()) == [])
      await database.close()
    }
  }
}
