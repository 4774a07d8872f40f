import Engine
import Foundation
import LibPQ
import Store
import Synchronization
import Workers

/// Jobs that do nothing, of many tenants, from their claim to their end: what the queue itself costs.
///
/// Every tenant has as many, so that the bound of what one may have running at once never holds anybody back;
/// turns are taken all the same. All are there before the first worker begins, and a run ends when the last has
/// left its table. Each worker has connections of its own, as a process of its own would.
struct QueueBench {
  let database: BenchDatabase
  let jobs: Int
  let tenants: Int
  let peers: PeerFolders?
  let runs: Int
  let say: @Sendable (String) -> Void

  static let workers = 4
  /// Of each worker. A no-op ends as soon as it has begun, so what is free is claimed by the thousand: with a hundred the commits
  /// are half of it. Twice as many as before, and the cap with them: 121,000 -> 126,000 jobs/s, medians of six runs in turns.
  static let places = 2_000
  /// As many of one tenant that 64 of them fill a worker (Docs/Decisions/0032). The 4 of a worker as it is set up, of two places and
  /// 32, would let 500 tenants wait for each other's claims where two thousand jobs run at once.
  static let cap = 32
  /// Who takes minutes for what we do in seconds is given so much less to do, and is not slower for it: it takes one
  /// job at a time. pgqueuer takes batches, and is a sixth faster with all of them.
  static let peersShare = ["procrastinate": 16]

  static let kind = JobKind(rawValue: "bench-noop")

  init(
    database: BenchDatabase, scale: Double, peers: PeerFolders?, runs: Int, say: @escaping @Sendable (String) -> Void
  ) {
    self.database = database
    // Seconds of work for everybody. With a quarter of them ours took less than one, and was a tenth slower: what a worker does once,
    // as it begins, was part of each job.
    jobs = max(400, Int(400_000 * scale))
    tenants = min(2_000, jobs / 20)
    self.peers = peers
    self.runs = runs
    self.say = say
  }

  func run() async throws -> [Figure] {
    let installed = try await InstalledPeers.installed(peers, for: "queue", say: say)
    try await BenchTenants.make(tenants, in: database)
    var ours = Series()
    var theirs: [String: Series] = [:]
    for run in 1...runs {
      ours.add(try await rate())
      var seen = "\(Int(ours.values[run - 1])) jobs/s"
      if let installed {
        for peer in QueuePeers.names {
          let rate = try await database.beside { place in
            try await installed.rate(
              of: peer, in: place, jobs: jobs / (Self.peersShare[peer] ?? 1), tenants: tenants, workers: Self.workers)
          }
          theirs[peer, default: Series()].add(rate)
          seen += ", \(peer) \(Int(rate))"
        }
      }
      say("queue: run \(run) of \(runs): \(seen)")
    }
    return QueuePeers.names.map { peer in
      Figure(
        bench: "queue", metric: "jobs/s, peer: \(peer)", ours: ours, limit: nil, peer: theirs[peer], goal: .atLeast(5))
    }
  }

  private func rate() async throws -> Double {
    try await fill()
    let pools = (0..<Self.workers).map { _ in database.open() }
    let begun = Mutex(0)
    let time = try await closing(pools) {
      // Opens its connections: a worker does that once in its life.
      for pool in pools { try await pool.checkSchema() }
      var settings = LeaseMachine.Settings()
      settings.places = [.compute: Self.places]
      var terms = Jobs.Terms()
      terms.capPerTenant = Self.cap
      let runners = pools.enumerated().map { number, pool in
        JobRunner(
          DatabaseQueue(pool.jobs, worker: "bench-\(number)", terms: terms),
          handlers: [
            Self.kind: { _ in
              begun.withLock { $0 += 1 }
              return .done
            }
          ], settings: settings)
      }
      return try await seconds {
        await withTaskGroup { group in
          for runner in runners { group.addTask { await runner.run(untilIdle: true) } }
        }
      }
    }
    try Task.checkCancellation()
    let left = try await database.asAdministrator {
      try await $0.query("select (select count(*) from work.job) + (select count(*) from work.hand)")
    }
    let (done, rest) = (begun.withLock { $0 }, left.first?[0] ?? "?")
    guard done == jobs, rest == "0" else {
      throw StoreError.unfit(reason: "of \(jobs) jobs the workers began \(done), and \(rest) are left")
    }
    return Double(jobs) / time
  }

  private func closing<Value>(_ pools: [Database], _ body: () async throws -> Value) async throws -> Value {
    do {
      let value = try await body()
      for pool in pools { await pool.close() }
      return value
    } catch {
      for pool in pools { await pool.close() }
      throw error
    }
  }

  /// One insert, round by round through the tenants, as work comes.
  private func fill() async throws {
    let (jobs, tenants, kind) = (jobs, tenants, Self.kind.rawValue)
    try await database.asAdministrator { connection in
      try await connection.simple("truncate work.job, work.hand")
      try await connection.simple(
        """
        insert into work.job (tenant_id, lane, kind, subject, run_at, created_at)
        select t.tenant_id, 'compute', '\(kind)', n::text, now(), now()
          from generate_series(0, \(jobs - 1)) n
          join (select tenant_id, row_number() over (order by tenant_id) - 1 as place
                  from guard.tenant where slug like 'bench-many-%') t on t.place = n % \(tenants)
         order by n
        """, within: .seconds(120))
      try await connection.simple("vacuum analyze work.job, work.hand", within: .seconds(120))
    }
    try await database.checkpoint()
  }
}
