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
  @Test(.timeLimit(.minutes(30))) func whatComesOverHTTPIsHintedAt() async throws {
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
      #expect(seen.withLock { $0 } == ["fold"])
      #expect(try await database.jobs.list(of: client.tenant, in: .waiting).isEmpty)
      #expect(try await client.query("select count(*) from core.dirty") == [["0"]])
      #expect(try await client.query("select count(*) from core.qualification where upper_inf(qualified)") == [["1"]])
    }
  }

  /// Somebody else is computing: the turn folds, and wants the refresh.
  @Test func whereTheFiguresAreInOtherHandsARefreshIsWanted() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      let lease = try #require(try await RefreshLease.take(client.tenant.id, in: database)).lease
      _ = try await database.inbox.receive([client.visit(1)])
      try await Worker(database, name: "one").once()
      #expect(try await database.jobs.list(of: client.tenant).map(\.kind) == [.refresh])
      #expect(try await client.query("select count(*) from core.dirty") == [["1"]])
      try await lease.keeping(in: database) {}
      try await client.refresh()
      #expect(try await client.query("select count(*) from core.dirty") == [["0"]])
      #expect(try await database.jobs.list(of: client.tenant).isEmpty)
    }
  }

  /// Cut off between the fold and the figures: no refresh is wanted, the job itself is there and computes.
  @Test func whoTakesATurnOverComputesWhatIsMarked() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      _ = try await database.inbox.receive([client.visit(1), client.visit(2)])
      let queue = DatabaseQueue(database.jobs, worker: "cut off")
      let job = try #require(try await queue.claim(1, in: .compute).first)
      _ = try await InboxFold.begin(database, tenant: job.tenant, isFollowedByRefresh: true).drain(rounds: 1)
      #expect(try await client.query("select count(*) from core.dirty") == [["1"]])
      #expect(try await database.jobs.list(of: client.tenant).map(\.kind) == [.fold])
      _ = try await queue.giveBack(job, after: .zero, failed: nil)
      try await Worker(database, name: "next").once()
      #expect(try await client.query("select count(*) from core.dirty") == [["0"]])
      #expect(try await client.query("select count(*) from core.qualification where upper_inf(qualified)") == [["1"]])
      // A sweep saw the marks, and wanted a refresh as well: where that met this turn at its work it comes again, for nothing.
      #expect(try await database.jobs.list(of: client.tenant).allSatisfy { $0.kind == .refresh })
    }
  }

  /// A fold that nobody follows wants its refresh, as an import does.
  @Test func aFoldAloneWantsARefresh() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      _ = try await database.inbox.receive([client.visit(1)])
      _ = try await InboxFold(database, tenant: client.tenant).drain(rounds: 1)
      #expect(try await database.jobs.list(of: client.tenant, in: .waiting).contains { $0.kind == .refresh })
    }
  }

  /// Few rows are written one by one: one that the log has stays as it came first, whatever comes beside it.
  @Test(arguments: [[1], [1, 2], [2, 3], [1, 2, 3, 4]] as [[UInt64]])
  func anEventThatTheLogHasAlreadyStaysAsItCameFirst(again: [UInt64]) async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      _ = try await database.inbox.receive([client.visit(1), client.visit(2)])
      try await Worker(database, name: "one").once()
      // Behind the back of intake, which takes no message that it knows.
      let administrator = try await Connection.open(place.conninfo)
      for number in again {
        let text = String(decoding: client.visit(number, page: "again").body, as: UTF8.self)
        try await administrator.simple(
          """
          insert into work.inbox (tenant_id, message, form, received_at, body)
          values (\(client.tenant.id.rawValue), '00000000-0000-0007-0000-00000000000\(number)', 'track', now(),
            convert_to($t$\(text)$t$, 'UTF8'))
          """)
      }
      await administrator.close()
      let turn = try await InboxFold(database, tenant: client.tenant, isFollowedByRefresh: true).drain(rounds: 1)
      #expect(turn.folded == again.count && turn.isComplete)
      let all = Set([1, 2] + again).sorted()
      #expect(
        try await client.query(
          "select message::text, properties->>'page' from core.event order by message")
          == all.map { ["00000000-0000-0007-0000-00000000000\($0)", $0 <= 2 ? "first" : "again"] })
      #expect(try await client.query("select count(*) from work.inbox") == [["0"]])
      // Whoever has nothing new is not marked.
      let fresh = again.contains { $0 > 2 }
      #expect(try await client.query("select count(*) from core.dirty") == [[fresh ? "1" : "0"]])
      #expect(try await client.query("select count(distinct arrival) = count(*) from core.event") == [["t"]])
    }
  }

  /// Several rounds of marks, and the lease is free afterwards as it is after one.
  @Test(arguments: [0, 1, 1_000, 1_100]) func theLeaseIsGivenBackHoweverManyAreMarked(leads: Int) async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      try await database.write(as: client.tenant.id) { [id = client.tenant.id] in
        if leads > 0 { try $0.mark(leads: (1...leads).map { LeadID(Int64($0)) }, of: id) }
      }
      #expect(try await Refresh(database, tenant: client.tenant.id).drain() == leads)
      #expect(try await client.query("select count(*) from core.dirty") == [["0"]])
      #expect(try await client.query("select count(*) from core.refresh") == [["0"]])
    }
  }

  /// Their facts are not answered in one piece: the first rows of many would be another lead's timeline.
  @Test func fewLeadsOfManyEventsAreReadToTheLast() async throws {
    try await withMigratedDatabase { database, place in
      let count = 5_010
      let client = try await Client.make(
        definition: "name: many visits\nqualified:\n  intent: events(\"page_view\").count() >= \(count)\n",
        in: database,
        place)
      _ = try await database.inbox.receive([client.visit(1)])
      try await Worker(database, name: "one").once()
      let administrator = try await Connection.open(place.conninfo)
      try await administrator.simple(
        """
        insert into core.event (tenant_id, message, keyring_id, arrival, occurred_at, whole_day, type)
        select tenant_id, gen_random_uuid(), keyring_id, arrival + n, occurred_at + n * interval '1 second', false, type
        from core.event, generate_series(1, \(count - 1)) as n
        """)
      await administrator.close()
      try await database.write(as: client.tenant.id) { [id = client.tenant.id] in
        try $0.mark(leads: [LeadID(1)], of: id)
      }
      #expect(try await Refresh(database, tenant: client.tenant.id).drain() == 1)
      #expect(try await client.query("select count(*) from core.qualification where upper_inf(qualified)") == [["1"]])
    }
  }
}

extension Client {
  fileprivate func visit(_ number: UInt64, page: String = "first") -> ReceivedMessage {
    let body =
      #"{"type":"track","event":"Page View","messageId":"\#(number)","userId":"u-1","properties":{"page":"\#(page)"},"#
      + #""timestamp":"2026-03-0\#(number)T10:00:00Z"}"#
    return ReceivedMessage(
      tenant: tenant.id, message: PostgresUUID(high: 7, low: number), form: "track",
      receivedAt: Int64(Date().timeIntervalSince1970 * 1_000_000), sentAt: nil, body: Array(body.utf8))
  }
}
