import Engine
import Foundation
import LibPQ
import MigratedDatabase
import TestSupport
import Testing

@testable import Store

@Suite struct DoctorTests {
  @Test func aFreshDatabaseHasNothingWrong() async throws {
    try await withMigratedDatabase { database, _ in
      _ = try await database.tenants.create(.sample("acme"))
      let findings = try await database.examine()
      // A busy machine may take its time to answer.
      #expect(findings.allSatisfy { $0.grade == .good || $0.check == "connection" }, "\(findings)")
      #expect(Set(findings.map(\.check)) == Set(Check.all.map(\.name)))
    }
  }

  /// What goes wrong, and which check has to notice.
  @Test(arguments: [
    ("policies", "alter table core.event no force row level security", Finding.Grade.bad),
    ("policies", "create table core.loose (tenant_id bigint primary key)", .bad),
    ("policies", "grant select on core.event to headway_reader", .bad),
    ("schema", "update core.migration set checksum = 'older' where name = '(code)'", .bad),
    ("tenants", "update guard.tenant set state = 'deleting' where slug = 'acme'", .notable),
    ("tenants", "update guard.tenant set state = 'restoring' where slug = 'acme'", .notable),
    ("figures", "update core.dirty set since = now() - interval '5 minutes'", .notable),
    ("figures", "update core.dirty set since = now() - interval '2 hours'", .bad),
    ("alerts", "update core.outbox set next_at = now() - interval '1 hour'", .bad),
    ("alerts", "update core.outbox set state = 'dead', created_at = now()", .notable),
    ("alerts", "update core.sink set disabled = 'it answered 410'", .notable),
    ("imports", "update core.import set state = 'running', started_at = now() - interval '1 day'", .notable),
    ("logins", "update guard.login set valid_until = now() - interval '1 hour' where kind = 'reader'", .notable),
    ("time zones", "update guard.tenant set timezone = 'Mars/Olympus' where slug = 'acme'", .bad),
  ])
  func aCheckSpeaksAndSaysHowToMendIt(check: String, deed: String, grade: Finding.Grade) async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      _ = try await database.logins.create(for: tenant)
      try await place.run(Self.life(of: tenant.id.rawValue) + deed)
      let findings = try await database.examine().filter { $0.check == check }
      #expect(findings.contains { $0.grade == grade && $0.remedy != nil }, "\(findings)")
    }
  }

  /// A row of everything that is looked at, in order.
  private static func life(of tenant: Int64) -> String {
    """
    insert into core.head (tenant_id, live_generation) values (\(tenant), 1);
    insert into core.dirty (tenant_id, unit, id, token) values (\(tenant), 'lead', 1, 1);
    insert into core.alert (tenant_id, alert_id, firing, kind, day, headline, reason, action)
      values (\(tenant), 1, 'x', 'test', '2026-01-05', '', '', '');
    insert into core.sink (tenant_id, name, kind, settings) values (\(tenant), 'ops', 'slack', '{}');
    insert into core.outbox (tenant_id, message_id, alert_id, sink, next_at)
      values (\(tenant), 'm', 1, 'ops', now() + interval '1 hour');
    insert into core.import (tenant_id, import_id, kind, file_name, digest, reading, received_day, state)
      values (\(tenant), 1, 'leads', 'a.csv', '', '', '2026-01-05', 'done');
    """
  }

  /// On a server of its own, for roles belong to all databases of one.
  @Test func aLoginWithTooManyRightsIsFoundByItsName() async throws {
    let cluster = try TestCluster.start()
    try await withMigration(in: cluster) { migrated in
      let worker = migrated.logins.worker["user"] ?? ""
      let database = migrated.open()
      for (deed, word) in [
        ("alter role \"\(worker)\" bypassrls", "BYPASSRLS"), ("alter role \"\(worker)\" createrole", "CREATEROLE"),
        ("grant headway_owner to \"\(worker)\"", "headway_owner"),
      ] {
        try await migrated.place.run(deed)
        let findings = try await database.examine(Check.beforeWork).filter { $0.grade == .bad }
        #expect(findings.contains { $0.what.contains(worker) && $0.what.contains(word) }, "\(deed): \(findings)")
      }
      await database.close()
    }
  }

  @Test func whatCannotBeLookedAtIsWrong() async throws {
    try await withMigratedDatabase { database, place in
      try await place.run("drop function guard.offences()")
      let findings = try await database.examine(Check.beforeWork).filter { $0.grade == .bad }
      #expect(findings.map(\.check) == ["policies"])
    }
  }

  /// The lints wait for a table that somebody has for itself alone, and then say whose it is.
  @Test func whoeverKeepsTheLintsWaitingIsNamed() async throws {
    try await withMigratedDatabase { database, place in
      let hoarder = try await Connection.open(place.conninfo)
      try await hoarder.simple("set application_name = 'midnight change'; begin; lock table core.event")
      let process = try await hoarder.query("select pg_backend_pid()")[0][0] ?? ""
      let finding = try #require(try await database.examine([.lints]).first)
      #expect(finding.grade == .bad)
      #expect(finding.what.hasPrefix("could not be looked at: process \(process) ("), "\(finding)")
      #expect(finding.what.hasSuffix(", midnight change) has locked core.event"), "\(finding)")
      #expect(finding.remedy == "let it end, or end it: select pg_terminate_backend(\(process))")
      try await hoarder.simple("rollback")
      await hoarder.close()
      #expect(try await database.examine([.lints]).map(\.grade) == [.good])
    }
  }

  @Test func whoOnlyWantsATableIsSaidToWaitAndForWhom() {
    let lock = TableLock(
      relation: "core.lead", process: 12, login: "postgres", program: "", isHeld: false, waitsFor: [9])
    let finding = Check.blocked(.lints, by: [lock])
    #expect(
      finding.what == "could not be looked at: process 12 (postgres) waits to lock core.lead, behind process 9")
    #expect(finding.remedy?.hasSuffix("pg_terminate_backend(9)") == true)
    #expect(Check.blocked(.lints, by: []).what.hasSuffix("and is gone now"))
  }

  @Test(arguments: [
    (140_020, 15, nil as Int?), (150_017, 15, 18), (160_013, 16, 14), (170_009, 17, 10), (180_003, 18, 4),
  ])
  func anUnpatchedServerIsRefused(number: Int, major: Int, minor: Int?) {
    let server = ServerIdentity.Server(version: "", number: number, clock: 0)
    #expect(server.leastSafe?.major == major && server.leastSafe?.minor == minor)
  }

  @Test(arguments: [150_018, 150_020, 160_014, 170_010, 180_004, 190_000])
  func aPatchedServerIsTaken(number: Int) {
    #expect(ServerIdentity.Server(version: "", number: number, clock: 0).leastSafe == nil)
  }

  @Test(arguments: [
    (0.4, Finding.Grade.good), (-1.2, .good), (9, .notable), (-9, .notable), (45, .bad), (-90_000, .bad),
  ])
  func aClockThatIsOffIsSaid(skew: Double, grade: Finding.Grade) {
    let finding = Check.finding(.clock, skew: skew)
    #expect(finding.grade == grade)
    if grade != .good { #expect(finding.what.contains(skew > 0 ? "ahead" : "behind")) }
  }
}
