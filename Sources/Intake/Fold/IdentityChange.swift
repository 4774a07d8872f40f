internal import Engine
internal import LibPQ
public import Store

/// Looks anew at which keyrings make one lead, after a tenant's joining keys have changed.
///
/// One transaction under the fold lock. Leads that gain or lose a keyring are marked, and the next
/// refresh computes them; a lead's number survives where any of its keyrings founded it.
public struct IdentityChange: Sendable {
  let database: Database
  let tenant: Tenant

  /// - Parameter tenant: As it is now, with the new identities.
  public init(_ database: Database, tenant: Tenant) {
    self.database = database
    self.tenant = tenant
  }

  public func run() async throws {
    let tenant = tenant
    try await database.write(as: tenant.id, within: .seconds(3600)) { session in
      guard var head = try session.run(LockHead(tenant: tenant.id)).first else { return }
      let keyrings = try session.run(AllKeyrings(tenant: tenant.id))
      try LeadAssignment(tenant: tenant.id, identities: Set(tenant.identities)).settle(
        fresh: [], touched: keyrings, head: &head, token: makeToken(), restoring: true, in: &session)
      head.keyringEpoch += 1
      try session.execute(AdvanceHead(tenant: tenant.id, head: head))
    }
  }
}
