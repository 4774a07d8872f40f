import Engine
import LibPQ
import MigratedDatabase
import TestSupport
import Testing

@testable import Store

/// A client's analyst with a login of alpha, typing whatever they like. The numbers are those of the
/// attacks in `Docs/Isolation.md`.
@Suite struct ReaderAttackTests {
  /// Attack 1, while connected.
  @Test func noSettingForgesTheContext() async throws {
    try await withReader { reader, pair in
      for text in [
        "set headway.tenant_id = '\(pair.beta.id.rawValue)'",
        "select set_config('headway.tenant_id', '\(pair.beta.id.rawValue)', false)",
        "begin; set local headway.tenant_id = '\(pair.beta.id.rawValue)'",
      ] {
        try await reader.simple(text)
        #expect(try await reader.query("select tenant from report.lead") == [[pair.alphaCanary]], "\(text)")
      }
      try await reader.simple("rollback")
      let entering = await reader.refusal(of: "select guard.enter(\(pair.beta.id.rawValue))")
      #expect(entering?.sqlstate == .insufficientPrivilege)
    }
  }

  /// Attack 1, from outside: what a connection begins with, and what a role keeps.
  @Test func noOptionOfTheConnectionForgesTheContext() async throws {
    try await withTwoTenants { pair, _ in
      let forged = "-c headway.tenant_id=\(pair.beta.id.rawValue)"
      try await pair.place.connected(as: pair.alphaLogin, options: forged) { reader in
        let seen = try await reader.query("select tenant from report.lead")
        #expect(seen == [[pair.alphaCanary]])
        // PostgreSQL 15 refuses even this; a later one may let a role keep a setting of its own.
        _ = await reader.refusal(of: "alter role \(pair.alphaLogin) set headway.tenant_id = '\(pair.beta.id.rawValue)'")
      }
      let kept = try await pair.place.rows("select tenant from report.lead", as: pair.alphaLogin)
      #expect(kept == [[pair.alphaCanary]])
    }
  }

  /// Attack 2.
  @Test func noOtherRoleIsTaken() async throws {
    try await withReader { reader, pair in
      let others = [
        "headway_owner", "headway_guard", "headway_service", "headway_provisioner", "headway_report", "headway_agency",
        pair.betaLogin, "postgres",
      ]
      for other in others {
        for text in ["set role \(other)", "set session authorization \(other)", "set local role \(other)"] {
          #expect(await reader.refusal(of: text)?.sqlstate == .insufficientPrivilege, "\(text)")
        }
      }
      // Its own group it may be: the policy asks who connected.
      for text in ["set role headway_reader", "reset role", "reset session authorization"] {
        try await reader.simple(text)
        #expect(try await reader.query("select tenant from report.lead") == [[pair.alphaCanary]], "\(text)")
      }
    }
  }

