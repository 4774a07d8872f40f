public import Engine

/// A keyring as the log holds it: what the resolver is given.
public struct HeldKeyring: Sendable {
  public var id: KeyringID
  public var keys: [IdentityKey]
  /// Somebody said outright that these keys are one person: an alias or a merge by hand.
  public var isAlias: Bool
  /// The earliest instant at which a row carried it, in microseconds since 1970.
  public var firstSeen: Int64
  public var firstArrival: Arrival
  /// The id that was allotted when this keyring began a lead of its own; at most one keyring
  /// of a tenant has a given one. `nil` for a keyring that joined a lead that was there.
  public var lead: LeadID?

  public init(
    id: KeyringID, keys: [IdentityKey], isAlias: Bool = false, firstSeen: Int64, firstArrival: Arrival,
    lead: LeadID? = nil
  ) {
    self.id = id
    self.keys = keys
    self.isAlias = isAlias
    self.firstSeen = firstSeen
    self.firstArrival = firstArrival
    self.lead = lead
  }
}

/// One prospect: the keyrings that mean the same person.
public struct ResolvedLead: Hashable, Sendable {
  /// The lowest id allotted to any of its keyrings; `nil` asks for a new one, to be allotted
  /// to `founder`.
  public var lead: LeadID?
  /// The keyring that came first.
  public var founder: KeyringID
  /// Ascending.
  public var keyrings: [KeyringID]
  /// Where several external ids became one person, why.
  public var conflict: IdentityConflict?
}

/// Several external ids that were taken for one person: right after a change of system, wrong
/// when two people shared an address. `headway lead conflicts` lists them.
public struct IdentityConflict: Hashable, Sendable {
  public enum Cause: Hashable, Sendable {
    case key(IdentityKey)
    case alias(KeyringID)
  }

  /// One step that joined two groups of external ids.
  public struct Join: Hashable, Sendable {
    public var cause: Cause
    public var left: [String]
    public var right: [String]
  }

  /// All of them, sorted.
  public var externalIDs: [String]
  /// In the order in which the keys were first seen; one fewer than there are external ids.
  public var joins: [Join]
}
