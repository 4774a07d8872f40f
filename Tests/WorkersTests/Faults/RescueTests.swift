import Engine
import LibPQ
import Store
import TestSupport
import Testing

@testable import Workers

/// What befell the queues of others, tried on ours. The names are those of their reports (Docs/Reliability.md).
@Suite struct RescueTests {
  /// river #1258: a rescue that never got past the rows that it may not rescue.
  @Test func whatCannotBeRescuedIsInNobodysWay() async throws {
    try await withClockwork(tenants: 3) { queue in
      let (suspended, locked, free) = (queue.tenants[0], queue.tenants[1], queue.tenants[2])
      var terms = Jobs.Terms()
      terms.capPerTenant = 50
      for tenant in [suspended, locked] {
        for job in 0..<40 { try await queue.enqueue("\(job)", of: tenant) }
        _ = try await queue.claim(40, terms: terms)
      }
      try await queue.enqueue("last", of: free)
      try await queue.pass(.seconds(1))
      #expect(try await queue.claim(1).map(\.subject) == ["last"])
      try await queue.pass(.seconds(61))
      try await queue.database.tenants.suspend(suspended)
      let holder = try await Connection.open(queue.place.conninfo)
      try await holder.simple("begin; select from work.hand where tenant_id = \(locked.id.rawValue) for update")
      // 80 that lapsed before it may not be touched; it is rescued at the first call.
      let rescued = try await queue.claim(1)
      #expect(rescued.map(\.subject) == ["last"] && rescued[0].crashes == 1)
      await holder.close()
    }
  }

  /// graphile-worker #449: a job whose attempts were used up, and whose worker then died, was never released.
  @Test func aCrashInTheLastAttemptIsRescuedAndTheNextFailureEndsIt() async throws {
    try await withClockwork { queue in
      let jobs = queue.database.jobs
      try await queue.enqueue("", of: queue.tenants[0])
      for _ in 0..<9 {
        let job = try #require(try await queue.claim(1).first)
        #expect(try await jobs.giveBack(job, after: .zero, failed: "no") == .waiting)
      }
      _ = try #require(try await queue.claim(1).first)
      try await queue.pass(.seconds(61))
      let again = try #require(try await queue.claim(1).first)
      #expect(again.attempts == 9 && again.crashes == 1)
      #expect(try await jobs.giveBack(again, after: .zero, failed: "no") == .dead)
      #expect(try await jobs.list().map(\.state) == [.dead])
    }
  }

  /// procrastinate #1408: the job that rescued others was itself stalled. Here every claim rescues, and who
  /// dies in the middle of one leaves nothing behind.
  @Test func aClaimThatIsBrokenOffHasRescuedNothingAndTheNextOneDoes() async throws {
    try await withClockwork { queue in
      try await queue.enqueue("", of: queue.tenants[0])
      let first = try #require(try await queue.claim(1).first)
      try await queue.pass(.seconds(61))
      let rescuer = try await Connection.open(queue.place.conninfo)
      try await rescuer.simple("begin; select * from work.claim('compute', 1, 4, 0, 'dies', interval '60 s', 3, true)")
      #expect(try await queue.claim(1).isEmpty)
      await rescuer.close()
      while try await queue.sql(
        "select count(*) from pg_stat_activity where state like 'idle in%' and datname = current_database()") != [["0"]]
      {}
      let second = try #require(try await queue.claim(1).first)
      #expect(second.token > first.token && second.crashes == 1)
    }
  }

  /// que #110: a lock of a session stays where a pooler leaves the session. No login of ours may take one.
  @Test func theServiceTakesNoLockThatOutlivesItsTransaction() async throws {
    try await withClockwork { queue in
      let tenant = queue.tenants[0].id
      for lock in ["pg_advisory_lock(1)", "pg_try_advisory_lock(1)"] {
        await #expect(throws: PostgresError.self) {
          try await queue.database.read(as: tenant) { try $0.simple("select \(lock)") }
        }
      }
    }
  }

  /// solid_queue #589: finished and failed at once, after a heartbeat that came late.
  @Test func aLateHeartbeatDoesNotBringBackWhatHasEnded() async throws {
    try await withClockwork { queue in
      let jobs = queue.database.jobs
      try await queue.enqueue("", of: queue.tenants[0])
      let job = try #require(try await queue.claim(1).first)
      #expect(try await jobs.finish([job]).isEmpty)
      #expect(try await jobs.extend([job]).isEmpty)
      #expect(try await jobs.giveBack(job, after: .zero, failed: "late") == nil)
      #expect(try await jobs.list().isEmpty)
    }
  }
}
