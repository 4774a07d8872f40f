import Definitions
public import Engine
import Intake
import LibPQ
public import Store

/// Builds a generation of timelines from the whole log beside the running one, and switches.
///
/// Readers see the old figures until one UPDATE shows them the new ones. Reading and computing
/// run ahead of writing by a few batches, on two connections.
public struct Rebuild: Sendable {
  let database: Database
  let tenant: TenantID

  /// Leads written at once; each transaction costs about as much as 200 of them.
  static let batch = 4_000

  public init(_ database: Database, tenant: TenantID) {
    self.database = database
    self.tenant = tenant
  }

  /// Returns how many leads there are; `nil` when another run is at work on the tenant.
  @discardableResult
  public func build(
    _ plan: GenerationPlan, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> Int? {
    let rules = try plan.rules()
    guard let lease = try await RefreshLease.take(tenant, in: database) else { return nil }
    return try await lease.keeping(in: database) {
      let generation = try await begin(plan, rules, under: lease)
      let leads: Int
      do {
        let settled = try await marks()
        leads = try await fill(generation, rules, under: lease, progress)
        try await fillAccounts(generation, rules, under: lease)
        try await database.planAnew(after: leads, of: tenant)
        try await switchOver(to: generation, clearing: settled, under: lease)
      } catch {
        try? await database.write(as: tenant) { [tenant] session in
          try session.execute(RetireGeneration(tenant: tenant, generation: generation))
          try session.dropRetired(of: tenant)
        }
        throw error
      }
      try await database.write(as: tenant, within: .seconds(3600)) { [tenant] in try $0.dropRetired(of: tenant) }
      // What was marked since. Before the switch it was as much behind as now, and there were two
      // generations to refresh, the first of them only to be dropped.
      while try await Refresh(database, tenant: tenant).round(under: lease) != nil {}
      try await database.jobs.endWaitingRefresh(of: tenant)
      return leads
    }
  }

  /// What the log that is read from here on has already settled: marks commit with their facts.
  private func marks() async throws -> [Mark] {
    try await database.read(Marks(tenant: tenant, limit: .max), as: tenant)
  }

  /// A generation that a killed run left half built is taken away first.
  private func begin(_ plan: GenerationPlan, _ rules: Rules, under lease: RefreshLease) async throws -> Int32 {
    let tenant = tenant
    return try await database.write(as: tenant) { session in
      try session.hold(lease)
      for old in try session.run(Generations(tenant: tenant)) where !old.isLive {
        try session.execute(RetireGeneration(tenant: tenant, generation: old.number))
      }
      try session.dropRetired(of: tenant)
      guard let made = try session.run(CreateGeneration(tenant: tenant, plan: plan, rules: rules)).first else {
        throw StoreError.unfit(reason: "the tenant's log has no head")
      }
      return made
    }
  }

  private func fill(
    _ generation: Int32, _ rules: Rules, under lease: RefreshLease, _ progress: @escaping @Sendable (Int) -> Void
  ) async throws -> Int {
    let handoff = Handoff<[LeadResult]>(ahead: 2)
    return try await withThrowingTaskGroup(of: Int.self) { group in
      group.addTask { [database, tenant] in
        defer { handoff.finish() }
        return try await database.read(as: tenant, within: .seconds(3600)) { session in
          var leads = 0
          var batch: [LeadResult] = []
          try session.timelines(of: nil, tenant: tenant, rules: rules) { result in
            batch.append(result)
            guard batch.count == Self.batch else { return }
            leads += batch.count
            guard handoff.give(batch) else { throw CancellationError() }
            batch = []
          }
          leads += batch.count
          _ = handoff.give(batch)
          return leads
        }
      }
      group.addTask { [database, tenant] in
        defer { handoff.finish() }
        var counts = DayCounts()
        for await batch in handoff.batches {
          try await database.write(as: tenant) { session in
            try session.hold(lease)
            try session.storeFresh(batch, of: tenant, generation: generation)
            if let today = try session.run(Today()).first {
              let watches = Looked(loners: batch).watches(under: rules, after: today)
              if !watches.isEmpty { try session.execute(PutWatches(tenant: tenant, watches: watches)) }
            }
          }
          handoff.done()
          for result in batch { if let timeline = result.timeline { counts.add(timeline) } }
          progress(batch.count)
        }
        try await database.write(as: tenant) { [counts] session in
          try session.hold(lease)
          try session.add(counts, of: tenant, generation: generation)
        }
        return 0
      }
      return try await group.reduce(0, +)
    }
  }

  /// Accounts that are stored at once, and of whom something will be to tell. A watch of the old
  /// figures that stays beside them does no harm: when its day comes, there is nothing to tell.
  private struct AccountBatch: Sendable {
    var accounts: [AccountResult] = []
    var watches: [(watch: Watch, due: Day)] = []
  }

  /// What accounts have of their leads, once all of these are there.
  private func fillAccounts(_ generation: Int32, _ rules: Rules, under lease: RefreshLease) async throws {
    let handoff = Handoff<AccountBatch>(ahead: 2)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [database, tenant] in
        defer { handoff.finish() }
        try await database.read(as: tenant, within: .seconds(3600)) { session in
          guard let today = try session.run(Today()).first else { return }
          var batch = AccountBatch()
          try session.accounts(nil, tenant: tenant, generation: generation, rules: rules) { result in
            batch.watches += Looked(accounts: [result], loners: []).watches(under: rules, after: today)
            var result = result
            result.members = []  // Nobody asks for them any more, and they are the bulk.
            batch.accounts.append(result)
            guard batch.accounts.count == Self.batch else { return }
            guard handoff.give(batch) else { throw CancellationError() }
            batch = AccountBatch()
          }
          _ = handoff.give(batch)
        }
      }
      group.addTask { [database, tenant] in
        defer { handoff.finish() }
        for await batch in handoff.batches {
          try await database.write(as: tenant) { session in
            try session.hold(lease)
            try session.put(batch.accounts, of: tenant, generation: generation)
            if !batch.watches.isEmpty { try session.execute(PutWatches(tenant: tenant, watches: batch.watches)) }
          }
          handoff.done()
        }
      }
      try await group.waitForAll()
    }
  }

  /// Readers see the new figures from here on, and what they have settled needs no refresh.
  private func switchOver(to generation: Int32, clearing marks: [Mark], under lease: RefreshLease) async throws {
    let tenant = tenant
    try await database.write(as: tenant, within: .seconds(600)) { session in
      try session.hold(lease)
      try session.execute(SwitchGeneration(tenant: tenant, generation: generation))
      try session.execute(SettleGenerations(tenant: tenant, generation: generation))
      if !marks.isEmpty { try session.execute(ClearMarks(tenant: tenant, marks: marks)) }
    }
  }
}
