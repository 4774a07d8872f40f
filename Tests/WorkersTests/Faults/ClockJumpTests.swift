import Chance
import Engine
import Foundation
import LibPQ
import NaiveEvaluator
import Store
import TestSupport
import Testing

@testable import Workers

/// The database's clock jumps: over the changes of the clock, ahead as after a sleep, and back.
@Suite struct ClockJumpTests {
  /// A year, in steps of up to four days, with jumps back: every local day has its digest once, the 29 March and the
  /// 25 October among them.
  @Test(arguments: [
    ("Europe/Berlin", "30 2 * * *"), ("America/New_York", "30 1 * * *"), ("Australia/Lord_Howe", "15 2 * * *"),
    ("America/Santiago", "0 0 * * *"), ("Asia/Kathmandu", "0 0 * * *"),
  ])
  func aYearOfJumpsHasEachDayOnce(_ zone: String, _ cron: String) async throws {
    let tally = FaultTally("clock jumps, \(zone)")
    for seed in FaultTally.runs(1, oneIn: 40) {
      try await withClockwork { queue in
        var random = SplitMix64(seed: seed)
        let tenant = queue.tenants[0]
        try await queue.plan(cron, zone, .all, of: tenant)
        let began = ContinuousClock.now
        var (days, jumps) = (0.0, 0)
        while days < 366 {
          let isBack = Int.random(in: 0..<6, using: &random) == 0
          let step = isBack ? -Double.random(in: 0..<0.2, using: &random) : Double.random(in: 0..<4, using: &random)
          days += step
          jumps += isBack || step > 1 ? 1 : 0
          try await queue.pass(.milliseconds(Int(step * 86_400_000)))
          // Two workers at once, each with what it has read.
          async let one = ScheduleRound(queue.database).fire()
          async let two = ScheduleRound(queue.database).fire()
          _ = try await (one, two)
          try await queue.takeDigests()
        }
        let today = try #require(Zone(iana: zone)).day(ofInstant: try await queue.instant())
        let taken = try await queue.sql(
          """
          select count(*), count(distinct subject), min(subject), max(subject)
            from work.taken where subject > '2026-01-01' and subject < '\(today)'
          """)[0]
        let wanted = Int(today.number - (Day(iso: "2026-01-02") ?? Day(0)).number)
        let (all, distinct) = (Int(taken[0] ?? "") ?? 0, Int(taken[1] ?? "") ?? 0)
        tally.add(
          struck: jumps, lost: wanted - distinct, doubled: all - distinct, recovery: ContinuousClock.now - began)
      }
    }
    tally.report()
    #expect(tally.isHarmless)
  }

  /// The host slept for twelve days.
  @Test(arguments: [(CatchUp.latest, 1), (.skip, 0), (.all, 12)])
  func aSleepIsMadeUpForAsItWasAskedFor(_ catchUp: CatchUp, _ wanted: Int) async throws {
    try await withClockwork { queue in
      try await queue.plan("30 2 * * *", "Europe/Berlin", catchUp, of: queue.tenants[0])
      try await queue.pass(.seconds(12 * 86_400))
      let round = ScheduleRound(queue.database)
      #expect(try await round.fire() == 1)
      #expect(try await round.fire() == 0)
      #expect(try await queue.sql("select count(*) from work.job") == [["\(wanted)"]])
      // The next one comes at its time.
      try await queue.pass(.seconds(5_410))
      #expect(try await round.fire() == 1)
      #expect(try await queue.sql("select count(*) from work.job") == [["\(wanted + 1)"]])
    }
  }

  /// A clock that is set back makes nobody's lease shorter and nobody's job come twice; one that is set ahead lets a
  /// job be taken over at once, and the token of the first is worth nothing.
  @Test func leasesBearAClockThatJumps() async throws {
    try await withClockwork { queue in
      let jobs = queue.database.jobs
      try await queue.enqueue("", of: queue.tenants[0])
      let job = try #require(try await queue.claim(1).first)
      try await queue.pass(.seconds(-3_600))
      #expect(try await queue.claim(1).isEmpty)
      #expect(try await jobs.extend([job]) == [job])
      try await queue.pass(.seconds(7_200))
      let other = try #require(try await queue.claim(1).first)
      #expect(other.id == job.id && other.token > job.token)
      #expect(try await jobs.finish([job]) == [job], "overtaken")
      #expect(try await jobs.finish([other]).isEmpty)
    }
  }
}

extension Clockwork {
  fileprivate func plan(_ cron: String, _ zone: String, _ catchUp: CatchUp, of tenant: Tenant) async throws {
    let next = try Cron(cron).next(after: try await instant(), in: Zone(iana: zone) ?? .utc) ?? 0
    try await sql(
      """
      create table if not exists work.taken (subject text);
      insert into work.schedule (tenant_id, kind, cron, zone, catch_up, next_at)
      values (\(tenant.id.rawValue), 'digest', '\(cron)', '\(zone)', '\(catchUp.rawValue)',
              'epoch'::timestamptz + \(next) * interval '1 us')
      """)
  }

  fileprivate func instant() async throws -> Int64 {
    let rows = try await sql("select (extract(epoch from moment) * 1000000)::bigint from work.test_clock")
    return rows[0][0].flatMap { Int64($0) } ?? 0
  }

  /// As a worker would: they are done and leave, and could come again.
  fileprivate func takeDigests() async throws {
    try await sql(
      "with gone as (delete from work.job returning subject) insert into work.taken select subject from gone")
  }
}
