import Engine
import LibPQ
import MigratedDatabase
import Observation
import Store
import TestSupport
import Testing

@testable import Workers

/// Schedules by the thousand, and schedules that were left alone for long.
@Suite struct ManySchedulesTests {
  @Test func tenThousandThatAreDueAtOnceAreTakenOnceEachByTwoWorkers() async throws {
    try await withMigration { migrated in
      let count = 10_000
      try await Self.sql(migrated, Self.tenants(count, dueBefore: "1 minute"))
      let meters = Meters()
      let clock = ContinuousClock()
      let began = clock.now
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<2 {
          group.addTask {
            let database = migrated.open()
            let round = ScheduleRound(database, observe: meters.observe)
            _ = try await round.fire()
            await database.close()
          }
        }
        try await group.waitForAll()
      }
      let took = clock.now - began
      let jobs = try await Self.sql(migrated, "select count(*), count(distinct tenant_id) from work.job")
      let due = try await Self.sql(migrated, "select count(*) from work.schedule where next_at <= now()")
      #expect(jobs == [["\(count)", "\(count)"]] && due == [["0"]])
      let sum = Int(meters.read().first { $0.series.name == "schedules_fired_total" }?.value ?? 0)
      let tally = FaultTally("10,000 schedules due at once, two workers")
      tally.add(struck: count, lost: max(0, count - sum), doubled: max(0, sum - count), recovery: took)
      tally.report()
      #expect(tally.isHarmless)
    }
  }

  /// No worker ran for ten days, or its host slept: 14,400 times have passed. It fires, once, and goes on.
  @Test(arguments: [CatchUp.latest, .skip, .all])
  func aScheduleThatIsFarBehindGoesOn(_ catchUp: CatchUp) async throws {
    try await withMigration { migrated in
      try await Self.sql(
        migrated, Self.tenants(1, cron: "* * * * *", dueBefore: "10 days", catchUp: catchUp.rawValue))
      let database = migrated.open()
      let round = ScheduleRound(database) { _ in }
      // A minute may pass between the two: what is compared is the moment before.
      let before = try #require(try await Self.sql(migrated, "select now()").first?.first ?? nil)
      #expect(try await round.fire() == 1)
      await database.close()
      let next = try await Self.sql(
        migrated, "select next_at > '\(before)' and next_at <= now() + interval '1 minute' from work.schedule")
      #expect(next == [["t"]])
      // The digests of a hundred minutes are those of two days, at most; what was just due is not missed.
      let jobs = try await Self.sql(migrated, "select count(*) between 1 and 2 from work.job")
      #expect(jobs == [["t"]])
    }
  }

  private static func tenants(
    _ count: Int, cron: String = "0 8 * * *", dueBefore: String, catchUp: String = "latest"
  ) -> String {
    """
    insert into guard.tenant (tenant_id, slug, name, timezone)
    select n, 't' || n, 't' || n, 'UTC' from generate_series(1, \(count)) n;
    insert into work.schedule (tenant_id, kind, cron, zone, catch_up, next_at)
    select n, 'digest', '\(cron)', 'UTC', '\(catchUp)', date_trunc('minute', now()) - interval '\(dueBefore)'
      from generate_series(1, \(count)) n;
    """
  }

  @discardableResult
  private static func sql(_ migrated: MigratedDatabase, _ text: String) async throws -> [[String?]] {
    let connection = try await Connection.open(migrated.place.conninfo)
    let rows = try await connection.query(text)
    await connection.close()
    return rows
  }
}
