public import Engine
public import LibPQ
public import Store

/// Says that two leads are one person: appends an alias that joins a key of each.
///
/// Their facts stay where they are and from now on interleave by time. The lower number survives.
public struct LeadMerge: Sendable {
  let tenant: Tenant

  public init(tenant: Tenant) { self.tenant = tenant }

  public struct Outcome: Sendable, Hashable {
    public var survivor: LeadID
    /// The number that leads to it from now on; `nil` when they were one already, and nothing changed.
    public var absorbed: LeadID?
    /// What was said to be one person.
    public var joined: [IdentityKey] = []
  }

  /// - Parameter instant: when it was said, in microseconds since 1970.
  public func run(
    _ first: LeadReference, _ second: LeadReference, at instant: Int64, in session: inout Session
  ) throws -> Outcome {
    guard var head = try session.run(LockHead(tenant: tenant.id)).first else { throw LeadFault.unknown(first) }
    let leads = (try session.lead(first, of: tenant.id), try session.lead(second, of: tenant.id))
    guard leads.0 != leads.1 else { return Outcome(survivor: leads.0) }
    let banned = Set(try session.run(Bans(tenant: tenant.id)).compactMap(\.self))
    let keys = [
      try key(of: leads.0, without: banned, in: &session), try key(of: leads.1, without: banned, in: &session),
    ]
    let alias = StoredKeyring(
      aliasOf: keys, id: KeyringID(head.nextKeyring), at: instant, arrival: Arrival(head.nextArrival))
    head.nextKeyring += 1
    head.nextArrival += 1
    let assignment = LeadAssignment(tenant: tenant.id, identities: Set(tenant.identities))
    try assignment.settle(fresh: [alias], touched: [], head: &head, token: makeToken(), in: &session)
    try session.execute(AdvanceHead(tenant: tenant.id, head: head))
    let survivor = min(leads.0, leads.1)
    return Outcome(survivor: survivor, absorbed: max(leads.0, leads.1), joined: keys)
  }

  /// The key that says most: an external id before an address, and so on.
  private func key(
    of lead: LeadID, without banned: Set<IdentityKey>, in session: inout Session
  ) throws -> IdentityKey {
    let keys = try session.run(KeyringsOfLeads(tenant: tenant.id, leads: [lead])).flatMap(\.keys)
      .filter { tenant.identities.contains($0.kind) && !banned.contains($0) }
    guard let key = Keyring(keys).keys.first else { throw LeadFault.nothingToJoin(lead) }
    return key
  }
}

extension StoredKeyring {
  /// Its digest is none that a row's keyring can have: the same keys on a row say less.
  init(aliasOf keys: [IdentityKey], id: KeyringID, at instant: Int64, arrival: Arrival) {
    let keyring = Keyring(keys)
    let print = Fingerprint(of: Array("alias\0".utf8) + Keyring.text(of: keyring.keys))
    self.init(
      id: id, digest: PostgresUUID(high: print.high, low: print.low), keys: keyring.keys, isExplicit: true,
      lead: LeadID(0), allotted: nil, account: nil, firstAt: instant, firstArrival: arrival)
  }
}
