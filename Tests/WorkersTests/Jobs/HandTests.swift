import Engine
import LibPQ
import Store
import TestSupport
import Testing

@testable import Workers

/// What runs lies in hands (Docs/Decisions/0037): how it ends while others are at the same hand.
@Suite struct HandTests {
  /// A heartbeat that is under way writes the hand anew.
  @Test func anEndThatMeetsAHeartbeatIsNoOvertaking() async throws {
    try await withClockwork { queue in
      let job = try await Self.claimed(in: queue)
      let overtaken = try await Self.finishing(
        job, while: "update work.hand set leased_until = leased_until + interval '1 s'", in: queue)
      #expect(overtaken.isEmpty)
      #expect(try await queue.database.jobs.list().isEmpty)
    }
  }

  @Test func anEndThatMeetsARescueIsOvertakenAndTheJobStays() async throws {
    try await withClockwork { queue in
      let job = try await Self.claimed(in: queue)
      let overtaken = try await Self.finishing(
        job, while: "update work.hand set token = token + 1, leased_until = leased_until + interval '60 s'", in: queue)
      #expect(overtaken == [job])
      #expect(try await queue.database.jobs.list().map(\.state) == [.running])
    }
  }

  private static func claimed(in queue: Clockwork) async throws -> LeasedJob {
    try await queue.enqueue("", of: queue.tenants[0])
    return try #require(try await queue.claim(1).first)
  }

  /// Ends a job while a transaction that has changed its row is open, which then commits.
  private static func finishing(
    _ job: LeasedJob, while change: String, in queue: Clockwork
  ) async throws -> Set<LeasedJob> {
    let other = try await Connection.open(queue.place.conninfo)
    try await other.simple("begin; \(change)")
    async let overtaken = queue.database.jobs.finish([job])
    try await other.untilWaiting(1)
    try await other.simple("commit")
    await other.close()
    return try await overtaken
  }

  /// Several of a tenant are handed out as one; each ends, fails and is given back for itself.
  @Test func whatWasHandedOutTogetherEndsOneByOne() async throws {
    try await withClockwork(tenants: 2) { queue in
      let jobs = queue.database.jobs
      for tenant in queue.tenants {
        for subject in 0..<9 { try await queue.enqueue("\(subject)", of: tenant) }
      }
      var terms = Jobs.Terms()
      terms.capPerTenant = 9
      let claimed = try await queue.claim(9 * 64, terms: terms)
      #expect(claimed.count == 18 && Set(claimed.map(\.token)).count == 2)
      let held = claimed.filter { $0.tenant == queue.tenants[0].id }.sorted { $0.subject < $1.subject }
      #expect(try await jobs.finish([held[0]]) == [])
      #expect(try await jobs.finish([held[0], held[1]]) == [held[0]])
      #expect(try await jobs.giveBack(held[2], after: .zero, failed: "no") == .waiting)
      #expect(try await jobs.giveBack(held[2], after: .zero, failed: "no") == nil)
      try await queue.database.write(as: held[3].tenant) { try $0.finish(held[3]) }
      #expect(try await !jobs.holds(held[3]))
      #expect(try await jobs.holds(held[4]))
      #expect(try await jobs.extend(claimed) == Set(claimed).subtracting(held[...3]))
      #expect(try await queue.claim(1, terms: terms).map(\.subject) == ["2"])
      // The whole of one tenant, what is left of the other, and one of each that has gone.
      #expect(try await jobs.finish(claimed) == Set(held[...3]))
      #expect(try await jobs.list().map(\.subject) == ["2"])
    }
  }

  /// Whoever has fewer places than a hand has jobs takes up as many; the worker that comes back keeps what is left of it.
  @Test func aHandIsRescuedInParts() async throws {
    try await withClockwork { queue in
      let jobs = queue.database.jobs
      for subject in 0..<4 { try await queue.enqueue("\(subject)", of: queue.tenants[0]) }
      let first = Set(try await queue.claim(4 * 64))
      #expect(first.count == 4)
      try await queue.pass(.seconds(61))
      let second = try await queue.claim(3)
      #expect(second.count == 3 && second.allSatisfy { $0.crashes == 1 })
      let left = first.filter { job in !second.contains { $0.id == job.id } }
      #expect(try await jobs.extend(Array(first)) == left)
      #expect(try await jobs.finish(Array(first)) == first.subtracting(left))
      #expect(try await jobs.finish(second) == [])
      #expect(try await jobs.list().isEmpty)
    }
  }

  /// Two ends of one hand at once: the second waits for the first, and leaves no empty hand behind.
  @Test func twoEndsOfOneHandLeaveNothing() async throws {
    try await withClockwork { queue in
      for subject in 0..<2 { try await queue.enqueue("\(subject)", of: queue.tenants[0]) }
      let held = try await queue.claim(4 * 64)
      let ending = "select work.take_from(\(held[0].tenant.rawValue), \(held[0].token), array[\(held[0].id)])"
      #expect(try await Self.finishing(held[1], while: ending, in: queue).isEmpty)
      #expect(try await queue.sql("select count(*) from work.hand") == [["0"]])
    }
  }

