public import Intake
internal import LibPQ
public import Store

/// Erases a lead's person: computes what is still to be computed of it, takes the person away, and brings
/// the momentum of its company up to date.
public struct Erasure: Sendable {
  let database: Database
  let tenant: Tenant

  /// How often it is tried where facts keep coming, or another run has the tenant's figures in hand.
  private static let attempts = 50

  public init(_ database: Database, tenant: Tenant) {
    self.database = database
    self.tenant = tenant
  }

  /// Throws `LeadFault` where there is no such lead, and `StoreError.busy` where another run did not end.
  public func run(_ reference: LeadReference) async throws -> LeadErasure.Outcome {
    let tenant = tenant
    for _ in 0..<Self.attempts {
      let outcome = try await database.write(as: tenant.id, within: .seconds(600)) { session in
        try LeadErasure(tenant: tenant).run(reference, in: &session)
      }
      if let outcome {
        // Where a worker is at it, the marks are its to find.
        _ = try await Refresh(database, tenant: tenant.id).drain()
        return outcome
      }
      if try await Refresh(database, tenant: tenant.id).drain() == nil { try await Task.sleep(for: .milliseconds(200)) }
    }
    throw StoreError.busy(tenant: tenant.slug)
  }
}
