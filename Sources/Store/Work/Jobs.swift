public import Engine
public import LibPQ

extension Database {
  /// The work that is to be done, of all tenants.
  public var jobs: Jobs { Jobs(database: self) }
}

extension Session {
  /// Wants a job, in this transaction: it is there when, and only when, what needs it is.
  ///
  /// One of the same kind and subject that waits already is the same job. It is not begun before this
  /// transaction has ended, so its run sees what was written here.
  public mutating func enqueue(_ job: WantedJob, of tenant: TenantID, after pause: Duration = .zero) throws {
    try execute(EnqueueJob(tenant: tenant, job: job, pause: pause))
  }

  /// Ends a job in the transaction that has done its work. Throws `StoreError.overtaken` where it is not
  /// ours any more: then all of that work is undone, and somebody else does it.
  public mutating func finish(_ job: LeasedJob) throws {
    if try run(FinishWithin(job: job)).isEmpty { throw StoreError.overtaken }
  }

  /// Takes away the tenant's refresh that waits, where after this transaction it would find nothing to do. Waits for
  /// nobody: where somebody is just wanting or taking it, it stays. Returns whether there was one.
  @discardableResult
  public mutating func endWaitingRefresh(of tenant: TenantID) throws -> Bool {
    try !batch(HoldWaitingRefresh(tenant: tenant), EndWaitingRefresh(tenant: tenant)).1.isEmpty
  }

  /// The same with the transaction's commit.
  public mutating func postEndOfWaitingRefresh(of tenant: TenantID) throws {
    try post(HoldWaitingRefresh(tenant: tenant))
    try post(EndWaitingRefresh(tenant: tenant))
  }
}

/// The queue, as the workers and an operator use it. Everything happens on the database's clock.
public struct Jobs: Sendable {
  let database: Database

  /// How jobs are handed out.
  public struct Terms: Sendable, Hashable {
    /// How long a worker may be silent about a job before it is anybody's.
    public var lease: Duration = .seconds(60)
    /// How many jobs of a tenant may run in a lane at once.
    public var capPerTenant = 4
    /// Attempts that may fail before a job is given up.
    public var attemptLimit = 10
    /// Crashes before a job is put in quarantine.
    public var crashLimit = 3

    public init() {}
  }

  /// What was handed out, and where the next call goes on, so that every tenant has its turn.
  public struct Claim: Sendable, Hashable {
    public var jobs: [LeasedJob]
    public var reached: TenantID
  }

  /// - Parameter rescuing: Looks first for leases that are over. That goes through all that runs, so who claims often
  ///   does it now and then.
  public func claim(
    _ wanted: Int, in lane: Lane, after tenant: TenantID, by worker: String, rescuing: Bool = true,
    terms: Terms = Terms()
  ) async throws -> Claim {
    let rows = try await database.asDispatcher(
      ClaimJobs(lane: lane, wanted: wanted, after: tenant, worker: worker, rescuing: rescuing, terms: terms))
    return Claim(jobs: rows.map(\.job), reached: rows.last?.reached ?? tenant)
  }

  /// Says that these are still worked on. Returns those that still are ours.
  ///
  /// On a connection of its own: a pool that is all taken by the work must not make its worker seem dead.
  public func extend(_ jobs: [LeasedJob], terms: Terms = Terms()) async throws -> Set<LeasedJob> {
    jobs.among(try await database.asHeart(ExtendLeases(jobs: jobs, lease: terms.lease)))
  }

  /// Ends jobs whose work is done and stored. Returns those that were not ours any more: none, mostly.
  public func finish(_ jobs: [LeasedJob]) async throws -> Set<LeasedJob> {
    let overtaken = try await database.asDispatcher(FinishJobs(jobs: jobs))
    return overtaken.isEmpty ? [] : jobs.among(overtaken)
  }

  /// Whether a job is still ours. Waits for a transaction that is about to end it, so it answers what is
  /// true after a COMMIT that got no answer.
  public func holds(_ job: LeasedJob) async throws -> Bool {
    try await database.asDispatcher(HoldsJob(job: job)).first ?? false
  }

  public enum GivenBack: String, Sendable {
    case waiting, dead
  }

  /// Gives a job back, to be run again after a pause. With a reason it counts as an attempt that failed.
  /// `nil`: it was not ours any more.
  @discardableResult
  public func giveBack(
    _ job: LeasedJob, after pause: Duration, failed reason: String? = nil, terms: Terms = Terms()
  ) async throws -> GivenBack? {
    let answer = try await database.asDispatcher(
      GiveBackJob(job: job, pause: pause, reason: reason, attemptLimit: terms.attemptLimit))
    return answer.first?.flatMap(GivenBack.init)
  }

  /// What runs and waits, then what was given up. Oldest first.
  public func list(of tenant: Tenant? = nil, in state: ListedJob.State? = nil, limit: Int = 200) async throws
    -> [ListedJob]
  {
    try await database.asDispatcher(ListJobs(tenant: tenant?.id, state: state, limit: limit))
  }

  /// Runs a job at the next occasion; one that was given up begins anew. Returns what it was; `nil`: there
  /// is none of that number.
  public func retry(_ job: Int64) async throws -> ListedJob.State? {
    try await database.asDispatcher(RetryJob(job: job)).first?.flatMap(ListedJob.State.init)
  }

  /// Takes a job away; one that runs stays. Returns what it was; `nil`: there is none of that number.
  public func discard(_ job: Int64) async throws -> ListedJob.State? {
    try await database.asDispatcher(DiscardJob(job: job)).first?.flatMap(ListedJob.State.init)
  }

  /// Takes away a tenant's refresh that waits and would find nothing to do, for whoever has just computed
  /// everything itself. Returns whether there was one.
  ///
  /// Harmless at any moment: what is wanted meanwhile stays.
  @discardableResult
  public func endWaitingRefresh(of tenant: TenantID) async throws -> Bool {
    try await database.rework(as: tenant, isFew: true) { try $0.endWaitingRefresh(of: tenant) }
  }

  /// Makes the jobs of work that has none. Returns how many: not 0 only where jobs were taken away by hand
  /// or a restore has left some out.
  public func sweep() async throws -> Int {
    Int(try await database.asDispatcher(SweepJobs()).first ?? 0)
  }
}
