public import Engine
internal import LibPQ
public import Store

/// Takes an import's facts out of the log again, as if the file had never come.
///
/// Leads that only it knew are gone with it, leads that it joined part again, deals go back to
/// the state of the rows before. One transaction.
public struct Revert: Sendable {
  let database: Database
  let tenant: Tenant
  let zone: Zone

  public init(_ database: Database, tenant: Tenant, zone: Zone) {
    self.database = database
    self.tenant = tenant
    self.zone = zone
  }

  /// What was taken away.
  public struct Outcome: Sendable, Hashable {
    public var events = 0
    public var records = 0
    public var deals = 0
    public var signals = 0
  }

  public func run(_ importID: Int32) async throws -> Outcome {
    let (tenant, zone) = (tenant, zone)
    return try await database.write(as: tenant.id, within: .seconds(3600)) { session in
      let scope = ImportScope(tenant: tenant.id, importID: importID)
      guard var head = try session.run(LockHead(tenant: tenant.id)).first else { return Outcome() }
      let token = makeToken()
      let keyrings = try session.run(KeyringsOfImport(scope))
      try session.mark(leadsOf: keyrings, of: tenant.id, token: token)
      var outcome = Outcome()
      outcome.events = try session.execute(RevertEvents(scope))
      outcome.records = try session.execute(RevertRecords(scope))
      let signalled = try session.run(RevertSignals(scope))
      outcome.signals = signalled.count
      let accounts = try session.run(RevertAccountRecords(scope)) + signalled
      if !accounts.isEmpty {
        try session.mark(accounts: Array(Set(accounts)), of: tenant.id, token: token)
      }
      let deals = try session.run(RevertDealRows(scope))
      outcome.deals = deals.count
      try DealLedger(tenant: tenant.id, zone: zone).settle(Array(Set(deals)), in: &session)
      try forget(keyrings, of: tenant, &head, token, in: &session)
      head.keyringEpoch += 1
      try session.execute(AdvanceHead(tenant: tenant.id, head: head))
      try session.execute(RevertImport(scope))
      return outcome
    }
  }

  /// Keyrings that no row carries any more go; the others fall back to when they are seen now,
  /// and whoever they held together is looked at anew.
  private func forget(
    _ keyrings: [KeyringID], of tenant: Tenant, _ head: inout Head, _ token: MarkToken, in session: inout Session
  ) throws {
    guard !keyrings.isEmpty else { return }
    let before = try session.run(KeyringsByID(tenant: tenant.id, ids: keyrings))
    let sightings = try session.run(RemainingSightings(tenant: tenant.id, keyrings: keyrings))
    let seen = Set(sightings.map(\.keyring))
    let gone = before.filter { !seen.contains($0.id) && !$0.isExplicit }
    try session.execute(WidenKeyrings(tenant: tenant.id, sightings: sightings))
    try session.execute(RemoveKeyrings(tenant: tenant.id, keyrings: gone.map(\.id)))
    // Everyone who shared a lead with them may now stand alone.
    let neighbours = try session.run(KeyringsOfLeads(tenant: tenant.id, leads: Array(Set(before.map(\.lead)))))
    try inherit(from: gone, neighbours, of: tenant, in: &session)
    let settled = try session.run(KeyringsByID(tenant: tenant.id, ids: neighbours.map(\.id)))
    try LeadAssignment(tenant: tenant.id, identities: Set(tenant.identities)).settle(
      fresh: [], touched: settled, head: &head, token: token, in: &session)
  }

  /// A lead keeps its number though the keyring that founded it is gone: the oldest one left holds it.
  private func inherit(
    from gone: [StoredKeyring], _ left: [StoredKeyring], of tenant: Tenant, in session: inout Session
  ) throws {
    var heirs = Dictionary(
      grouping: left.filter { $0.allotted == nil }.sorted { $0.id < $1.id }, by: \.lead)
    let moves = gone.compactMap { old -> MoveKeyrings.Move? in
      guard let allotted = old.allotted, let heir = heirs[old.lead]?.first else { return nil }
      heirs[old.lead]?.removeFirst()
      return MoveKeyrings.Move(keyring: heir.id, lead: heir.lead, allotted: allotted)
    }
    if !moves.isEmpty { try session.execute(MoveKeyrings(tenant: tenant.id, moves: moves)) }
  }
}
