import Definitions
public import Engine
import LibPQ
public import Store

/// Brings the timelines of changed leads up to date with the log.
///
/// It reads marks and facts, computes with no lock held, and writes in one transaction that
/// deletes only the marks whose token it has read and that checks that the generations are
/// still those it has computed for. So an event that commits in between keeps its lead's mark,
/// and the next round sees it.
public struct Refresh: Sendable {
  let database: Database
  let tenant: TenantID
  /// Called between reading and writing: where a test lets another transaction commit.
  var pause: @Sendable () async throws -> Void = {}
  /// What is told is what becomes so on this day; `nil`: today, by the database's clock in the tenant's zone.
  var today: Day?

  /// Marks of one round: 1,000 leads are read, computed and written in well under a second.
  static let round = 1_000
  /// So few leads are looked up by a plan for any number of them.
  static let few = 100

  public init(
    _ database: Database, tenant: TenantID, today: Day? = nil, pause: @escaping @Sendable () async throws -> Void = {}
  ) {
    self.database = database
    self.tenant = tenant
    self.today = today
    self.pause = pause
  }

  /// Refreshes whoever is marked when it begins; `progress` is told how many leads are done. Whatever is marked meanwhile has
  /// a job of its own. Returns how many leads were looked at; `nil` when another run is at work on the tenant.
  @discardableResult
  public func drain(progress: @Sendable (Int) -> Void = { _ in }) async throws -> Int? {
    try await drain(rounds: .max, progress: progress)?.leads
  }

  /// What one turn did, and whether it left nothing to do.
  public struct Turn: Sendable, Hashable {
    public var leads = 0
    public var isComplete = true
  }

  /// The same for a bounded number of rounds, so that one tenant's work does not keep others waiting.
  ///
  /// Of the few leads that most turns are about, it is round trips that cost: what is to be done comes with the lease,
  /// and the lease goes with what is written.
  public func drain(rounds: Int, progress: @Sendable (Int) -> Void = { _ in }) async throws -> Turn? {
    guard let found = try await RefreshLease.take(tenant, marks: Self.round, today: today, in: database) else {
      return nil
    }
    return try await withoutActuallyEscaping(progress) { progress in
      try await found.lease.keeping(in: database, isGivenBack: true) { try await turn(rounds, found, progress) }
    }
  }

  private func turn(
    _ rounds: Int, _ found: RefreshLease.Found, _ progress: @Sendable (Int) -> Void
  ) async throws -> Turn {
    let lease = found.lease
    var turn = Turn()
    var left = rounds
    var next: Pending? = try await pending(found.marks, found.generations)
    while let these = next, !these.marks.isEmpty {
      let isLast = these.marks.count < Self.round
      turn.leads += try await round(these, under: lease, last: isLast && !found.isSomethingDue ? found : nil)
      progress(turn.leads)
      if isLast { break }
      try Task.checkCancellation()
      left -= 1
      turn.isComplete = left > 0
      next = turn.isComplete ? try await pending() : nil
    }
    if found.isSomethingDue {
      while try await tellWhatIsDue(under: lease) { try Task.checkCancellation() }
    }
    // Else it went with the last round.
    if found.isSomethingDue || next?.marks.isEmpty != false {
      try await database.rework(as: tenant, isFew: true) { [tenant, isComplete = turn.isComplete] session in
        if isComplete, found.isRefreshWaiting { try session.postEndOfWaitingRefresh(of: tenant) }
        try session.release(lease)
      }
    }
    try await database.planAnew(after: turn.leads, of: tenant)
    return turn
  }

  /// Refreshes until no mark is left, for whoever holds the lease and keeps it.
  func settle(under lease: RefreshLease) async throws {
    while case let these = try await pending(), !these.marks.isEmpty {
      _ = try await round(these, under: lease)
    }
  }

  /// One round. Returns how many leads were looked at.
  ///
  /// - Parameter last: Of the last round what the turn had found: the lease is given back with what is written, and a refresh
  ///   that waited goes.
  private func round(
    _ pending: Pending, under lease: RefreshLease, last: RefreshLease.Found? = nil
  ) async throws -> Int {
    let (marks, leads, generations) = pending
    var results: [Int32: [LeadResult]] = [:]
    for generation in generations {
      results[generation.number] = try await compute(leads, in: generation)
    }
    try await pause()
    try await write(results, for: generations, clearing: marks, under: lease, last: last)
    return leads.count
  }

  /// Marks, the leads that they mean, and the generations that are kept.
  typealias Pending = (marks: [Mark], leads: [LeadID], generations: [Generation])

