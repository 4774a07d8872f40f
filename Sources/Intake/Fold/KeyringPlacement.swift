internal import Engine
internal import LibPQ
internal import Store

/// Finds the keyrings of a batch in the log, and a lead for each that is new.
///
/// Only what is touched is looked at: the new keyrings, those that were now seen earlier, and
/// whatever shares a key with one of them, however many steps away. On that closed set the
/// resolver decides, and what differs from the log is written.
struct KeyringPlacement: Sendable {
  let tenant: TenantID
  let identities: Set<KeyKind>
  /// After so many, those not met since are forgotten, and asked of the log again. 10,000 are 1 MB, and as many for those before.
  /// More were not seen to be faster: of 4 million events of 400,000 people an import took 94 s with 500,000, and 85 with 100,000.
  let remembering: Int
  /// From a keyring to its number and first sighting, over the batches of one import: the batch's own, and those met lately.
  private var known: [Fingerprint: (id: KeyringID, firstAt: Int64)] = [:]
  /// Those met before them; whoever is met again moves up.
  private var metBefore: [Fingerprint: (id: KeyringID, firstAt: Int64)] = [:]
  private var epoch: Int64?
  /// The log was asked about them under the fold lock that is still held, and had them not.
  private var absent: Set<Fingerprint> = []

  init(tenant: TenantID, identities: Set<KeyKind>, remembering: Int) {
    self.tenant = tenant
    self.identities = identities
    self.remembering = remembering
  }

  /// One keyring of a batch, with when the batch first has it.
  struct Sighting {
    var keyring: Keyring
    var at: Int64
    var arrival: Arrival
  }

  /// Takes in what the log was asked when the fold lock was taken.
  mutating func remember(_ opened: OpenedInbox) {
    epoch = opened.head?.keyringEpoch
    absent = Set(opened.asked.map { Fingerprint(high: $0.high, low: $0.low) })
    for (digest, id, firstAt) in opened.keyrings {
      let print = Fingerprint(high: digest.high, low: digest.low)
      absent.remove(print)
      known[print] = (id, firstAt)
    }
  }

  /// Asks the log for keyrings that are not remembered. First in every batch.
  mutating func lookUp(_ keyrings: [Keyring], head: Head, in session: inout Session) throws {
    if epoch != head.keyringEpoch {
      (known, metBefore, absent, epoch) = ([:], [:], [], head.keyringEpoch)
    } else if known.count > remembering {
      (metBefore, known, absent) = (known, [:], [])
    }
    var unknown: [Fingerprint] = []
    for print in keyrings.lazy.map(\.fingerprint) where known[print] == nil && !absent.contains(print) {
      if let met = metBefore[print] { known[print] = met } else { unknown.append(print) }
    }
    guard !unknown.isEmpty else { return }
    let found = try session.run(
      KeyringsByDigest(tenant: tenant, digests: unknown.map { PostgresUUID(high: $0.high, low: $0.low) }))
    for (digest, id, firstAt) in found { known[Fingerprint(high: digest.high, low: digest.low)] = (id, firstAt) }
  }

  /// The number of a keyring that was looked up or placed; `nil` where the log has none.
  func number(of keyring: Keyring) -> KeyringID? { known[keyring.fingerprint]?.id }

  /// When it was first seen; `nil` where the log has it not.
  func firstSighting(of keyring: Keyring) -> Int64? { known[keyring.fingerprint]?.firstAt }

  /// Adds keyrings that are new, and moves first sightings. Takes from `head` what it uses up, and
  /// marks every lead whose keyrings changed hands. They must have been looked up.
  mutating func place(
    _ sightings: [Sighting], head: inout Head, token: MarkToken, in session: inout Session
  ) throws {
    var fresh: [StoredKeyring] = []
    var earlier: [WidenKeyrings.Sighting] = []
    for sighting in sightings {
      if let (id, firstAt) = known[sighting.keyring.fingerprint] {
        guard sighting.at < firstAt else { continue }
        earlier.append(WidenKeyrings.Sighting(keyring: id, at: sighting.at, arrival: sighting.arrival))
        known[sighting.keyring.fingerprint] = (id, sighting.at)
      } else {
        let id = KeyringID(head.nextKeyring)
        head.nextKeyring += 1
        known[sighting.keyring.fingerprint] = (id, sighting.at)
        fresh.append(StoredKeyring(id, sighting))
      }
    }
    if !earlier.isEmpty { try session.post(WidenKeyrings(tenant: tenant, sightings: earlier)) }
    if !fresh.isEmpty || !earlier.isEmpty {
      try settle(fresh, seenEarlier: earlier.map(\.keyring), head: &head, token: token, in: &session)
    }
  }

  /// Gives leads to new keyrings, and looks again at those whose order in time has changed.
  private func settle(
    _ fresh: [StoredKeyring], seenEarlier: [KeyringID], head: inout Head, token: MarkToken, in session: inout Session
  ) throws {
    var fresh = fresh
    try AccountDirectory(tenant: tenant).addAccounts(to: &fresh, head: &head, in: &session)
    let moved = seenEarlier.isEmpty ? [] : try session.run(KeyringsByID(tenant: tenant, ids: seenEarlier))
    try LeadAssignment(tenant: tenant, identities: identities).settle(
      fresh: fresh, touched: moved, head: &head, token: token, in: &session)
  }
}

extension StoredKeyring {
  init(_ id: KeyringID, _ sighting: KeyringPlacement.Sighting) {
    let print = sighting.keyring.fingerprint
    self.init(
      id: id, digest: PostgresUUID(high: print.high, low: print.low), keys: sighting.keyring.keys, isExplicit: false,
      lead: LeadID(0), allotted: nil, account: nil, firstAt: sighting.at, firstArrival: sighting.arrival)
  }
}
