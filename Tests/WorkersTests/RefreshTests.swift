import Engine
import Foundation
import Intake
import LibPQ
import MigratedDatabase
import Store
import Testing

@testable import Workers

/// A refresh and what happens around it.
@Suite struct RefreshTests {
  static let definition = "name: two visits\nqualified:\n  intent: events(\"page_view\").count() >= 2\n"

  @Test func anEventThatCommitsBetweenReadAndWriteIsNotMissed() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      try await client.take(.events, text: "external_id,type,occurred_at\nc1,page_view,2026-01-05\n")

      // The second visit commits after the first was read and before its timeline is written.
      let late = Once {
        try await client.take(.events, text: "external_id,type,occurred_at\nc1,page_view,2026-01-07\n")
      }
      let refresh = Refresh(database, tenant: client.tenant.id, pause: { try await late.run() })
      #expect(try await refresh.drain() == 1)
      #expect(try await client.query("select count(*) from core.dirty") == [["1"]], "the mark of the late event stays")
      #expect(try await client.query("select qualified from core.qualification") == [["{}"]])

      #expect(try await refresh.drain() == 1)
      #expect(try await refresh.drain() == 0)
      #expect(try await client.query("select qualified from core.qualification") == [["{[2026-01-07,)}"]])
    }
  }

  @Test func aRunThatWasOvertakenWritesNothing() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      try await client.take(.events, text: "external_id,type,occurred_at\nc1,page_view,2026-01-05\n")
      let lease = try #require(try await RefreshLease.take(client.tenant.id, in: database)).lease
      #expect(try await Refresh(database, tenant: client.tenant.id).drain() == nil, "one run at a time")
      try await lease.release(in: database)

      let thief = Once {
        try await database.write(as: client.tenant.id) { session in
          try session.simple("update core.refresh set run = gen_random_uuid()")
        }
      }
      let refresh = Refresh(database, tenant: client.tenant.id, pause: { try await thief.run() })
      await #expect(throws: StoreError.overtaken) { try await refresh.drain() }
      #expect(try await client.query("select count(*) from core.qualification") == [["0"]])
      #expect(try await client.query("select count(*) from core.dirty") == [["1"]])
    }
  }

  @Test func theSameFileTwiceChangesNothing() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      let file =
        "external_id,type,occurred_at\nc1,page_view,2026-01-05\nc1,page_view,2026-01-05\nc2,page_view,2026-01-06\n"
      try await client.take(.events, text: file)
      try await client.refresh()
      let before = try await Self.everything(of: client)
      let again = try await client.take(.events, text: file)
      #expect(again.tally == nil)
      // Another name, and one row more at the end: what is known stays once, equal rows of one file stay two.
      let grown = try await client.take(.events, text: file + "c1,page_view,2026-01-05\n")
      #expect(grown.row.rowsNew == 1)
      #expect(grown.row.duplicates == 3)
      _ = try await database.imports(of: client.tenant)
      #expect(before.count == 3)
      #expect(try await Self.everything(of: client).count == 4)
    }
  }

  @Test func anImportTakenBackLeavesWhatWasThereBefore() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      try await client.take(
        .leads, text: "external_id,email,created_at\nc1,a@acme.test,2026-01-01\nc2,,2026-01-02\n")
      try await client.refresh()
      let before = try await Self.figures(of: client)
      // Joins c1 and c2 by an address, and brings a lead of its own.
      let second = try await client.take(
        .leads, text: "external_id,email,created_at\nc2,a@acme.test,2026-01-03\nc3,,2026-01-04\n")
      try await client.refresh()
      #expect(try await Self.figures(of: client) != before)
      _ = try await Intake.Revert(database, tenant: client.tenant, zone: client.zone).run(second.row.id)
      try await client.refresh()
      #expect(try await Self.figures(of: client) == before)
    }
  }

  private static func figures(of client: Client) async throws -> [[String?]] {
    try await client.query(
      """
      select q.lead_id, q.created_day, q.channel, q.qualified, p.email, p.external_id
      from core.qualification q join core.profile p using (tenant_id, generation, lead_id) order by 1
      """)
      + client.query("select day, channel, created, entered from core.day_count order by 1, 2")
  }

  private static func everything(of client: Client) async throws -> [[String?]] {
    try await client.query("select message, keyring_id, occurred_at, type from core.event order by 1")
  }
}

/// Something that happens at the first call and at no other.
private actor Once {
  private var work: (@Sendable () async throws -> Void)?
  init<Value>(_ work: @escaping @Sendable () async throws -> Value) { self.work = { _ = try await work() } }
  func run() async throws {
    guard let work else { return }
    self.work = nil
    try await work()
  }
}
