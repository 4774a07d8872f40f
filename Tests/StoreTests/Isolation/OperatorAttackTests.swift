import Engine
import LibPQ
import MigratedDatabase
import TestSupport
import Testing

@testable import Store

/// Attack 17: whoever has the command line's login, and no more.
@Suite struct OperatorAttackTests {
  @Test func itReadsNoTenantsRows() async throws {
    try await withOperator { connection, pair in
      for table in pair.tables.map(\.place) + [
        "guard.tenant", "guard.login", "report.lead", "agency.lead",
      ] {
        #expect(await connection.refusal(of: "select 1 from \(table)")?.sqlstate == .insufficientPrivilege, "\(table)")
      }
      let entering = await connection.refusal(of: "select guard.enter(\(pair.beta.id.rawValue))")
      #expect(entering?.sqlstate == .insufficientPrivilege)
    }
  }

  @Test func itBecomesNobodyElse() async throws {
    try await withOperator { connection, pair in
      for text in [
        "set role headway_provisioner", "set role headway_service", "set role headway_guard", "set role headway_owner",
        "set session authorization \(pair.betaLogin)", "grant headway_service to session_user",
        "grant headway_agency to \(pair.alphaLogin)", "alter role session_user superuser", "create role mine",
        "alter role \(pair.betaLogin) password 'x'", "drop role \(pair.betaLogin)", "create temp table t (x int)",
        "do $$ begin end $$", "create schema mine",
      ] {
        #expect(await connection.refusal(of: text) != nil, "\(text)")
      }
    }
  }

  @Test func itExecutesTheProceduresMeantForItAlone() async throws {
    try await withOperator { connection, _ in
      let allowed = try await connection.query(
        """
        select p.proname from pg_proc p where p.pronamespace = 'guard'::regnamespace
           and has_function_privilege(p.oid, 'EXECUTE') order by 1
        """
      ).compactMap { $0[0] }
      let meant = LoginMaker.procedures.compactMap { $0.split(separator: "(").first?.dropFirst("guard.".count) }
      #expect(allowed == meant.map(String.init).sorted())
    }
  }

  @Test func noTextItGivesIsReadAsSQL() async throws {
    try await withOperator { connection, pair in
      let verifier = try SCRAMVerifier.make(password: "x")
      for text in [
        "select guard.create_login(\(pair.alpha.id.rawValue), 'md5abc', '', null)",
        "select guard.create_login(\(pair.alpha.id.rawValue), '\(verifier)'' superuser', '', null)",
        "select guard.create_login(1, '\(verifier)', '', null)",
      ] {
        #expect(await connection.refusal(of: text) != nil, "\(text)")
      }
      let label = "x'); alter role \(pair.alphaLogin) superuser; --"
      let made = try await connection.query(
        "select guard.create_login(\(pair.alpha.id.rawValue), '\(verifier)', $l$\(label)$l$, null)")
      #expect(made.count == 1)
      #expect(try await connection.query("select guard.drop_login('headway_owner')") == [["f"]])
      let rights = try await pair.place.rows(
        "select 1 from pg_roles where rolname like 'r\\_%' and (rolsuper or rolcreaterole or rolbypassrls)")
      #expect(rights == [])
    }
  }

  @Test func onlyATenantThatIsBeingDeletedIsForgotten() async throws {
    try await withOperator { connection, pair in
      #expect(await connection.refusal(of: "select guard.forget_tenant(\(pair.beta.id.rawValue))")?.sqlstate == "HW001")
      let left = try await pair.place.rows("select tenant from report.lead", as: pair.betaLogin)
      #expect(left == [[pair.betaCanary]])
    }
  }

  private func withOperator(_ work: (Connection, TwoTenants) async throws -> Void) async throws {
    try await withMigration { migrated in
      let database = migrated.open()
      let pair = try await TwoTenants(in: database, migrated.place)
      await database.close()
      let connection = try await Connection.open(migrated.logins.cli.text)
      try await work(connection, pair)
      await connection.close()
    }
  }
}
