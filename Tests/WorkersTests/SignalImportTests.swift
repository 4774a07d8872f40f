import Definitions
import Engine
import Foundation
import Intake
import LibPQ
import MigratedDatabase
import Store
import Testing

@testable import Workers

/// News about companies, from a file to the account's momentum and back.
@Suite struct SignalImportTests {
  static let definition = "name: visitors\nqualified:\n  intent: events(\"page_view\").exists()\n"

  @Test func theSameFileTwiceChangesNothing() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      let text = "domain,type,occurred_at,message_id\nacme.test,Funding,2026-01-05,m1\nglobex.test,hiring,2026-01-06,\n"
      let first = try await client.take(.signals, try Self.file(text))
      #expect(first.row.rowsNew == 2)
      let before = try await Self.signals(of: client)
      #expect(before == [["acme.test", "2026-01-05", "funding"], ["globex.test", "2026-01-06", "hiring"]])
      #expect(try await client.take(.signals, try Self.file(text)).tally == nil)
      // One row more, and one that says something else under a known id: the first one stands.
      let grown = try await client.take(
        .signals,
        try Self.file(text.replacing("Funding", with: "acquisition") + "globex.test,funding,2026-01-07,m3\n"))
      #expect(grown.row.rowsNew == 1 && grown.row.duplicates == 2 && grown.row.conflicting == 1)
      #expect(try await Self.signals(of: client) == before + [["globex.test", "2026-01-07", "funding"]])
    }
  }

  @Test func aSignalMovesItsAccountAsTheModelSaysAndARevertTakesThatBack() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      let model = try MomentumModel.parse("signals: { points: { funding: 6 } }", file: "model.yaml")
      _ = try await Restatement(database, tenant: client.tenant).adopt(model)
      try await client.take(
        .events,
        try Self.file("email,type,occurred_at\na@acme.test,page_view,2026-01-05\nb@globex.test,page_view,2026-01-05\n"))
      try await client.refresh()
      let before = try await Self.momenta(of: client)
      #expect(before.count == 2)
      let marked = try await client.take(
        .signals,
        try Self.file("domain,type,occurred_at\nwww.Acme.test,Funding,2026-01-05\nnew.test,funding,2026-01-05\n"))
      try await client.refresh()
      #expect(try await Self.number(client, "select count(*) from core.dirty") == 0)
      let after = try await Self.momenta(of: client)
      #expect(after["acme.test"] == before["acme.test"].map { $0 + 6 })
      #expect(after["globex.test"] == before["globex.test"])
      #expect(after["new.test"] == nil, "nobody of it ever engaged")
      let seen = try await client.query("select account, day, type from report.signal order by 1", asOf: "2026-01-05")
      #expect(seen == [["acme.test", "2026-01-05", "funding"], ["new.test", "2026-01-05", "funding"]])
      #expect(try await client.query("select 1 from report.signal", asOf: "2026-01-04").isEmpty)

      let gone = try await Intake.Revert(database, tenant: client.tenant, zone: client.zone).run(marked.row.id)
      #expect(gone.signals == 2)
      try await client.refresh()
      #expect(try await Self.momenta(of: client) == before)
      #expect(try await Self.signals(of: client).isEmpty)
    }
  }

  @Test func anotherClientsAccountsOfTheSameNameStayAsTheyAre() async throws {
    try await withMigratedDatabase { database, place in
      let alpha = try await Client.make("alpha", definition: Self.definition, in: database, place)
      let beta = try await Client.make("beta", definition: Self.definition, in: database, place)
      let file = try Self.file("domain,type,occurred_at,message_id\nacme.test,funding,2026-01-05,m1\n")
      try await alpha.take(.signals, file)
      #expect(try await beta.query("select 1 from core.signal").isEmpty)
      #expect(try await beta.query("select 1 from core.dirty").isEmpty)
      #expect(try await beta.take(.signals, file).row.rowsNew == 1, "the same id is another client's business")
      #expect(try await Self.signals(of: alpha) == Self.signals(of: beta))
    }
  }

  /// Times as they are written, in a zone whose clocks change.
  @Test func aTimeWithoutAnOffsetIsReadInTheClientsZone() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(zone: "Europe/Berlin", definition: Self.definition, in: database, place)
      let written = [
        "2026-03-01T00:30:00", "2026-03-01T23:30:00Z", "2026-03-29T02:30:00", "2025-10-26T02:30:00", "2026-03-01",
      ]
      for text in written {
        let stamp = try #require(Stamp(iso: text))
        let read = try await Self.number(
          client, "select (extract(epoch from metric.instant('\(text)', 'Europe/Berlin')) * 1000000)::bigint")
        #expect(read == client.zone.read(stamp).instant, "\(text)")
      }
    }
  }

  private static func signals(of client: Client) async throws -> [[String?]] {
    try await client.query(
      "select a.key, n.occurred_at, n.type from core.signal n join core.account a using (tenant_id, account_id) order by 1, 2"
    )
  }

  private static func momenta(of client: Client) async throws -> [String: Int] {
    let rows = try await client.query("select account, momentum from report.account_momentum", asOf: "2026-01-05")
    return Dictionary(
      rows.compactMap { row in row[0].flatMap { key in row[1].flatMap { Int($0) }.map { (key, $0) } } },
      uniquingKeysWith: { $1 })
  }

  private static func number(_ client: Client, _ query: String) async throws -> Int64? {
    try await client.query(query).first?.first.flatMap { $0 }.flatMap { Int64($0) }
  }

  private static func file(_ text: String) throws -> String {
    let url = FileManager.default.temporaryDirectory.appending(path: "signals-\(UUID().uuidString).csv")
    try text.write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }
}
