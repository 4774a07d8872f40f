import Engine
import Foundation
import Intake
import LibPQ
import MigratedDatabase
import Observation
import Store
import Synchronization
import TestSupport
import Testing
import Workers

/// From messages in the inbox to figures, in one turn.
@Suite struct FoldTurnTests {
  private static let definition = "name: two visits\nqualified:\n  intent: events(\"page_view\").count() >= 2\n"

  /// Without the hint a worker finds it two seconds later, by looking.
  @Test(.timeLimit(.minutes(1))) func whatComesOverHTTPIsHintedAt() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      let ear = try await database.listenForWork()
      _ = try await database.inbox.receive([client.visit(1)])
      let heard = await ear.events.first { if case .notification = $0 { true } else { false } }
      #expect(heard != nil)
      await ear.close()
    }
  }

  @Test func oneTurnFoldsAndRefreshesAndLeavesNoJob() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      let seen = Mutex<[String]>([])
      _ = try await database.inbox.receive([client.visit(1), client.visit(2)])
      try await Worker(
        database, name: "one",
        observe: { event in
          if case .jobStarted(let kind, _, _, _) = event { seen.withLock { $0.append(kind) } }
        }
      ).once()
      // The refresh that is wanted rests for a second; where the turn takes longer it may begin, and finds nothing.
      #expect(seen.withLock { $0.first } == "fold")
      #expect(seen.withLock { $0.filter { $0 == "fold" }.count } == 1)
      #expect(try await database.jobs.list(of: client.tenant, in: .waiting).isEmpty)
      #expect(try await client.query("select count(*) from core.dirty") == [["0"]])
      #expect(try await client.query("select count(*) from core.qualification where upper_inf(qualified)") == [["1"]])
    }
  }

  /// Somebody else is computing: the turn folds, and the refresh that was wanted comes.
  @Test func whereTheFiguresAreInOtherHandsTheRefreshStays() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      let lease = try #require(try await RefreshLease.take(client.tenant.id, in: database))
      _ = try await database.inbox.receive([client.visit(1)])
      _ = try await InboxFold(database, tenant: client.tenant, isFollowedByRefresh: true).drain(rounds: 1)
      #expect(try await Refresh(database, tenant: client.tenant.id).follow() == nil)
      #expect(try await database.jobs.list(of: client.tenant, in: .waiting).contains { $0.kind == .refresh })
      #expect(try await client.query("select count(*) from core.dirty") == [["1"]])
      try await lease.keeping(in: database) {}
      #expect(try await Refresh(database, tenant: client.tenant.id).follow() == 1)
      #expect(try await database.jobs.list(of: client.tenant, in: .waiting).allSatisfy { $0.kind != .refresh })
    }
  }
}

extension Client {
  fileprivate func visit(_ number: UInt64) -> ReceivedMessage {
    let body =
      #"{"type":"track","event":"Page View","messageId":"\#(number)","userId":"u-1","timestamp":"2026-03-0\#(number)T10:00:00Z"}"#
    return ReceivedMessage(
      tenant: tenant.id, message: PostgresUUID(high: 7, low: number), form: "track",
      receivedAt: Int64(Date().timeIntervalSince1970 * 1_000_000), sentAt: nil, body: Array(body.utf8))
  }
}
