public import Definitions
public import Engine
import Intake
public import LibPQ
public import Store

/// Builds a generation of timelines from the whole log beside the running one, and switches.
///
/// Readers see the old figures until one UPDATE shows them the new ones. Reading and computing
/// run ahead of writing by a few batches, on two connections.
public struct Rebuild: Sendable {
  let database: Database
  let tenant: TenantID

  /// Leads written at once.
  static let batch = 2_000

  public init(_ database: Database, tenant: TenantID) {
    self.database = database
    self.tenant = tenant
  }

  /// Returns how many leads there are; `nil` when another run is at work on the tenant.
  @discardableResult
  public func build(
    definition: Int32, source: String, zone: String, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> Int? {
    guard let lease = try await RefreshLease.take(tenant, in: database) else { return nil }
    return try await lease.keeping(in: database) {
      let generation = try await begin(definition: definition, zone: zone, under: lease)
      let plan = Generation(number: generation, definition: definition, zone: zone, isLive: false, source: source)
      do {
        let leads = try await fill(plan, under: lease, progress)
        // What was marked while the log was read is refreshed in both generations before the switch.
        while try await Refresh(database, tenant: tenant).round(under: lease) != nil {}
        try await switchOver(to: generation, under: lease)
        return leads
      } catch {
        try? await database.write(as: tenant) { [tenant] session in
          try session.execute(RetireGeneration(tenant: tenant, generation: generation))
          try session.dropRetired(of: tenant)
        }
        throw error
      }
    }
  }

  /// A generation that a killed run left half built is taken away first.
  private func begin(definition: Int32, zone: String, under lease: RefreshLease) async throws -> Int32 {
    let tenant = tenant
    return try await database.write(as: tenant) { session in
      try session.hold(lease)
      for old in try session.run(Generations(tenant: tenant)) where !old.isLive {
        try session.execute(RetireGeneration(tenant: tenant, generation: old.number))
      }
      try session.dropRetired(of: tenant)
      guard let made = try session.run(CreateGeneration(tenant: tenant, definition: definition, zone: zone)).first
      else {
        throw StoreError.unfit(reason: "the tenant's log has no head")
      }
      return made
    }
  }

  private func fill(
    _ generation: Generation, under lease: RefreshLease, _ progress: @escaping @Sendable (Int) -> Void
  ) async throws -> Int {
    let (definition, zone) = try generation.rules()
    let handoff = Handoff<[LeadResult]>(ahead: 4)
    return try await withThrowingTaskGroup(of: Int.self) { group in
      group.addTask { [database, tenant] in
        defer { handoff.finish() }
        return try await database.read(as: tenant, within: .seconds(3600)) { session in
          var leads = 0
          var batch: [LeadResult] = []
          try session.timelines(of: nil, tenant: tenant, definition: definition, zone: zone) { result in
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
        for await batch in handoff.batches {
          try await database.write(as: tenant) { session in
            try session.hold(lease)
            try session.store(batch, of: tenant, generation: generation.number, isFresh: true)
          }
          handoff.done()
          progress(batch.count)
        }
        return 0
      }
      return try await group.reduce(0, +)
    }
  }

  private func switchOver(to generation: Int32, under lease: RefreshLease) async throws {
    let tenant = tenant
    try await database.write(as: tenant) { session in
      try session.hold(lease)
      try session.execute(SwitchGeneration(tenant: tenant, generation: generation))
      try session.execute(SettleGenerations(tenant: tenant, generation: generation))
    }
    try await database.write(as: tenant, within: .seconds(3600)) { session in try session.dropRetired(of: tenant) }
  }
}
