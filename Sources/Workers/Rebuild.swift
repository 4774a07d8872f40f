import Definitions
public import Engine
import Intake
import LibPQ
public import Store

/// Builds a generation of timelines from the whole log beside the running one, and switches.
///
/// Readers see the old figures until one UPDATE shows them the new ones. Reading and computing
/// run ahead of writing by a few batches, on two connections. What is one batch is written, switched
/// and the old taken away in one transaction: of a thousand clients most are so small.
public struct Rebuild: Sendable {
  let database: Database
  let tenant: TenantID

  private let batch: Int

  /// What is handed over at once of a client of many batches: two such portions are in memory, where two batches were
  /// half of what four rebuilds at once had.
  private var portion: PortionLimit { PortionLimit(count: max(1, batch / 4), bytes: 1 << 20) }
  /// A client of no more is stored whole.
  private var whole: PortionLimit { PortionLimit(count: batch, bytes: 4 << 20) }

  /// - Parameter batch: Leads written at once; each transaction costs about as much as 200 of them.
  public init(_ database: Database, tenant: TenantID, batch: Int = 4_000) {
    self.database = database
    self.tenant = tenant
    self.batch = batch
  }

  /// Returns how many leads there are; `nil` when another run is at work on the tenant.
  @discardableResult
  public func build(
    _ plan: GenerationPlan, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> Int? {
    let rules = try plan.rules()
    guard let lease = try await RefreshLease.take(tenant, in: database)?.lease else { return nil }
    let construction = Construction(plan: plan, rules: rules, lease: lease)
    return try await lease.keeping(in: database, isGivenBack: true) {
      let leads = try await build(construction, progress)
      // What was marked since. Before the switch it was as much behind as now, and there were two
      // generations to refresh, the first of them only to be dropped.
      try await Refresh(database, tenant: tenant).settle(under: lease)
      try await database.rework(as: tenant, isFew: true) { [tenant] session in
        try session.postEndOfWaitingRefresh(of: tenant)
        try session.release(lease)
      }
      return leads
    }
  }

  /// What is built, by what, under which lease, and whom it settles.
  private struct Construction: Sendable {
    var plan: GenerationPlan
    var rules: Rules
    var lease: RefreshLease
    /// Under what was marked whatever the log, as it was read, has settled: marks commit with their facts.
    var settled: Set<Int64> = []
  }

  private func build(_ new: Construction, _ progress: @escaping @Sendable (Int) -> Void) async throws -> Int {
    try await handingOver(of: Portion.self) { give in
      try await read(new.rules, give)
    } to: { portions in
      guard let first = try await portions.next() else { throw CancellationError() }
      var new = new
      new.settled = first.tokens
      guard first.isLast else { return try await storeInParts(consume first, portions, new, progress) }
      try await storeWhole(first.results, new)
      progress(first.results.count)
      return first.results.count
    }.taken
  }

  private func read(_ rules: Rules, _ give: @escaping @Sendable (Portion) throws -> Void) async throws {
    try await database.read(as: tenant, within: .seconds(3600)) { [tenant, whole, rest = portion] session in
      var portion = Portion(tokens: try session.markTokens(of: tenant))
      // Whether a client is stored whole is to be known before any of it is.
      var limit = whole
      try session.timelines(of: nil, tenant: tenant, rules: rules) { result in
        // Not before the next one: then it is known whether the portion is the last.
        if limit.isReached(count: portion.results.count, bytes: portion.bytes) {
          try give(portion)
          portion = Portion()
          limit = rest
        }
        portion.append(result)
      }
      portion.isLast = true
      try give(portion)
    }
  }

  // MARK: - One batch

  private func storeWhole(_ results: [LeadResult], _ new: Construction) async throws {
    let (tenant, rules) = (tenant, new.rules)
    try await database.write(as: tenant, within: .seconds(600)) { session in
      try session.hold(new.lease)
      try Self.retireHalfBuilt(of: tenant, in: &session)
      let generation = try Self.create(new, of: tenant, in: &session)
      try session.storeFresh(results, of: tenant, generation: generation)
      var counts = DayCounts()
      for result in results { if let timeline = result.timeline { counts.add(timeline) } }
      try session.add(counts, of: tenant, generation: generation, isFresh: true)
      var looked = Looked(loners: results)
      try session.accounts(among: results, tenant: tenant, rules: rules) { looked.accounts.append($0) }
      try session.put(looked.accounts, of: tenant, generation: generation, landing: .fresh)
      if let today = try session.run(Today()).first {
        let watches = looked.watches(under: rules, after: today)
        if !watches.isEmpty { try session.execute(PutWatches(tenant: tenant, watches: watches)) }
      }
      try Self.switchOver(to: generation, new, of: tenant, in: &session)
      try session.dropRetired(of: tenant)
    }
    try await database.planAnew(after: results.count, of: tenant)
  }

  // MARK: - Many batches

  private func storeInParts(
    _ first: consuming Portion, _ rest: HandedBatches<Portion>, _ new: Construction,
    _ progress: @Sendable (Int) -> Void
  ) async throws -> Int {
    let generation = try await begin(new)
    var (leads, counts) = (0, DayCounts())
    do {
      // Consumed: else it stayed beside all others.
      var next: Portion? = consume first
      while let portion = next {
        let stored = try await store(consume portion, rest, in: generation, new)
        counts.add(stored.counts)
        leads += stored.leads
        progress(stored.leads)
        next = try await rest.next()
      }
      try await database.rework(as: tenant) { [tenant, counts] session in
        try session.hold(new.lease)
        try session.add(counts, of: tenant, generation: generation, isFresh: true)
      }
      try await fillAccounts(generation, new)
      try await database.planAnew(after: leads, of: tenant)
      try await database.write(as: tenant, within: .seconds(600)) { [tenant] session in
        try session.hold(new.lease)
        try Self.switchOver(to: generation, new, of: tenant, in: &session)
      }
    } catch {
      try? await database.write(as: tenant) { [tenant] session in
        // Where it is not known whether the switch was committed, it is by then.
        _ = try session.run(LockHead(tenant: tenant))
        try session.execute(RetireGeneration(tenant: tenant, generation: generation))
        try session.dropRetired(of: tenant)
      }
      throw error
    }
    try await database.rework(as: tenant, within: .seconds(3600)) { [tenant] in try $0.dropRetired(of: tenant) }
    return leads
  }

  private func begin(_ new: Construction) async throws -> Int32 {
    try await database.rework(as: tenant) { [tenant] session in
      try session.hold(new.lease)
      try Self.retireHalfBuilt(of: tenant, in: &session)
      return try Self.create(new, of: tenant, in: &session)
    }
  }

  /// Waits for no disk: a server that loses it loses the switch to this generation too (Docs/Decisions/0030).
  private func store(
    _ first: consuming Portion, _ rest: HandedBatches<Portion>, in generation: Int32, _ new: Construction
  ) async throws -> (leads: Int, counts: DayCounts) {
    let moved = Parcel(first)
    return try await database.rework(as: tenant) { [tenant, batch] session in
      try session.hold(new.lease)
      let today = try session.run(Today()).first
      var (leads, counts) = (0, DayCounts())
      var next = moved.take()
      while let portion = next.take() {
        try session.land(portion.results, of: tenant, generation: generation)
        for result in portion.results { if let timeline = result.timeline { counts.add(timeline) } }
        if let today {
          let watches = Looked(loners: portion.results).watches(under: new.rules, after: today)
          if !watches.isEmpty { try session.execute(PutWatches(tenant: tenant, watches: watches)) }
        }
        leads += portion.results.count
        if leads < batch { next = try rest.wait() }
      }
      try session.addLanded(of: tenant)
      return (leads, counts)
    }
  }

  /// What accounts have of their leads, once all of these are there.
  private func fillAccounts(_ generation: Int32, _ new: Construction) async throws {
    let rules = new.rules
    _ = try await handingOver(of: AccountBatch.self) { [database, tenant, limit = portion] give in
      try await database.read(as: tenant, within: .seconds(3600)) { session in
        guard let today = try session.run(Today()).first else { return }
        var batch = AccountBatch()
        try session.accounts(nil, tenant: tenant, generation: generation, rules: rules) { result in
          batch.watches += Looked(accounts: [result], loners: []).watches(under: rules, after: today)
          batch.append(result)
          guard limit.isReached(count: batch.accounts.count, bytes: batch.bytes) else { return }
          try give(batch)
          batch = AccountBatch()
        }
        try give(batch)
      }
    } to: { [database, tenant] batches in
      while let batch = try await batches.next() {
        try await database.rework(as: tenant) { session in
          try session.hold(new.lease)
          try session.put(batch.accounts, of: tenant, generation: generation, landing: .fresh)
          if !batch.watches.isEmpty { try session.execute(PutWatches(tenant: tenant, watches: batch.watches)) }
        }
      }
    }
  }

  // MARK: - Steps of both

  /// A generation that a killed run left half built is taken away first.
  private static func retireHalfBuilt(of tenant: TenantID, in session: inout Session) throws {
    let old = try session.run(Generations(tenant: tenant)).filter { !$0.isLive }
    guard !old.isEmpty else { return }
    for generation in old { try session.execute(RetireGeneration(tenant: tenant, generation: generation.number)) }
    try session.dropRetired(of: tenant)
  }

  private static func create(_ new: Construction, of tenant: TenantID, in session: inout Session) throws -> Int32 {
    guard let made = try session.run(CreateGeneration(tenant: tenant, plan: new.plan, rules: new.rules)).first else {
      throw StoreError.unfit(reason: "the tenant's log has no head")
    }
    return made
  }

  /// Readers see the new figures from here on, and what they have settled needs no refresh.
  private static func switchOver(
    to generation: Int32, _ new: Construction, of tenant: TenantID, in session: inout Session
  ) throws {
    try session.execute(SwitchGeneration(tenant: tenant, generation: generation))
    try session.execute(SettleGenerations(tenant: tenant, generation: generation))
    try session.clear(under: new.settled, of: tenant)
  }
}
