public import Definitions
public import Engine
internal import LibPQ

extension Database {
  /// Where a tenant's alerts go.
  public func sinks(of tenant: TenantID) -> Sinks { Sinks(database: self, tenant: tenant) }
}

/// Where a tenant's alerts go: read, and set as a whole.
public struct Sinks: Sendable {
  let database: Database
  let tenant: TenantID

  /// By name.
  public func all() async throws -> [SinkStanding] {
    try await database.read(ReadSinks(tenant: tenant, name: nil), as: tenant)
  }

  /// `nil`: there is none of that name.
  public func named(_ name: String) async throws -> SinkStanding? {
    try await database.read(ReadSinks(tenant: tenant, name: name), as: tenant).first
  }

  /// Makes the tenant's sinks these and no others, and answers the names of those that are gone.
  ///
  /// `complete` is given each plan with the sink of its name as it was, and answers what is stored: so a
  /// webhook that was written without a secret keeps the one that its receiver knows.
  public func set(
    _ plans: [SinkPlan], complete: @escaping @Sendable (SinkPlan, Sink?) -> SinkPlan = { plan, _ in plan }
  ) async throws -> [String] {
    let tenant = tenant
    return try await database.write(as: tenant) { session in
      let before = try session.run(ReadSinks(tenant: tenant, name: nil)).map(\.sink)
      for plan in plans {
        let old = before.first { $0.name == plan.name }
        try session.execute(PutSink(tenant: tenant, plan: complete(plan, old)))
      }
      let gone = before.map(\.name).filter { name in !plans.contains { $0.name == name } }
      try session.remove(gone, of: tenant)
      return gone
    }
  }

  /// Takes a sink away; what waits for it is given up. Answers whether there was one.
  public func remove(_ name: String) async throws -> Bool {
    let tenant = tenant
    return try await database.write(as: tenant) { try $0.remove([name], of: tenant) > 0 }
  }
}

extension Session {
  @discardableResult
  fileprivate mutating func remove(_ names: [String], of tenant: TenantID) throws -> Int {
    if names.isEmpty { return 0 }
    let removed = try execute(RemoveSinks(tenant: tenant, names: names))
    // What is under way just now will say itself that it arrived, or find its sink gone.
    try execute(BuryAll(tenant: tenant, sinks: names, until: .max, reason: "the sink was taken away", now: .max))
    return removed
  }
}
