import Engine
import Intake
import LibPQ
import MigratedDatabase
import Store
import TestSupport
import Testing
import Workers

/// A generation that is built beside the running one: all of it, or nothing.
@Suite struct RebuildTests {
  private static let definition = "name: any visit\nqualified:\n  intent: events(\"page_view\").count() >= 1\n"

  private static func make(in database: Database, _ place: TestDatabase) async throws -> Client {
    let client = try await Client.make(definition: definition, in: database, place)
    let rows = (1...7).map { "c\($0)@one\($0 % 3).example,page_view,2026-01-0\($0)" }
    try await client.take(.events, text: "email,type,occurred_at\n\(rows.joined(separator: "\n"))\n")
    try await client.refresh()
    return client
  }

  private static func everything(of client: Client) async throws -> [[String?]] {
    var rows: [[String?]] = []
    for table in ["qualification", "profile", "momentum", "account_momentum", "day_count"] {
      rows += try await client.query(
        "select '\(table)', (to_jsonb(t) - 'generation')::text from core.\(table) t order by 2")
    }
    return rows
  }

  private static func plan(_ client: Client) -> GenerationPlan {
    GenerationPlan(definition: 1, source: definition, zone: client.tenant.timezone)
  }

  /// A rebuild whose first row of a kind, such as "insert on core.profile", the server refuses.
  private static func fails(batch: Int, of client: Client, at change: String, _ place: TestDatabase) async throws {
    let administrator = try await Connection.open(place.conninfo)
    try await administrator.simple(
      """
      create function public.refuse() returns trigger language plpgsql security definer as
      $$ begin raise exception 'no' using errcode = '57014'; end $$;
      create trigger refuse before \(change) for each row execute function public.refuse()
      """)
    await #expect(throws: (any Error).self) {
      try await Rebuild(client.database, tenant: client.tenant.id, batch: batch).build(plan(client))
    }
    try await administrator.simple("drop function public.refuse() cascade")
    await administrator.close()
  }

  /// In one transaction, in parts whose last is full, and in parts whose last is not: the same rows, and no others.
  @Test(arguments: [4_000, 8, 7, 3, 1]) func theRowsDoNotDependOnTheBatch(batch: Int) async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Self.make(in: database, place)
      let before = try await Self.everything(of: client)
      let leads = try await Rebuild(database, tenant: client.tenant.id, batch: batch).build(Self.plan(client))
      #expect(leads == 7 && before.count > 20)
      #expect(try await Self.everything(of: client) == before)
      #expect(
        try await client.query("select state, count(*) from core.generation group by 1 order by 1")
          == [["ready", "1"], ["retired", "1"]])
      #expect(try await client.query("select count(*) from core.refresh") == [["0"]])
    }
  }

  /// The new figures stand though the old could not be taken away, and the next rebuild takes both away.
  @Test func whatIsSwitchedToStays() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Self.make(in: database, place)
      let before = try await Self.everything(of: client)
      try await Self.fails(batch: 2, of: client, at: "delete on core.qualification", place)
      #expect(
        try await client.query(
          "select live_generation, state from core.head join core.generation on generation = live_generation") == [
            ["2", "ready"]
          ])
      // Nobody retires what readers see.
      try await database.write(as: client.tenant.id) { [id = client.tenant.id] session in
        try session.execute(RetireGeneration(tenant: id, generation: 2))
        try session.dropRetired(of: id)
      }
      #expect(try await Self.everything(of: client) == before)
      #expect(try await Rebuild(database, tenant: client.tenant.id, batch: 2).build(Self.plan(client)) == 7)
      #expect(try await Self.everything(of: client) == before)
    }
  }

  /// Whoever fails leaves nothing, and what readers see stays.
  @Test(arguments: [4_000, 2]) func whatFailsHalfWayLeavesNothing(batch: Int) async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Self.make(in: database, place)
      let before = try await Self.everything(of: client)
      let live = try await client.query("select live_generation from core.head")
      // When the leads are written, and their accounts are not.
      try await Self.fails(batch: batch, of: client, at: "insert on core.account_momentum", place)
      #expect(try await Self.everything(of: client) == before)
      #expect(try await client.query("select live_generation from core.head") == live)
      #expect(try await client.query("select count(*) from core.generation where state = 'building'") == [["0"]])
      // Nor is anything in the way of the next one.
      #expect(try await Rebuild(database, tenant: client.tenant.id, batch: batch).build(Self.plan(client)) == 7)
      #expect(try await Self.everything(of: client) == before)
    }
  }
}
