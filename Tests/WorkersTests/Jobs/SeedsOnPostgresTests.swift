import Dispatch
import Engine
import LibPQ
import Store
import Synchronization
import TestSupport
import Testing

@testable import Workers

/// Seeds of ``LeaseSimulationTests`` once more, with PostgreSQL in the place of the model: the same workers, calls and
/// troubles, the database's own functions, a clock that the seed moves, connections that break before their COMMIT.
@Suite struct SeedsOnPostgresTests {
  /// 200 of them in the soak.
  @Test(.timeLimit(.minutes(60)))
  func underAnyTroubleEveryJobIsDoneOnceAndByOneAtATime() async throws {
    let tally = FaultTally("seeds of the model, on PostgreSQL")
    try await forEachSeed(FaultTally.runs(12), atOnce: 3) { seed in
      try await withClockwork(tenants: 4) { clockwork in
        let began = ContinuousClock.now
        let plan = SimulationPlan.of(seed)
        let queue = try await PostgresQueue(clockwork, workers: plan.workers)
        // The simulation waits for the database without letting go of its thread: one that nobody else needs.
        let faults = await withCheckedContinuation { done in
          DispatchQueue(label: "seed \(seed)").async {
            var simulation = LeaseSimulation(seed: seed, plan, on: queue)
            simulation.run()
            done.resume(returning: simulation.faults)
          }
        }
        #expect(faults == [] && queue.errors == [], "seed \(seed): \(faults) \(queue.errors)")
        let effects = queue.effects.values
        tally.add(
          struck: queue.broken, lost: plan.jobs.count - effects.count, doubled: effects.reduce(0) { $0 + $1 - 1 },
          recovery: ContinuousClock.now - began)
        await queue.close()
      }
    }
    tally.report()
    #expect(tally.isHarmless)
  }
}

/// The database's queue, each worker with a pool and a ``DatabaseQueue`` of its own.
private final class PostgresQueue: SimulatedQueue, Sendable {
  private struct State {
    var errors: [String] = []
    var broken = 0
  }
  private let clockwork: Clockwork
  private let clock: Connection
  private let queues: [DatabaseQueue]
  private let state = Mutex(State())

  init(_ clockwork: Clockwork, workers: Int) async throws {
    self.clockwork = clockwork
    // Hours of the seed's clock are a second of this machine's, so each claim looks for leases that are over.
    queues = (0..<workers).map {
      DatabaseQueue(
        clockwork.database.jobs, worker: "worker \($0)", terms: SimulationPlan.terms, rescueRhythm: .zero)
    }
    clock = try await Connection.open(clockwork.place.conninfo)
    try await clock.simple(
      """
      create table work.test_effect (job_id bigint not null, token bigint not null);
      grant insert on work.test_effect to headway_service;
      """)
  }

  func close() async { await clock.close() }

  var errors: [String] { state.withLock { $0.errors } }
  /// Transactions that were broken off.
  var broken: Int { state.withLock { $0.broken } }

  func enqueue(_ tenant: Int64, subject: String, at now: Int) {
    wait(at: now, or: ()) { [clockwork] in
      try await clockwork.enqueue(subject, of: clockwork.tenants[Int(tenant) - 1])
    }
  }

  func claim(_ wanted: Int, after tenant: Int64, by worker: Int, at now: Int, began: Int) -> [LeasedJob] {
    wait(at: now, or: []) { [queues] in try await queues[worker].claim(wanted, in: .compute) }
  }

  func extend(_ jobs: [LeasedJob], by worker: Int, at now: Int) -> Set<LeasedJob> {
    wait(at: now, or: []) { [queues] in try await queues[worker].extend(jobs) }
  }

  func commit(_ job: LeasedJob, by worker: Int, at now: Int) -> Bool {
    wait(at: now, or: false) { [clockwork] in
      do {
        try await clockwork.database.write(as: job.tenant) { session in
          try session.simple("insert into work.test_effect values (\(job.id), \(job.token))")
          try session.finish(job)
        }
        return true
      } catch StoreError.overtaken {
        return false
      }
    }
  }

  func breakOff(_ job: LeasedJob, by worker: Int, at now: Int) {
    wait(at: now, or: ()) { [clockwork] in
      do {
        try await clockwork.database.write(as: job.tenant) { session in
          try session.simple("insert into work.test_effect values (\(job.id), \(job.token))")
          try session.finish(job)
          try session.simple("select pg_terminate_backend(pg_backend_pid())")
        }
      } catch StoreError.overtaken {
      } catch let error as PostgresError where error.leavesConnectionSpent {}
    }
    state.withLock { $0.broken += 1 }
  }

  func holds(_ job: LeasedJob, by worker: Int, at now: Int) -> Bool {
    wait(at: now, or: false) { [queues] in try await queues[worker].holds(job) }
  }

  func giveBack(_ job: LeasedJob, by worker: Int, after pause: Int, failed: Bool, at now: Int) {
    wait(at: now, or: ()) { [queues] in
      _ = try await queues[worker].giveBack(job, after: .milliseconds(pause), failed: failed ? "trouble" : nil)
    }
  }

  /// Fairness is measured with the model.
  var waitingTenants: [Int64] { [] }

  var left: [Int64] {
    numbers("select job_id, 1 from work.job union all select x.job_id, 1 from work.hand h, unnest(h.jobs) x").keys
      .sorted()
  }
  var effects: [Int64: Int] { numbers("select job_id, count(*) from work.test_effect group by job_id") }
  /// A job that is gone was ended by its effect: there are no others.
  var terminal: [Int64: Int] { effects }

  private func numbers(_ text: String) -> [Int64: Int] {
    let rows = wait(at: nil, or: []) { [clock] in try await clock.query(text) }
    return Dictionary(
      rows.map { (Int64($0[0] ?? "") ?? 0, Int($0[1] ?? "") ?? 0) }, uniquingKeysWith: { $1 })
  }

  /// Sets the clock, asks, and blocks until there is an answer.
  @discardableResult
  private func wait<Value: Sendable>(
    at now: Int?, or otherwise: Value, _ ask: @escaping @Sendable () async throws -> Value
  ) -> Value {
    let answered = DispatchSemaphore(value: 0)
    let box = Answer<Value>()
    Task { [clock] in
      do {
        if let now {
          try await clock.simple(
            "update work.test_clock set moment = timestamptz '2026-01-01T00:00:00Z' + interval '\(now) ms'")
        }
        box.set(.success(try await ask()))
      } catch {
        box.set(.failure(error))
      }
      answered.signal()
    }
    answered.wait()
    switch box.get() {
    case .success(let value): return value
    case .failure(let error): state.withLock { $0.errors.append("\(error)") }
    case nil: state.withLock { $0.errors.append("no answer") }
    }
    return otherwise
  }
}

private final class Answer<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)
  func set(_ result: Result<Value, any Error>) { self.result.withLock { $0 = result } }
  func get() -> Result<Value, any Error>? { result.withLock { $0 } }
}
