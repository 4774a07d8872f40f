internal import Engine
internal import Synchronization
public import Store

/// The queue as a worker meets it: the database's, or a model of it.
public protocol JobQueue: Sendable {
  func claim(_ wanted: Int, in lane: Lane) async throws -> [LeasedJob]
  func extend(_ jobs: [LeasedJob]) async throws -> Set<LeasedJob>
  /// Returns those that were not ours any more.
  func finish(_ jobs: [LeasedJob]) async throws -> Set<LeasedJob>
  func holds(_ job: LeasedJob) async throws -> Bool
  func giveBack(_ job: LeasedJob, after pause: Duration, failed reason: String?) async throws -> Jobs.GivenBack?
}

/// The database's queue, for one worker: remembers which tenant had its turn last, and when it last looked for leases
/// that are over.
public final class DatabaseQueue: JobQueue {
  private struct Turn {
    var tenant: TenantID
    var rescued: ContinuousClock.Instant?
  }

  private let jobs: Jobs
  private let worker: String
  private let terms: Jobs.Terms
  private let turns: Mutex<[Lane: Turn]>
  private let clock = ContinuousClock()

  private let rescueRhythm: Duration

  /// - Parameters:
  ///   - worker: Shown to operators beside what it runs.
  ///   - rescueRhythm: A lease that is over may wait so long; the look goes through all that run.
  public init(
    _ jobs: Jobs, worker: String, terms: Jobs.Terms = Jobs.Terms(), rescueRhythm: Duration = .seconds(1)
  ) {
    self.jobs = jobs
    self.worker = worker
    self.terms = terms
    self.rescueRhythm = rescueRhythm
    // Each begins somewhere else in the circle, so that several workers do not follow each other around.
    turns = Mutex(
      Dictionary(
        uniqueKeysWithValues: Lane.allCases.map { ($0, Turn(tenant: TenantID(.random(in: 0..<(1 << 53))))) }))
  }

  public func claim(_ wanted: Int, in lane: Lane) async throws -> [LeasedJob] {
    let now = clock.now
    let (after, rescuing) = turns.withLock { turns in
      var turn = turns[lane] ?? Turn(tenant: TenantID(0))
      let isDue = turn.rescued.map { $0.duration(to: now) >= rescueRhythm } ?? true
      if isDue { turn.rescued = now }
      turns[lane] = turn
      return (turn.tenant, isDue)
    }
    let claim = try await jobs.claim(wanted, in: lane, after: after, by: worker, rescuing: rescuing, terms: terms)
    turns.withLock { $0[lane]?.tenant = claim.reached }
    return claim.jobs
  }

  public func extend(_ jobs: [LeasedJob]) async throws -> Set<LeasedJob> {
    try await self.jobs.extend(jobs, terms: terms)
  }

  public func finish(_ jobs: [LeasedJob]) async throws -> Set<LeasedJob> { try await self.jobs.finish(jobs) }

  public func holds(_ job: LeasedJob) async throws -> Bool { try await jobs.holds(job) }

  public func giveBack(
    _ job: LeasedJob, after pause: Duration, failed reason: String?
  ) async throws -> Jobs.GivenBack? {
    try await jobs.giveBack(job, after: pause, failed: reason, terms: terms)
  }
}
