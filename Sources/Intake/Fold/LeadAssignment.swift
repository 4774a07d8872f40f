public import Engine
public import LibPQ
public import Store

/// Decides which keyrings make one lead, and writes what differs from the log.
public struct LeadAssignment: Sendable {
  let tenant: TenantID
  let identities: Set<KeyKind>

  public init(tenant: TenantID, identities: Set<KeyKind>) {
    self.tenant = tenant
    self.identities = identities
  }

  /// Places `fresh` keyrings, which are not in the log yet, and places `touched` ones anew.
  ///
  /// Every lead that gains or loses a keyring is marked with `token`. `restoring` writes where every id
  /// leads also for leads that are as they should be.
  public func settle(
    fresh: [StoredKeyring], touched: [StoredKeyring], head: inout Head, token: MarkToken, restoring: Bool = false,
    in session: inout Session
  ) throws {
    let banned = Set(try session.run(Bans(tenant: tenant)).compactMap(\.self))
    let stored = try closure(of: fresh + touched, banned: banned, in: &session)
    let freshIDs = Set(fresh.map(\.id))
    let before = Dictionary(stored.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    var placed = Dictionary(fresh.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    var moves: [MoveKeyrings.Move] = []
    var leads: [(id: LeadID, mergedInto: LeadID?)] = []
    var changed: Set<LeadID> = []

    let rings = stored.filter { !freshIDs.contains($0.id) } + fresh
    for resolved in IdentityResolver(active: identities, banned: banned).resolve(rings.map(HeldKeyring.init)) {
      let lead = resolved.lead ?? LeadID(head.nextLead)
      if resolved.lead == nil {
        head.nextLead += 1
        leads.append((lead, nil))
      }
      var isChanged = restoring || resolved.lead == nil
      for id in resolved.keyrings {
        let allotted = resolved.lead == nil && id == resolved.founder ? lead : nil
        if let old = before[id], !freshIDs.contains(id) {
          guard old.lead != lead || allotted != nil else { continue }
          moves.append(MoveKeyrings.Move(keyring: id, lead: lead, allotted: allotted))
          changed.formUnion([old.lead, lead])
        } else {
          placed[id]?.lead = lead
          placed[id]?.allotted = allotted
          changed.insert(lead)
        }
        isChanged = true
      }
      guard isChanged else { continue }
      // Every id that was ever given out within this lead leads to the one that survives.
      for id in resolved.keyrings {
        guard let own = before[id]?.allotted else { continue }
        leads.append((own, own == lead ? nil : lead))
      }
    }
    try write(fresh.compactMap { placed[$0.id] }, moves, leads, in: &session)
    // A fresh keyring comes with a row that marks its lead; an alias comes alone.
    if !moves.isEmpty || fresh.contains(where: \.isExplicit) {
      try session.mark(leads: changed.sorted(), of: tenant, token: token)
    }
  }

  /// All stored keyrings that share a key with these, or with one that does, and so on.
  private func closure(
    of keyrings: [StoredKeyring], banned: Set<IdentityKey>, in session: inout Session
  ) throws -> [StoredKeyring] {
    var found: [KeyringID: StoredKeyring] = [:]
    var asked: Set<IdentityKey> = []
    var next = keyrings
    while true {
      let keys = Set(next.flatMap(\.keys)).filter { identities.contains($0.kind) && !banned.contains($0) }
        .subtracting(asked)
      guard !keys.isEmpty else { break }
      asked.formUnion(keys)
      next = try session.run(KeyringsByKey(tenant: tenant, keys: Array(keys))).filter { found[$0.id] == nil }
      for keyring in next { found[keyring.id] = keyring }
    }
    for keyring in keyrings where keyring.lead != LeadID(0) && found[keyring.id] == nil { found[keyring.id] = keyring }
    return Array(found.values)
  }

  private func write(
    _ fresh: [StoredKeyring], _ moves: [MoveKeyrings.Move], _ leads: [(id: LeadID, mergedInto: LeadID?)],
    in session: inout Session
  ) throws {
    if !fresh.isEmpty {
      try session.post(InsertKeyrings(tenant: tenant, keyrings: fresh))
      try session.post(InsertIdentities(tenant: tenant, keyrings: fresh))
    }
    if !moves.isEmpty { try session.post(MoveKeyrings(tenant: tenant, moves: moves)) }
    // The last word on an id counts; one statement must not touch a row twice.
    let last = Dictionary(leads.map { ($0.id, $0.mergedInto) }, uniquingKeysWith: { $1 })
    if !last.isEmpty {
      try session.post(
        UpsertLeads(tenant: tenant, leads: last.sorted { $0.key < $1.key }.map { (id: $0.key, mergedInto: $0.value) }))
    }
  }
}

extension HeldKeyring {
  /// As the log has it.
  public init(_ stored: StoredKeyring) {
    self.init(
      id: stored.id, keys: stored.keys, isAlias: stored.isExplicit, firstSeen: stored.firstAt,
      firstArrival: stored.firstArrival, lead: stored.allotted)
  }
}
