import Engine
import Foundation
import Intake
import LibPQ
import MigratedDatabase
import Store
import TestSupport
import Testing
import Workers

/// A refresh waits in the queue while there is something for it to do, and no longer.
@Suite struct WaitingRefreshTests {
  private static let definition = "name: two visits\nqualified:\n  intent: events(\"page_view\").count() >= 2\n"
  private static let leads = "email,created_at\nana@acme.test,2026-01-02\nbo@acme.test,2026-01-03\n"

  @Test func whoComputesEverythingItselfLeavesNoJobBehind() async throws {
    try await withClient { client in
      try await client.take(.leads, text: Self.leads)
      #expect(try await client.waiting() == 1)
      try await client.refresh()
      #expect(try await client.waiting() == 0)
      // A rebuild settles the marks without a refresh.
      try await client.mark()
      #expect(try await client.waiting() == 1)
      _ = try await Restoration(client.database, tenant: client.tenant).run()
      #expect(try await client.waiting() == 0)
    }
  }

  @Test func aMarkKeepsIt() async throws {
    try await withClient { client in
      try await client.take(.leads, text: Self.leads)
      #expect(try await !client.database.jobs.endWaitingRefresh(of: client.tenant.id))
      #expect(try await client.waiting() == 1)
    }
  }

  /// Nothing is marked, and still there is everything to compute.
  @Test(arguments: ["definition", "model", "zone"]) func figuresThatFollowSomethingOlderKeepIt(what: String)
    async throws
  {
    try await withClient { client in
      try await client.take(.leads, text: Self.leads)
      try await client.refresh()
      let id = client.tenant.id
      try await client.database.write(as: id) { session in
        switch what {
        case "definition":
          try session.simple(
            "insert into core.definition (tenant_id, version, name, basis, source) values (\(id.rawValue), 2, 'd', 'stock', $t$\(Self.definition)$t$)"
          )
        case "model":
          try session.simple("insert into core.model (tenant_id, version, source) values (\(id.rawValue), 1, '')")
        default: break
        }
        try session.enqueue(.refresh, of: id)
      }
      if what == "zone" {
        let administrator = try await Connection.open(client.place.conninfo)
        try await administrator.simple("update guard.tenant set timezone = 'Asia/Tokyo'")
        await administrator.close()
      }
      try await client.refresh()
      #expect(try await client.waiting() == 1)
      guard what == "definition" else { return }
      #expect(try await Restatement(client.database, tenant: client.tenant).catchUp() == 2)
      #expect(try await client.waiting() == 0)
    }
  }

  /// A transaction that wants it has it in hand; its marks come with its commit.
  @Test func oneThatIsJustBeingWantedIsLeftAlone() async throws {
    try await withClient { client in
      try await client.database.write(as: client.tenant.id) { try $0.enqueue(.refresh, of: client.tenant.id) }
      let wanting = try await Connection.open(client.place.conninfo)
      try await wanting.simple("begin; update work.job set run_at = run_at")
      #expect(try await !client.database.jobs.endWaitingRefresh(of: client.tenant.id))
      try await wanting.simple("commit")
      await wanting.close()
      #expect(try await client.database.jobs.endWaitingRefresh(of: client.tenant.id))
    }
  }

  /// Markers and refreshes at once: whenever all is still, marks without a job are work that nobody does.
  @Test func noMarkIsEverLeftWithoutAJob() async throws {
    try await withClient { client in
      try await client.take(.leads, text: Self.leads)
      for _ in 0..<8 {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<3 { group.addTask { for _ in 0..<6 { try await client.mark() } } }
          group.addTask {
            for _ in 0..<6 {
              do { try await client.refresh() } catch StoreError.overtaken { continue }
            }
          }
          try await group.waitForAll()
        }
        let marks = try await client.query("select count(*) from core.dirty")
        let waiting = try await client.waiting()
        #expect(marks == [["0"]] || waiting == 1, "\(marks)")
      }
    }
  }

  private func withClient(_ work: (Client) async throws -> Void) async throws {
    try await withMigratedDatabase { database, place in
      try await work(try await Client.make(definition: Self.definition, in: database, place))
    }
  }
}

extension Client {
  fileprivate func mark() async throws {
    try await database.write(as: tenant.id) { [id = tenant.id] in try $0.mark(leads: [LeadID(1)], of: id) }
  }

  fileprivate func waiting() async throws -> Int {
    try await database.jobs.list(of: tenant, in: .waiting).count
  }
}
