import Engine
import LibPQ
import SQLCatalog
import Store
import TestSupport
import Testing

@testable import Workers

/// The promises of the queue, against PostgreSQL.
@Suite struct JobQueueTests {
  @Test func aJobIsThereWhenAndOnlyWhenItsTransactionIs() async throws {
    try await withClockwork { queue in
      let tenant = queue.tenants[0]
      struct Undone: Error {}
      await #expect(throws: Undone.self) {
        try await queue.database.write(as: tenant.id) { session in
          try session.enqueue(.refresh, of: tenant.id)
          throw Undone()
        }
      }
      #expect(try await queue.claim(5).isEmpty)
      try await queue.enqueue("", of: tenant)
      try await queue.enqueue("", of: tenant)
      let jobs = try await queue.claim(5)
      #expect(jobs.count == 1 && jobs[0].tenant == tenant.id && jobs[0].slug == "t0")
      #expect(try await queue.database.jobs.finish(jobs).isEmpty)
      #expect(try await queue.database.jobs.list().isEmpty)
    }
  }

  /// What is wanted while it runs is another run, which begins when the first has ended.
  @Test func whatRunsIsWantedAgainAndRunsOneAfterTheOther() async throws {
    try await withClockwork { queue in
      try await queue.enqueue("", of: queue.tenants[0])
      let first = try await queue.claim(5)
      try await queue.enqueue("", of: queue.tenants[0])
      #expect(try await queue.claim(5).isEmpty)
      _ = try await queue.database.jobs.finish(first)
      #expect(try await queue.claim(5).count == 1)
    }
  }

  /// A fold that wants a refresh which waits already, and has not committed: no worker may begin it before.
  @Test func aJobThatIsWantedByAnOpenTransactionIsNotBegunBeforeItEnds() async throws {
    try await withClockwork { queue in
      let tenant = queue.tenants[0]
      try await queue.enqueue("", of: tenant)
      let other = try await Connection.open(queue.place.conninfo)
      try await other.simple("begin; update work.job set run_at = run_at")
      #expect(try await queue.claim(5).isEmpty)
      try await other.simple("commit")
      #expect(try await queue.claim(5).count == 1)
      await other.close()
    }
  }

  @Test func aLeaseThatIsOverIsAnybodysAndTheOldTokenIsWorthNothing() async throws {
    try await withClockwork { queue in
      let jobs = queue.database.jobs
      try await queue.enqueue("", of: queue.tenants[0])
      let first = try #require(try await queue.claim(1).first)
      try await queue.pass(.seconds(59))
      #expect(try await queue.claim(1).isEmpty)
      #expect(try await jobs.extend([first]) == [first])
      try await queue.pass(.seconds(59))
      #expect(try await queue.claim(1).isEmpty)
      try await queue.pass(.seconds(1))
      let second = try #require(try await queue.claim(1).first)
      #expect(second.id == first.id && second.token > first.token && second.crashes == 1)
      #expect(try await jobs.extend([first]).isEmpty)
      #expect(try await jobs.finish([first]) == [first])
      #expect(try await jobs.giveBack(first, after: .zero) == nil)
      #expect(try await !jobs.holds(first))
      await #expect(throws: StoreError.overtaken) {
        try await queue.database.write(as: first.tenant) { try $0.finish(first) }
      }
      #expect(try await jobs.holds(second))
      try await queue.database.write(as: second.tenant) { try $0.finish(second) }
      #expect(try await !jobs.holds(second))
    }
  }

  /// A thousand waiting jobs of a tenant must not be sorted to find the first: what the policy lets pass, the index orders.
  @Test func theFirstJobOfATenantIsFoundAlongTheIndex() async throws {
    try await withClockwork { queue in
      let administrator = try await Connection.open(queue.place.conninfo)
      try await administrator.simple("set role headway_dispatch; set enable_seqscan = off; set enable_bitmapscan = off")
      let plan = try await administrator.query(
        """
        explain (costs off)
        select f.job_id
          from guard.tenant t
         cross join lateral (
           select j.job_id from work.job j
            where j.tenant_id = t.tenant_id and j.lane = 'compute' and j.run_at <= now()
            order by j.run_at, j.job_id limit 1) f
        """)
      let text = plan.compactMap { $0.first.flatMap { $0 } }.joined(separator: "\n")
      #expect(text.contains("job_due") && !text.contains("Sort"), "\(text)")
      await administrator.close()
    }
  }

  @Test func whatTakesItsWorkerDownThreeTimesIsPutInQuarantineAndHoldsUpNobody() async throws {
    try await withClockwork(tenants: 2) { queue in
      try await queue.enqueue("poison", of: queue.tenants[0])
      for crashes in 0..<3 {
        #expect(try await queue.claim(1).first?.crashes == crashes)
        try await queue.pass(.seconds(61))
      }
      try await queue.enqueue("good", of: queue.tenants[1])
      #expect(try await queue.claim(5).map(\.subject) == ["good"])
      let listed = try await queue.database.jobs.list(in: .quarantined)
      #expect(listed.map(\.subject) == ["poison"] && listed[0].crashes == 3)
      // Looked into, and tried again.
      #expect(try await queue.database.jobs.retry(listed[0].id) == .quarantined)
      #expect(try await queue.claim(5).map(\.subject) == ["poison"])
    }
  }

  @Test func tenFailuresMakeADeadLetterAndOneThatGivesItBackInOrderDoesNot() async throws {
    try await withClockwork { queue in
      let jobs = queue.database.jobs
      try await queue.enqueue("", of: queue.tenants[0])
      for attempt in 0..<10 {
        let free = try #require(try await queue.claim(1).first)
        #expect(try await jobs.giveBack(free, after: .zero) == .waiting)
        let job = try #require(try await queue.claim(1).first)
        #expect(job.attempts == attempt)
        #expect(try await jobs.giveBack(job, after: .seconds(5), failed: "no") == (attempt < 9 ? .waiting : .dead))
        #expect(try await queue.claim(1).isEmpty)
        try await queue.pass(.seconds(5))
      }
      let listed = try await jobs.list()
      #expect(listed.map(\.state) == [.dead] && listed[0].lastError == "no" && listed[0].attempts == 10)
      // The tenant's next change begins anew; the letter stays to be looked at.
      try await queue.enqueue("", of: queue.tenants[0])
      #expect(try await queue.claim(1).first?.attempts == 0)
      #expect(try await jobs.discard(listed[0].id) == .dead)
      #expect(try await jobs.discard(listed[0].id) == nil)
    }
  }

  /// A failed attempt while the same is wanted anew: one job goes on, with the attempts of the first.
  @Test func aFailedAttemptAndItsTwinBecomeOne() async throws {
    try await withClockwork { queue in
      try await queue.enqueue("", of: queue.tenants[0])
      let job = try #require(try await queue.claim(1).first)
      try await queue.enqueue("", of: queue.tenants[0])
      #expect(try await queue.database.jobs.giveBack(job, after: .seconds(30), failed: "no") == .waiting)
      #expect(try await queue.claim(5).isEmpty)
      // What rests after a failure is not woken by every event.
      try await queue.enqueue("", of: queue.tenants[0])
      #expect(try await queue.claim(5).isEmpty)
      try await queue.pass(.seconds(30))
      #expect(try await queue.claim(5).map(\.attempts) == [1])
    }
  }

  @Test func everyTenantHasItsTurnAndACap() async throws {
    try await withClockwork(tenants: 6) { queue in
      let hog = queue.tenants[2]
      try await queue.sql(
        """
        insert into work.job (tenant_id, lane, kind, subject, run_at, created_at)
        select \(hog.id.rawValue), 'compute', 'refresh', n, '2025-01-01', '2025-01-01' from generate_series(1, 20000) n
        """)
      for tenant in queue.tenants where tenant != hog { try await queue.enqueue("one", of: tenant) }
      let first = try await queue.claim(6)
      #expect(Set(first.map(\.tenant)).count == 6)
      // Now the hog alone has any left: as many as its cap allows.
      #expect(try await queue.claim(50, after: hog.id).count == 3)
      #expect(try await queue.claim(50).isEmpty)
    }
  }

  /// Two share six places; what the first leaves free the second has.
  @Test func whatATenantLeavesFreeAnotherHasInTheSameClaim() async throws {
    try await withClockwork(tenants: 2) { queue in
      try await queue.enqueue("only", of: queue.tenants[0])
      for subject in 0..<9 { try await queue.enqueue("\(subject)", of: queue.tenants[1]) }
      let jobs = try await queue.claim(5)
      #expect(jobs.count == 5)
      #expect(jobs.filter { $0.tenant == queue.tenants[1].id }.count == 4)
    }
  }

  /// Who asks for many takes a few of each: as many of everybody, and nobody twice before all had that.
  @Test(arguments: [(63, 1), (64, 1), (128, 2), (200, 3), (256, 4), (400, 4)])
  func aLargeClaimTakesAsManyOfEachTenant(_ wanted: Int, _ share: Int) async throws {
    try await withClockwork(tenants: 5) { queue in
      for tenant in queue.tenants {
        try await queue.sql(
          """
          insert into work.job (tenant_id, lane, kind, subject, run_at, created_at)
          select \(tenant.id.rawValue), 'compute', 'refresh', n, '2025-01-01', '2025-01-01' from generate_series(1, 9) n
          """)
      }
      // Fewer tenants than places, so that all have their share and the second round gives the rest, up to the cap.
      let jobs = try await queue.claim(wanted)
      let counts = Dictionary(grouping: jobs, by: \.tenant).mapValues(\.count)
      #expect(counts.values.sorted() == [4, 4, 4, 4, 4])
      let firsts = jobs.prefix(5 * share).map(\.tenant)
      #expect(Dictionary(grouping: firsts) { $0 }.values.allSatisfy { $0.count == share }, "\(firsts)")
    }
  }

  @Test func aSuspendedTenantsJobsWaitUntilItIsBack() async throws {
    try await withClockwork(tenants: 2) { queue in
      for tenant in queue.tenants { try await queue.enqueue("", of: tenant) }
      try await queue.database.tenants.suspend(queue.tenants[0])
      #expect(try await queue.claim(5).map(\.tenant) == [queue.tenants[1].id])
      try await queue.database.tenants.resume(queue.tenants[0])
      #expect(try await queue.claim(5).map(\.tenant) == [queue.tenants[0].id])
    }
  }

  @Test func workWithoutAJobGetsOneAndASecondLookMakesNone() async throws {
    try await withClockwork(tenants: 3) { queue in
      try await queue.sql(
        "insert into core.dirty values (\(queue.tenants[1].id.rawValue), 'lead', 1, 1)")
      #expect(try await queue.database.jobs.sweep() == 1)
      #expect(try await queue.database.jobs.sweep() == 0)
      #expect(try await queue.claim(5).map(\.tenant) == [queue.tenants[1].id])
    }
  }

  @Test func nobodyButTheServiceInItsTenantWritesJobs() async throws {
    try await withClockwork(tenants: 2) { queue in
      let (own, other) = (queue.tenants[0].id, queue.tenants[1].id)
      await #expect(throws: PostgresError.self) {
        try await queue.database.write(as: own) { try $0.enqueue(.refresh, of: other) }
      }
      try await queue.enqueue("", of: queue.tenants[1])
      let seen = try await queue.database.read(as: own) { try $0.query("select * from work.job") }
      #expect(seen.isEmpty)
    }
  }

  // MARK: Broken rules

  @Test func aClaimWithoutFencingWouldBeNoticed() async throws {
    let broken = (" and h.token = held_under for update", " for update")
    try await withClockwork(breaking: [broken]) { queue in
      try await queue.enqueue("", of: queue.tenants[0])
      let first = try #require(try await queue.claim(1).first)
      try await queue.pass(.seconds(61))
      _ = try await queue.claim(1)
      #expect(try await queue.database.jobs.finish([first]).isEmpty)
    }
  }

  @Test func aTurnWithoutAShareWouldBeNoticed() async throws {
    // Whose turn it is takes all that it may, before anybody else has had one.
    let broken = ("limit least(cap - r.running, share)", "limit cap - r.running")
    try await withClockwork(tenants: 6, breaking: [broken]) { queue in
      for tenant in queue.tenants.reversed() {
        for subject in 0..<4 { try await queue.enqueue("\(subject)", of: tenant) }
        try await queue.pass(.seconds(1))
      }
      #expect(Set(try await queue.claim(6).map(\.tenant)).count < 6)
    }
  }

  /// The clock of a lease is that of the moment: in a transaction that began long ago it would be short.
  @Test func aLeaseBeginsWhenItIsTakenNotWhenItsTransactionBegan() async throws {
    try await withClockworkOfThisMoment { queue in
      try await queue.enqueue("", of: queue.tenants[0])
      let worker = try await Connection.open(queue.place.conninfo)
      try await worker.simple("begin; select now()")
      // Time passes until the server says so.
      while try await worker.query("select clock_timestamp() - now() > interval '30 ms'").first?.first != "t" {}
      let before =
        try await worker.query("select clock_timestamp() + interval '60 s'").first?.first.flatMap { $0 } ?? ""
      try await worker.simple("select * from work.claim('compute', 1, 4, 0, 'test', interval '60 s', 3, true)")
      let rows = try await worker.query("select leased_until >= '\(before)' from work.hand")
      #expect(rows == [["t"]])
      await worker.close()
    }
  }
}

/// As ``withClockwork(tenants:breaking:_:)``, on the product's own clock.
private func withClockworkOfThisMoment(_ body: (Clockwork) async throws -> Void) async throws {
  try await withClockwork { queue in
    let clock = try #require(SQL.code.first { $0.name == "0150-work-clock" })
    try await queue.sql(clock.text)
    try await body(queue)
  }
}
