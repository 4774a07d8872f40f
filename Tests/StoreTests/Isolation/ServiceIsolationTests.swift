import Engine
import LibPQ
import MigratedDatabase
import TestSupport
import Testing

@testable import Store

/// The service in the context of one tenant, on every table and with every verb. One test a verb;
/// each goes through all tables of the catalogue, and the other tenant's rows are compared at its end.
@Suite struct ServiceIsolationTests {
  @Test func itSeesItsOwnRowAndNoOther() async throws {
    try await everyTable { connection, table, pair in
      let seen = try await connection.query("select tenant_id from \(table.place)")
      #expect(seen == [["\(pair.alpha.id.rawValue)"]], "\(table.name)")
      let asked = try await connection.query(
        "select 1 from \(table.place) where tenant_id = \(pair.beta.id.rawValue)")
      #expect(asked.isEmpty, "\(table.name)")
    }
  }

  @Test func itUpdatesNoOthersRow() async throws {
    try await everyTable { connection, table, pair in
      let column = table.columns[0]
      let touched = try await connection.query(
        """
        with touched as (
          update \(table.place) set \(column) = \(column) where tenant_id = \(pair.beta.id.rawValue) returning 1)
        select count(*) from touched
        """)
      #expect(touched == [["0"]], "\(table.name)")
    }
  }

  @Test func itGivesNoRowAway() async throws {
    try await everyTable { connection, table, pair in
      let refusal = try await refusal(
        on: connection, of: "update \(table.place) set tenant_id = \(pair.beta.id.rawValue)")
      #expect(refusal?.sqlstate == .insufficientPrivilege, "\(table.name): \(String(describing: refusal))")
    }
  }

  @Test func itDeletesNoOthersRow() async throws {
    try await everyTable { connection, table, pair in
      let gone = try await connection.query(
        """
        with gone as (delete from \(table.place) where tenant_id = \(pair.beta.id.rawValue) returning 1)
        select count(*) from gone
        """)
      #expect(gone == [["0"]], "\(table.name)")
    }
  }

  /// Attack 10. The key is one that the other has too: the refusal must not tell.
  @Test func itInsertsNothingForAnother() async throws {
    try await everyTable { connection, table, pair in
      let refusal = try await refusal(on: connection, of: table.insert(pair.beta.id, "intruder"))
      #expect(refusal?.sqlstate == .insufficientPrivilege, "\(table.name): \(String(describing: refusal))")
    }
  }

  /// Attack 10.
  @Test func itUpsertsNothingForAnother() async throws {
    try await everyTable { connection, table, pair in
      let text = table.insert(pair.beta.id, "intruder") + " on conflict do nothing"
      let refusal = try await refusal(on: connection, of: text)
      #expect(refusal?.sqlstate == .insufficientPrivilege, "\(table.name): \(String(describing: refusal))")
    }
  }

  /// Attack 23.
  @Test func itTruncatesCopiesIntoAndSwitchesOffNothing() async throws {
    try await everyTable { connection, table, pair in
      #expect(try await refusal(on: connection, of: "truncate \(table.place)")?.sqlstate == .insufficientPrivilege)
      #expect(try await refusal(on: connection, of: "copy \(table.place) from stdin") != nil)
      #expect(try await refusal(on: connection, of: "alter table \(table.place) disable row level security") != nil)
      let off = try await refusal(on: connection, of: "set local row_security = off; select 1 from \(table.place)")
      #expect(off?.sqlstate == .insufficientPrivilege, "\(table.name)")
    }
  }

  @Test func copyingATableOutGivesItsOwnRowsAlone() async throws {
    try await everyTable { connection, table, pair in
      var text = ""
      try await connection.copyOut("copy \(table.place) to stdout") { row in
        row.withUnsafeBytes { text += String(decoding: $0, as: UTF8.self) }
      }
      #expect(!text.contains(pair.betaCanary) && !text.isEmpty, "\(table.name)")
    }
  }

  @Test func withoutAContextItSeesNothing() async throws {
    try await withTwoTenants { pair, worker in
      try await pair.place.connected(as: worker) { connection in
        for table in pair.tables {
          let rows = try await connection.query("select 1 from \(table.place)")
          #expect(rows.isEmpty, "\(table.name)")
        }
      }
    }
  }

  /// Attack 9: a plan that was made for one tenant serves another on the same connection.
  @Test(arguments: [
    "select email from core.profile where lead_id = $1",
    "with p as materialized (select * from core.profile where lead_id = $1) select email from p",
    "select email from core.profile p, generate_series(1, $1) g where p.lead_id = g",
  ])
  func aPreparedPlanFollowsTheContext(text: String) async throws {
    try await withTwoTenants { pair, worker in
      try await pair.place.connected(as: worker) { connection in
        try await connection.simple("set plan_cache_mode = force_generic_plan; prepare probe (int) as \(text)")
        for (tenant, canary) in [
          (pair.alpha, pair.alphaCanary), (pair.beta, pair.betaCanary), (pair.alpha, pair.alphaCanary),
        ] {
          try await connection.simple("begin; select guard.enter(\(tenant.id.rawValue))")
          #expect(try await connection.query("execute probe (1)") == [["\(canary) email"]])
          try await connection.simple("commit")
        }
        #expect(try await connection.query("execute probe (1)") == [])
      }
    }
  }

  /// Attack 13: the fixture gives both tenants the same keys in every table, so that no unique key
  /// tells one what the other has. A foreign key that crossed would refuse the second.
  @Test func bothTenantsHaveTheSameKeysEverywhere() async throws {
    try await withTwoTenants { pair, _ in
      for table in pair.tables {
        #expect(try await pair.place.rows("select 1 from \(table.place)").count == 2, "\(table.name)")
      }
      let unfilled = try await pair.place.rows(
        """
        select c.relname from pg_class c where c.relnamespace = 'core'::regnamespace and c.relkind in ('r', 'p')
           and c.relname <> all ('{\(pair.tables.map(\.name).joined(separator: ",")),migration}')
        """)
      #expect(unfilled.isEmpty)
    }
  }

  /// What the server says to a text that it must refuse; the transaction goes on from before it.
  private func refusal(on connection: Connection, of text: String) async throws -> ServerError? {
    let refusal = await connection.refusal(of: text)
    try await connection.simple("rollback to savepoint here")
    return refusal
  }

  /// Runs the body for every table in a transaction of the service in alpha's context, rolled back to
  /// after each; then nothing of beta has changed, and the server has not warned.
  private func everyTable(
    _ body: (Connection, FilledTable, TwoTenants) async throws -> Void
  ) async throws {
    try await withTwoTenants { pair, worker in
      let before = try await pair.contents(of: pair.beta)
      #expect(pair.tables.count >= 20)
      try await pair.place.connected(as: worker) { connection in
        for table in pair.tables {
          try await connection.simple("begin; select guard.enter(\(pair.alpha.id.rawValue)); savepoint here")
          try await body(connection, table, pair)
          try await connection.simple("commit")
        }
      }
      #expect(try await pair.contents(of: pair.beta) == before)
      #expect(try pair.place.warnings() == [])
    }
  }
}
