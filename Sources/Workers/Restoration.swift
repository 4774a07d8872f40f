import Definitions
import Engine
internal import Intake
internal import LibPQ
public import Store

/// Makes everything that follows from a tenant's log anew: who is who, the state of every deal,
/// and a generation of timelines beside the running one, which one UPDATE then shows.
public struct Restoration: Sendable {
  let database: Database
  let tenant: Tenant

  public init(_ database: Database, tenant: Tenant) {
    self.database = database
    self.tenant = tenant
  }

  /// Returns how many leads there are; `nil` when there is no definition to follow. Throws
  /// `StoreError.busy` when another run is at work on the tenant.
  public func run(progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws -> Int? {
    let tenant = tenant
    guard let zone = Zone(iana: tenant.timezone) else {
      throw StoreError.unfit(reason: "this machine has no time zone \(tenant.timezone): install tzdata")
    }
    try await IdentityChange(database, tenant: tenant).run()
    try await database.write(as: tenant.id, within: .seconds(3600)) { session in
      _ = try session.run(LockHead(tenant: tenant.id))
      try session.mendNumbers(of: tenant)
      let ledger = DealLedger(tenant: tenant.id, zone: zone)
      let computed = Set(try ledger.states(of: nil, in: &session))
      let stored = Set(try session.run(StoredDeals(tenant: tenant.id)))
      try ledger.settle(Set(computed.symmetricDifference(stored).map(\.dealID)).sorted(), in: &session)
    }
    guard let plan = try await database.plan(of: tenant) else { return nil }
    let leads = try await Rebuild(database, tenant: tenant.id).build(plan, progress: progress)
    guard let leads else { throw StoreError.busy(tenant: tenant.slug) }
    return leads
  }
}

extension Session {
  /// Every lead number that was given out leads to where the keyring that founded it is now.
  fileprivate mutating func mendNumbers(of tenant: Tenant) throws {
    let stored = Dictionary(
      try run(LeadNumbers(tenant: tenant.id)).map { ($0.lead, $0.mergedInto) }, uniquingKeysWith: { $1 })
    let wrong = try run(AllKeyrings(tenant: tenant.id)).compactMap { keyring -> (id: LeadID, mergedInto: LeadID?)? in
      guard let own = keyring.allotted else { return nil }
      let target = own == keyring.lead ? nil : keyring.lead
      return stored[own] == .some(target) ? nil : (own, target)
    }
    if !wrong.isEmpty { try execute(UpsertLeads(tenant: tenant.id, leads: wrong)) }
  }
}