  private func pending(_ marks: [Mark], _ generations: [Generation]) async throws -> Pending {
    // Whose leads they are is asked in the same snapshot as the marks.
    guard marks.allSatisfy({ $0.unit == .lead }) else { return try await pending() }
    return (marks, marks.map { LeadID($0.id) }.sorted(), generations)
  }

  private func pending() async throws -> Pending {
    let tenant = tenant
    return try await database.review(as: tenant, isFew: true) { session in
      let (marks, generations) = try session.batch(
        Marks(tenant: tenant, limit: Self.round), Generations(tenant: tenant))
      var leads = Set(marks.filter { $0.unit == .lead }.map { LeadID($0.id) })
      let accounts = marks.filter { $0.unit == .account }.map { AccountID($0.id) }
      if !accounts.isEmpty { leads.formUnion(try session.run(LeadsOfAccounts(tenant: tenant, accounts: accounts))) }
      return (marks, leads.sorted(), generations)
    }
  }

  /// Every lead that was asked for gets a result: one without facts is no lead any more.
  private func compute(_ leads: [LeadID], in generation: Generation) async throws -> [LeadResult] {
    guard !leads.isEmpty else { return [] }
    let tenant = tenant
    let rules = try generation.plan.rules()
    return try await database.review(as: tenant, isFew: leads.count <= Self.few) { session in
      var results: [LeadResult] = []
      try session.timelines(of: leads, tenant: tenant, rules: rules) { results.append($0) }
      let found = Set(results.map(\.lead))
      return results + leads.filter { !found.contains($0) }.map { LeadResult(lead: $0, timeline: nil, profile: nil) }
    }
  }

  private func write(
    _ results: [Int32: [LeadResult]], for generations: [Generation], clearing marks: [Mark], under lease: RefreshLease,
    last: RefreshLease.Found?
  ) async throws {
    let tenant = tenant
    let isFew = results.values.allSatisfy { $0.count <= Self.few }
    try await database.rework(as: tenant, isFew: isFew) { [today] session in
      // A generation that came, went or was switched in the meantime: compute again.
      // What is stored of the one generation that there mostly is comes with the lease.
      let only = generations.count == 1 ? generations.first.map { ($0.number, results[$0.number] ?? []) } : nil
      let held = try session.holdReading(lease, of: only?.0 ?? 0, only?.1.map(\.lead) ?? [])
      guard held.generations == generations.map(\.version) else { throw StoreError.overtaken }
      for generation in generations {
        let rules = try generation.plan.rules()
        let results = results[generation.number] ?? []
        let moved = try session.store(
          results, of: tenant, generation: generation.number, over: only == nil ? nil : held.stored)
        let marked = marks.filter { $0.unit == .account }.map { AccountID($0.id) }
        var accounts: [AccountResult] = []
        try session.accounts(
          moved.union(marked).sorted(), tenant: tenant, generation: generation.number, rules: rules
        ) { accounts.append($0) }
        try session.put(accounts, of: tenant, generation: generation.number)
        guard generation.isLive, let today = today ?? held.today else { continue }
        var looked = Looked(loners: results)
        looked.accounts = accounts
        try session.tell(
          looked, of: tenant, generation: generation.number, rules: rules, on: today, workflows: held.workflows)
      }
      try session.clear(marks, of: tenant)
      guard let last else { return }
      if last.isRefreshWaiting { try session.postEndOfWaitingRefresh(of: tenant) }
      try session.release(lease)
    }
  }

  /// A day has come on which there is something to tell though nothing happened. Returns whether
  /// there may be more.
  private func tellWhatIsDue(under lease: RefreshLease) async throws -> Bool {
    let tenant = tenant
    return try await database.rework(as: tenant) { [today] session in
      guard let live = try session.run(Generations(tenant: tenant)).first(where: \.isLive),
        let today = try today ?? session.run(Today()).first
      else { return false }
      let due = try session.run(DueWatches(tenant: tenant, day: today, limit: Self.round))
      guard !due.isEmpty else { return false }
      try session.hold(lease)
      let leads = due.filter { $0.unit == .lead }.map { LeadID($0.id) }
      let stored = try session.run(StoredMomenta(tenant: tenant, generation: live.number, leads: leads))
      let named = due.filter { $0.unit == .account }.map { AccountID($0.id) }
      let rules = try live.plan.rules()
      var looked = Looked(accounts: [], loners: stored.filter { $0.account == nil })
      let accounts = Set(stored.compactMap(\.account)).union(named).sorted()
      try session.accounts(accounts, tenant: tenant, generation: live.number, rules: rules) {
        looked.accounts.append($0)
      }
      try session.tell(looked, of: tenant, generation: live.number, rules: rules, on: today)
      try session.drop(due.filter { watch in !looked.has(watch) }, of: tenant)
      return due.count == Self.round
    }
  }
}