  /// Attack 3, and 21: names of clients are canaries too.
  @Test func noRelationThatItCanReadHoldsAnothersCanary() async throws {
    try await withReader { reader, pair in
      let relations = try await reader.query(
        """
        select c.oid::regclass::text from pg_class c
         where c.relkind in ('r', 'v', 'm', 'p', 'f') and has_table_privilege(c.oid, 'SELECT') order by 1
        """
      ).compactMap { $0[0] }
      #expect(relations.contains("report.lead") && relations.contains("pg_roles"))
      for relation in relations {
        // What refuses to be read at all tells nothing.
        let seen = try? await reader.query(
          "select count(*) from \(relation) r where r::text like '%\(pair.betaCanary)%'")
        // Our own statement stands in the list of activities.
        if relation == "pg_stat_activity" { continue }
        #expect(seen == nil || seen == [["0"]], "\(relation)")
      }
      #expect(
        try await reader.query("select count(*) from report.lead where email like '\(pair.alphaCanary)%'") == [["1"]])
    }
  }

  /// Attack 7: the planner's estimate of a base table would be the size of any client.
  @Test func noPlanOfABaseTableIsShown() async throws {
    try await withReader { reader, pair in
      for table in pair.tables {
        for verb in ["select 1 from", "delete from"] {
          let text = "explain \(verb) \(table.place) where tenant_id = \(pair.beta.id.rawValue)"
          #expect(await reader.refusal(of: text)?.sqlstate == .insufficientPrivilege, "\(text)")
        }
      }
      #expect(await reader.refusal(of: "explain select 1 from guard.tenant")?.sqlstate == .insufficientPrivilege)
    }
  }

  /// Attacks 7 and 8: a plan that says more of a text which another client has than of one which
  /// nobody has. Many clients and fresh statistics give the planner something to know.
  @Test func noPlanTellsWhetherATextExistsElsewhere() async throws {
    try await withTwoTenants { pair, _ in
      try await pair.place.connected { administrator in
        try await administrator.simple(
          """
          insert into core.profile (tenant_id, generation, lead_id, account_id, stage, external_id, email, name, title, attributes)
          select \(pair.beta.id.rawValue), 1, n, 1, '\(pair.betaCanary) stage', '\(pair.betaCanary) external_id',
                 '\(pair.betaCanary) email', '\(pair.betaCanary) name', '\(pair.betaCanary) title', '{}'
            from generate_series(2, 3000) n;
          insert into guard.tenant (tenant_id, slug, name, timezone)
          select n, 'canary-b' || chr(97 + n % 26) || '-' || n, 'x', 'UTC' from generate_series(1, 500) n;
          insert into core.qualification (tenant_id, generation, lead_id, created_day, channel, qualified, exits)
          select \(pair.beta.id.rawValue), 1, n, '2026-01-05', '\(pair.betaCanary) channel', '{[2026-01-05,)}', '{}'
            from generate_series(2, 3000) n;
          insert into core.day_count (tenant_id, generation, day, channel, created)
          select \(pair.beta.id.rawValue), 1, date '2020-01-01' + n, '\(pair.betaCanary) channel', 1
            from generate_series(1, 2000) n;
          analyze;
          """)
      }
      try await pair.place.connected(as: pair.alphaLogin) { reader in
        let columns = try await reader.query(
          """
          select c.oid::regclass::text, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
           where c.relnamespace = 'report'::regnamespace and c.relkind = 'v' and has_table_privilege(c.oid, 'SELECT')
             and a.atttypid = 'text'::regtype order by 1, 2
          """)
        #expect(columns.count > 10)
        for row in columns {
          let (view, column) = (row[0] ?? "", row[1] ?? "")
          for comparison in ["=", "<", ">"] {
            func plan(_ text: String) async throws -> [String?] {
              try await reader.query("explain select * from \(view) where \(column) \(comparison) '\(text)'").map {
                $0[0]?.replacing(text, with: "…")
              }
            }
            // Of the same length, and sorted beside it.
            let there = column == "tenant" ? pair.betaCanary : "\(pair.betaCanary) \(column)"
            let nowhere = String(there.map { $0 == "9" ? "8" : $0 })
            #expect(try await plan(there) == plan(nowhere), "\(view).\(column) \(comparison)")
          }
        }
      }
    }
  }

  /// Attack 10.
  @Test func nothingIsWritten() async throws {
    try await withReader { reader, pair in
      let before = try await pair.contents(of: pair.beta)
      let views = try await reader.query(
        "select c.oid::regclass::text from pg_class c where c.relnamespace = 'report'::regnamespace and c.relkind = 'v'"
      )
      for view in views.compactMap({ $0[0] }) + pair.tables.map(\.place) {
        for text in [
          "insert into \(view) default values", "delete from \(view)", "update \(view) set tenant = 'x'",
          "insert into \(view) default values on conflict do nothing",
        ] {
          #expect(await reader.refusal(of: text) != nil, "\(text)")
        }
      }
      #expect(try await pair.contents(of: pair.beta) == before)
    }
  }

  /// Attacks 11 and 12.
  @Test func whatRunsWithOthersRightsIsKnownByName() async throws {
    try await withReader { reader, _ in
      let definers = try await reader.query(
        """
        select p.oid::regprocedure::text from pg_proc p
         where p.prosecdef and has_function_privilege(p.oid, 'EXECUTE') and has_schema_privilege(p.pronamespace, 'USAGE')
         order by 1
        """)
      #expect(definers == [["guard.tenant_id()"], ["report.today()"]])
      let others = try await reader.query(
        """
        select c.oid::regclass::text from pg_class c
         where (c.relkind in ('m', 'f') or c.relispartition) and has_table_privilege(c.oid, 'SELECT')
        """)
      #expect(others == [])
    }
  }

  /// Attack 14: an expression that fails tells what it failed on, so it must never meet another's row.
  @Test func noErrorQuotesAnothersRow() async throws {
    try await withReader { reader, pair in
      let columns = try await reader.query(
        """
        select c.oid::regclass::text, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
         where c.relnamespace = 'report'::regnamespace and c.relkind = 'v' and has_table_privilege(c.oid, 'SELECT')
        """)
      for row in columns {
        let (view, column) = (row[0] ?? "", row[1] ?? "")
        for leak in [
          "\(column)::text::int = 0", "1 / (length(\(column)::text) - length(\(column)::text)) = 0",
          "'x' ~ ('[' || \(column)::text)", "\(column)::text::jsonpath is null", "\(column)::text::date is null",
          "lower(\(column)::text)::xml is null",
        ] {
          for text in [
            "select count(*) from \(view) where \(leak)",
            "select count(*) from \(view) v, lateral (select 1 where v.\(column) is not null and \(leak.replacing(column, with: "v." + column))) x",
            "select count(*) from \(view) a join \(view) b using (tenant) where a.\(column)::text = b.\(column)::text and \(leak.replacing(column, with: "b." + column))",
          ] {
            let refusal = await reader.refusal(of: text)
            let said = [refusal?.message, refusal?.detail, refusal?.hint, refusal?.context].compactMap(\.self).joined()
            #expect(!said.contains(pair.betaCanary), "\(text): \(said)")
          }
        }
      }
    }
  }

  /// Attacks 15 and 24.
  @Test(arguments: [
    "create temp table t (x int)", "create table report.t (x int)", "create table public.t (x int)",
    "create schema mine",
    "do $$ begin end $$", "create function pg_temp.f() returns int language sql as 'select 1'",
    "create view report.v as select 1", "create role mine", "create database mine",
    "select lo_creat(-1)", "select pg_export_snapshot()", "select pg_create_physical_replication_slot('s')",
    "select pg_advisory_lock(1)", "select pg_notify('jobs', 'x')", "select pg_read_file('/etc/passwd')",
    "copy (select 1) to program 'true'", "copy (select 1) to '/tmp/x'", "select pg_sleep(1)", "select pg_reload_conf()",
    "select pg_database_size(current_database())", "select pg_total_relation_size('core.event')",
  ])
  func nothingIsMadeOrRun(text: String) async throws {
    try await withReader { reader, _ in
      #expect(await reader.refusal(of: text)?.sqlstate == .insufficientPrivilege)
    }
  }

  /// Attack 16.
  @Test func aRenamedARecreatedAndASwappedLoginSeeNothing() async throws {
    try await withTwoTenants { pair, _ in
      let place = pair.place
      let lead = "select tenant from report.lead"
      try await place.connected { administrator in
        try await administrator.simple("alter role \(pair.alphaLogin) rename to renamed_\(pair.alphaLogin)")
      }
      #expect(try await place.rows(lead, as: "renamed_\(pair.alphaLogin)") == [])
      try await place.connected { administrator in
        try await administrator.simple(
          "create role \(pair.alphaLogin) login; grant headway_reader to \(pair.alphaLogin)")
      }
      #expect(try await place.rows(lead, as: pair.alphaLogin) == [])
      try await place.connected { administrator in
        try await administrator.simple(
          """
          drop role \(pair.alphaLogin);
          alter role renamed_\(pair.alphaLogin) rename to \(pair.alphaLogin);
          alter role \(pair.alphaLogin) rename to swapping;
          alter role \(pair.betaLogin) rename to \(pair.alphaLogin);
          alter role swapping rename to \(pair.betaLogin);
          """)
      }
      #expect(try await place.rows(lead, as: pair.alphaLogin) == [])
      #expect(try await place.rows(lead, as: pair.betaLogin) == [])
    }
  }

  /// Attack 18.
  @Test func theIdentityMapIsNeitherReadNorWritten() async throws {
    try await withReader { reader, pair in
      for table in ["guard.login", "guard.tenant"] {
        for text in [
          "select * from \(table)", "insert into \(table) default values", "delete from \(table)",
          "update \(table) set tenant_id = \(pair.beta.id.rawValue)", "copy \(table) to stdout",
        ] {
          #expect(await reader.refusal(of: text)?.sqlstate == .insufficientPrivilege, "\(text)")
        }
      }
      let register = "select guard.register_login('\(pair.alphaLogin)', 'reader', \(pair.beta.id.rawValue), '', null)"
      #expect(await reader.refusal(of: register)?.sqlstate == .insufficientPrivilege)
    }
  }

  /// Attack 19.
  @Test func anOpenSessionSeesASuspensionAndADeletionAtItsNextStatement() async throws {
    try await withMigratedDatabase { database, place in
      let pair = try await TwoTenants(in: database, place)
      try await place.connected(as: pair.alphaLogin) { reader in
        let lead = "select tenant from report.lead"
        try await reader.simple("prepare lead as \(lead)")
        #expect(try await reader.query("execute lead") == [[pair.alphaCanary]])
        try await database.tenants.suspend(pair.alpha)
        #expect(try await reader.query("execute lead") == [])
        #expect(try await reader.query(lead) == [])
        try await database.tenants.resume(pair.alpha)
        #expect(try await reader.query("execute lead") == [[pair.alphaCanary]])
        _ = try await database.tenants.delete(pair.alpha)
        let after = try? await reader.query("execute lead")
        #expect(after ?? [] == [])
      }
      #expect(try await place.rows("select tenant from report.lead", as: pair.betaLogin) == [[pair.betaCanary]])
    }
  }

  /// Attack 20, as far as a single node hides it.
  @Test func othersSessionsAndStatisticsAreNotShown() async throws {
    try await withReader { reader, pair in
      try await pair.place.connected(as: pair.betaLogin) { other in
        try await other.simple("set application_name = '\(pair.betaCanary)'; select 'x' as \"\(pair.betaCanary)\"")
        for text in [
          "select count(*) from pg_stat_activity where query like '%canary-beta%' and usename <> session_user",
          "select count(*) from pg_stats where schemaname in ('core', 'guard')",
          "select count(*) from pg_stats_ext",
        ] {
          let seen = try? await reader.query(text)
          #expect(seen == nil || seen == [["0"]], "\(text)")
        }
      }
    }
  }

  /// Attack 23.
  @Test func noCopyAndNoSwitchGoesAroundThePolicies() async throws {
    try await withReader { reader, pair in
      var text = ""
      try await reader.copyOut("copy (select * from report.lead) to stdout") { row in
        row.withUnsafeBytes { text += String(decoding: $0, as: UTF8.self) }
      }
      #expect(text.contains(pair.alphaCanary) && !text.contains(pair.betaCanary))
      for table in pair.tables {
        for text in [
          "truncate \(table.place)", "copy \(table.place) to stdout", "copy \(table.place) from stdin",
        ] {
          #expect(await reader.refusal(of: text)?.sqlstate == .insufficientPrivilege, "\(text)")
        }
      }
      try await reader.simple("set row_security = off")
      let seen = try? await reader.query("select tenant from report.lead")
      #expect(seen == nil || seen == [[pair.alphaCanary]])
      #expect(try pair.place.warnings() == [])
    }
  }

  /// The agency's own login: all tenants, and no person.
  @Test func theAgencySeesEveryTenantAndNoPersonalColumn() async throws {
    try await withMigratedDatabase { database, place in
      let pair = try await TwoTenants(in: database, place)
      let agency = try await database.logins.create(for: nil).role
      let seen = try await place.rows("select tenant from agency.lead order by 1", as: agency)
      #expect(seen == [[pair.alphaCanary], [pair.betaCanary]])
      let columns = try await place.rows(
        "select attname from pg_attribute where attrelid = 'agency.lead'::regclass and attnum > 0", as: agency)
      let personal: Set = ["email", "phone", "linkedin", "name", "title", "attributes"]
      #expect(personal.isDisjoint(with: columns.compactMap { $0[0] }))
      for text in ["select * from report.lead", "select * from core.profile", "select * from guard.tenant"] {
        let refusal = try await place.connected(as: agency) { await $0.refusal(of: text) }
        #expect(refusal?.sqlstate == .insufficientPrivilege, "\(text)")
      }
      let refusal = try await place.connected(as: pair.alphaLogin) { await $0.refusal(of: "select * from agency.lead") }
      #expect(refusal?.sqlstate == .insufficientPrivilege)
    }
  }

  private func withReader(_ work: (Connection, TwoTenants) async throws -> Void) async throws {
    try await withTwoTenants { pair, _ in
      try await pair.place.connected(as: pair.alphaLogin) { try await work($0, pair) }
    }
  }
}