  /// Jobs of one hand wait for each other. Who does not ask for hundreds has none with two.
  @Test func aSmallClaimMakesAHandOfEachJob() async throws {
    try await withClockwork { queue in
      for subject in 0..<4 { try await queue.enqueue("\(subject)", of: queue.tenants[0]) }
      #expect(Set(try await queue.claim(32).map(\.token)).count == 4)
      try await queue.pass(.seconds(61))
      let rescued = try await queue.claim(32)
      #expect(Set(rescued.map(\.token)).count == 4 && rescued.allSatisfy { $0.crashes == 1 })
    }
  }

  /// A heartbeat holds the first hand and waits for the second; an end of the third has to wait for the first, and it
  /// must not hold the third meanwhile.
  @Test func aHeartbeatAndAnEndDoNotWaitForEachOther() async throws {
    try await withClockwork(tenants: 3) { queue in
      let jobs = queue.database.jobs
      for tenant in queue.tenants { for subject in 0..<2 { try await queue.enqueue("\(subject)", of: tenant) } }
      let held = try await queue.claim(128).sorted { ($0.tenant, $0.subject) < ($1.tenant, $1.subject) }
      #expect(held.count == 6 && Set(held.map(\.token)).count == 3)
      let third = try await Connection.open(queue.place.conninfo)
      try await third.simple("begin; select from work.hand where token = \(held[2].token) for update")
      async let alive = jobs.extend(held)
      try await third.untilWaiting(1)
      async let overtaken = jobs.finish([held[0], held[4], held[5]])
      try await third.untilWaiting(2)
      try await third.simple("commit")
      await third.close()
      #expect(try await alive == Set(held))
      #expect(try await overtaken == [])
      #expect(Set(try await jobs.list(in: .running).map(\.id)) == Set(held[1...3].map(\.id)))
    }
  }

  /// Planned when there was one hand, or none, they must not go through all for each.
  @Test func aHeartbeatAndAnEndLookEachHandUp() async throws {
    try await withClockwork(tenants: 300) { queue in
      let administrator = try await Connection.open(queue.place.conninfo)
      try await queue.enqueue("", of: queue.tenants[0])
      #expect(try await queue.claim(1).count == 1)
      try await administrator.simple("vacuum analyze work.hand")
      for tenant in queue.tenants { try await queue.enqueue("other", of: tenant) }
      let held = try await queue.claim(300)
      #expect(held.count == 300)
      let tenants = held.map { "\($0.tenant.rawValue)" }.joined(separator: ",")
      let (ids, tokens) = (
        held.map { "\($0.id)" }.joined(separator: ","), held.map { "\($0.token)" }.joined(separator: ",")
      )
      for call in [
        "work.extend('{\(tenants)}', '{\(tokens)}', interval '60 s')",
        "work.finish_all('{\(tenants)}', '{\(ids)}', '{\(tokens)}')",
      ] {
        let before = try await administrator.entriesRead()
        try await administrator.simple("select count(*) from \(call)")
        let read = try await administrator.entriesRead() - before
        #expect(read >= 300 && read < 3_000, "\(call.prefix(16)) read \(read) entries")
      }
      await administrator.close()
      #expect(try await queue.sql("select count(*) from work.hand") == [["1"]])
    }
  }

  /// A claim that was under way when the tenant was closed puts its job where the deletion has looked already.
  @Test func aDeletionFindsWhatAClaimHasJustTaken() async throws {
    try await withClockwork { queue in
      try await queue.enqueue("", of: queue.tenants[0])
      let claiming = try await Connection.open(queue.place.conninfo)
      try await claiming.simple(
        "begin; select * from work.claim('compute', 1, 4, 0, 'slow', interval '60 s', 3, false)")
      async let deleted = queue.database.tenants.delete(queue.tenants[0])
      try await claiming.untilWaiting(1)
      try await claiming.simple("commit")
      await claiming.close()
      _ = try await deleted
      #expect(try await queue.sql("select count(*) from work.hand") == [["0"]])
    }
  }

  /// In the tenant that it has entered, and in no other.
  @Test func theServiceTakesFromNoHandOfAnotherTenant() async throws {
    try await withClockwork(tenants: 2) { queue in
      try await queue.enqueue("", of: queue.tenants[1])
      let job = try #require(try await queue.claim(1).first)
      let taking =
        "select cardinality(t.taken) from work.take_from(\(job.tenant.rawValue), \(job.token), array[\(job.id)]) t"
      let taken = try await queue.database.write(as: queue.tenants[0].id) { try $0.query(taking) }
      #expect(taken == [["0"]])
      #expect(try await queue.database.jobs.holds(job))
    }
  }
}

extension Connection {
  /// Returns when so many sessions of this database wait for a lock.
  fileprivate func untilWaiting(_ count: Int) async throws {
    let waiting =
      "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    while try await query(waiting).first?.first != "\(count)" {
      try await simple("select pg_stat_clear_snapshot()")
    }
  }

  /// How many entries of the index over hands were read by sessions that have said so.
  fileprivate func entriesRead() async throws -> Int {
    try await simple("select pg_stat_force_next_flush()")
    try await simple("select pg_stat_clear_snapshot()")
    let rows = try await query(
      "select idx_tup_read from pg_stat_all_indexes where indexrelid = 'work.hand_pkey'::regclass")
    return Int(rows.first?.first.flatMap { $0 } ?? "") ?? 0
  }
}
