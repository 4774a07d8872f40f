import Foundation
import LibPQ
import Store
import Workers

/// A day that passes for many tenants without anything happening to them.
///
/// The tenants live in 24 zones, have timelines and days that are known to come, but not today, and nobody to tell.
/// What a worker does for the day: the times of all zones have come, and are taken. Held against one look
/// along the index at as many schedules of tenants' own, which is where a row for each tenant would begin.
struct IdleBench {
  let database: BenchDatabase
  let tenants: Int
  let runs: Int
  let say: @Sendable (String) -> Void

  /// A day is taken so often in each run: one alone is a few milliseconds.
  static let days = 10
  static let zones = [
    "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Chicago",
    "America/New_York", "America/Halifax", "America/Sao_Paulo", "Atlantic/South_Georgia", "Atlantic/Azores",
    "Europe/London", "Europe/Berlin", "Europe/Helsinki", "Europe/Istanbul", "Asia/Dubai", "Asia/Karachi", "Asia/Dhaka",
    "Asia/Bangkok", "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney", "Pacific/Guadalcanal", "Pacific/Auckland",
    "Pacific/Apia",
  ]

  init(database: BenchDatabase, scale: Double, runs: Int, say: @escaping @Sendable (String) -> Void) {
    self.database = database
    tenants = max(100, Int(10_000 * min(scale, 1)))
    self.runs = runs
    self.say = say
  }

  func run() async throws -> [Figure] {
    say("idle: making \(tenants) tenants")
    try await prepare()
    let round = ScheduleRound(database.service)
    var (ours, scan) = (Series(), Series())
    for run in 1...runs {
      var taken = 0.0
      for _ in 0..<Self.days {
        try await makeDue()
        taken += try await seconds {
          let fired = try await round.fire()
          guard fired >= Self.zones.count * 2 else {
            throw StoreError.unfit(reason: "only \(fired) schedules were due on the day that passed")
          }
        }
      }
      ours.add(taken / Double(Self.days) * 1_000)
      scan.add(try await scanning())
      say("idle: run \(run) of \(runs): \(text(ours.values[run - 1])) ms, scan \(text(scan.values[run - 1])) ms")
    }
    let jobs = try await database.asAdministrator {
      try await $0.query("select (select count(*) from work.job) + (select count(*) from work.hand)")
    }
    guard jobs.first?.first == "0" else {
      throw StoreError.unfit(reason: "a day on which nothing happens made jobs")
    }
    return [Figure(bench: "idle", metric: "milliseconds a day", ours: ours, limit: scan, goal: .atMost(3))]
  }

  private func text(_ value: Double) -> String { String(format: "%.1f", value) }

  private func prepare() async throws {
    try await BenchTenants.make(tenants, in: database)
    let (zones, tenants) = (Self.zones.map { "'\($0)'" }.joined(separator: ", "), tenants)
    try await database.asAdministrator { connection in
      try await connection.simple(
        """
        truncate work.job, work.hand, work.schedule, work.zone_schedule, core.watch;
        create schema if not exists bench;
        drop table if exists bench.many;
        create table bench.many as
          select tenant_id, row_number() over (order by tenant_id) as place from guard.tenant where slug like 'bench-many-%'
           limit \(tenants);
        update guard.tenant t set timezone = (array[\(zones)])[1 + m.place % \(Self.zones.count)]
          from bench.many m where t.tenant_id = m.tenant_id;
        update core.head h set live_generation = null where live_generation is not null;
        insert into core.watch (tenant_id, unit, id, due_day) select tenant_id, 'lead', 1, current_date + 30 from bench.many;
        create table if not exists bench.due_schedule (like work.schedule including defaults including indexes);
        truncate bench.due_schedule;
        insert into bench.due_schedule (tenant_id, kind, cron, zone, next_at)
          select tenant_id, 'turn', '0 0 * * *', 'UTC', now() - interval '1 minute' from bench.many;
        """, within: .seconds(120))
    }
    try await DefaultSchedules(database.service).complete()
    try await database.settle()
    // A first day, so that the statements are planned, as they are in a worker that runs.
    try await makeDue()
    _ = try await ScheduleRound(database.service).fire()
  }

  /// The times of the day have come in all zones: what is the turn of a day, and the digest.
  private func makeDue() async throws {
    try await database.asAdministrator { connection in
      try await connection.simple(
        "update work.zone_schedule set next_at = now() - interval '1 minute' where kind in ('turn', 'digest')")
    }
  }

  /// The median, in milliseconds, of as many looks at the rows that are due, sent to whoever asked.
  private func scanning() async throws -> Double {
    try await database.asAdministrator { connection in
      // The index, also where the planner would rather read the table: that is what is compared with.
      try await connection.simple("set enable_seqscan = off; set enable_bitmapscan = off")
      var all = Series()
      for _ in 0..<Self.days {
        all.add(
          try await seconds {
            _ = try await connection.query(
              "select tenant_id, kind, next_at from bench.due_schedule where next_at <= now() order by next_at")
          })
      }
      return all.median * 1_000
    }
  }
}
