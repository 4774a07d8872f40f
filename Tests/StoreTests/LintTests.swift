import LibPQ
import MigratedDatabase
import Store
import TestSupport
import Testing

/// Each lint is silent on what we have, and speaks when it should.
@Suite struct LintTests {
  @Test func theLintsReturnNothing() async throws {
    try await withMigratedDatabase { database, place in
      _ = try await database.tenants.create(.sample("acme"))
      _ = try await database.logins.create(for: nil)
      _ = try await database.logins.create(for: try await database.tenants.named("acme"))
      #expect(try await place.connected { try await Lints.offences(on: $0) } == [])
    }
  }

  /// What somebody might do to the database, and the lint that has to notice.
  @Test(arguments: [
    ("0001", "create table core.loose (tenant_id bigint primary key)"),
    ("0001", "create table core.nobodys (id bigint primary key)"),
    ("0001", "alter table core.event no force row level security"),
    ("0002", "alter role headway_reader bypassrls"),
    ("0003", "grant select on core.event to headway_reader"),
    ("0003", "grant select (email) on core.profile to headway_agency"),
    ("0003", "create materialized view report.heap as select 1 as one; grant select on report.heap to headway_reader"),
    ("0004", "alter view report.lvr set (security_barrier = false)"),
    ("0004", "grant update on report.lead to headway_reader"),
    ("0005", "create function core.open_door() returns int language sql security definer as 'select 1'"),
    ("0005", "grant execute on function guard.provision(text, text, text, text, bigint, text[], integer) to public"),
    ("0006", "create unique index oracle on core.record (arrival)"),
    ("0006", "alter table core.deal add foreign key (keyring_id) references core.loose_parent"),
    ("0007", "create policy mine on core.event using (true)"),
    ("0008", "update guard.login set role_oid = 1 where kind = 'agency'"),
    ("0009", "alter table core.profile alter column email set statistics 100"),
    ("0010", "grant create on schema report to headway_reader"),
    ("0010", "grant usage on language plpgsql to public"),
    (
      "0011",
      "create view report.bare with (security_barrier) as select 1 as one; alter view report.bare owner to headway_report; grant select on report.bare to headway_reader"
    ),
    ("0011", "comment on column report.lvr.lvr is null"),
  ])
  func aLintSpeaks(lint: String, deed: String) async throws {
    try await withMigratedDatabase { database, place in
      _ = try await database.logins.create(for: nil)
      let offences = try await place.connected { connection in
        // Rolled back: groups belong to the whole server.
        try await connection.simple("begin")
        if deed.contains("loose_parent") {
          try await connection.simple("create table core.loose_parent (id bigint primary key)")
        }
        try await connection.simple(deed)
        let offences = try await Lints.offences(on: connection)
        try await connection.simple("rollback")
        return offences
      }
      #expect(offences.contains { $0.lint.hasPrefix(lint) }, "\(offences)")
    }
  }
}
