public import Engine
public import LibPQ
internal import SQLCatalog

/// A keyring as it is stored.
public struct StoredKeyring: Sendable, Hashable {
  public var id: KeyringID
  public var digest: PostgresUUID
  public var keys: [IdentityKey]
  /// An alias: its keys join whatever their kind.
  public var isExplicit: Bool
  public var lead: LeadID
  /// The lead id that was given out when this keyring founded a lead.
  public var allotted: LeadID?
  /// The company its e-mail address speaks for; only written, never read back here.
  public var account: AccountID?
  /// When it was first seen: microseconds since 1970, then arrival.
  public var firstAt: Int64
  public var firstArrival: Arrival

  public init(
    id: KeyringID, digest: PostgresUUID, keys: [IdentityKey], isExplicit: Bool, lead: LeadID, allotted: LeadID?,
    account: AccountID?, firstAt: Int64, firstArrival: Arrival
  ) {
    self.id = id
    self.digest = digest
    self.keys = keys
    self.isExplicit = isExplicit
    self.lead = lead
    self.allotted = allotted
    self.account = account
    self.firstAt = firstAt
    self.firstArrival = firstArrival
  }
}

/// Which keyrings these digests are.
public struct KeyringsByDigest: Statement {
  public static let sql = SQLText(SQL.Log.keyringsByDigest)
  var tenant: TenantID
  var digests: [PostgresUUID]
  public init(tenant: TenantID, digests: [PostgresUUID]) {
    self.tenant = tenant
    self.digests = digests
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(digests)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> (
    digest: PostgresUUID, id: KeyringID, firstAt: Int64
  ) {
    (try row.uuid(), try row.read(), try row.timestamp())
  }
}

/// Every keyring that carries one of these keys.
public struct KeyringsByKey: Statement {
  public static let sql = SQLText(SQL.Log.keyringsByKey)
  var tenant: TenantID
  var keys: [IdentityKey]
  public init(tenant: TenantID, keys: [IdentityKey]) {
    self.tenant = tenant
    self.keys = keys
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keys.map(\.description))
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> StoredKeyring { try row.keyring() }
}

public struct KeyringsByID: Statement {
  public static let sql = SQLText(SQL.Log.keyringsById)
  var tenant: TenantID
  var ids: [KeyringID]
  public init(tenant: TenantID, ids: [KeyringID]) {
    self.tenant = tenant
    self.ids = ids
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(ids)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> StoredKeyring { try row.keyring() }
}

public struct KeyringsOfLeads: Statement {
  public static let sql = SQLText(SQL.Log.keyringsOfLeads)
  var tenant: TenantID
  var leads: [LeadID]
  public init(tenant: TenantID, leads: [LeadID]) {
    self.tenant = tenant
    self.leads = leads
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(leads)
  }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> StoredKeyring { try row.keyring() }
}

/// All keyrings of a tenant, in the order they were made.
public struct AllKeyrings: Statement {
  public static let sql = SQLText(SQL.Log.keyrings)
  var tenant: TenantID
  public init(tenant: TenantID) { self.tenant = tenant }
  public func bind(_ parameters: inout Parameters) { parameters.add(tenant) }
  public static func decode(_ row: inout RowReader) throws(PostgresError) -> StoredKeyring { try row.keyring() }
}

public struct InsertKeyrings: Statement {
  public static let sql = SQLText(SQL.Log.insertKeyrings)
  var tenant: TenantID
  var keyrings: [StoredKeyring]
  public init(tenant: TenantID, keyrings: [StoredKeyring]) {
    self.tenant = tenant
    self.keyrings = keyrings
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keyrings.map(\.id))
    parameters.add(keyrings.map(\.digest))
    parameters.add(keyrings.map { $0.keys.map(\.description).joined(separator: "\u{1f}") })
    parameters.add(keyrings.map(\.isExplicit))
    parameters.add(keyrings.map(\.lead))
    parameters.add(nullable: keyrings.map(\.allotted))
    parameters.add(nullable: keyrings.map(\.account))
    parameters.addTimestamps(keyrings.map(\.firstAt))
    parameters.add(keyrings.map(\.firstArrival))
  }
}

/// From each key to the keyrings that carry it.
public struct InsertIdentities: Statement {
  public static let sql = SQLText(SQL.Log.insertIdentities)
  var tenant: TenantID
  var keyrings: [StoredKeyring]
  public init(tenant: TenantID, keyrings: [StoredKeyring]) {
    self.tenant = tenant
    self.keyrings = keyrings
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(keyrings.flatMap { $0.keys.map(\.description) })
    parameters.add(keyrings.flatMap { keyring in keyring.keys.map { _ in keyring.id } })
  }
}

/// Gives keyrings to other leads.
public struct MoveKeyrings: Statement {
  public struct Move: Sendable, Hashable {
    public var keyring: KeyringID
    public var lead: LeadID
    /// A lead id that the keyring is given for good, where it has none.
    public var allotted: LeadID?
    public init(keyring: KeyringID, lead: LeadID, allotted: LeadID?) {
      self.keyring = keyring
      self.lead = lead
      self.allotted = allotted
    }
  }
  public static let sql = SQLText(SQL.Log.moveKeyrings)
  var tenant: TenantID
  var moves: [Move]
  public init(tenant: TenantID, moves: [Move]) {
    self.tenant = tenant
    self.moves = moves
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(moves.map(\.keyring))
    parameters.add(moves.map(\.lead))
    parameters.add(nullable: moves.map(\.allotted))
  }
}

/// Moves first sightings.
public struct WidenKeyrings: Statement {
  public struct Sighting: Sendable, Hashable {
    public var keyring: KeyringID
    public var at: Int64
    public var arrival: Arrival
    public init(keyring: KeyringID, at: Int64, arrival: Arrival) {
      self.keyring = keyring
      self.at = at
      self.arrival = arrival
    }
  }
  public static let sql = SQLText(SQL.Log.widenKeyrings)
  var tenant: TenantID
  var sightings: [Sighting]
  public init(tenant: TenantID, sightings: [Sighting]) {
    self.tenant = tenant
    self.sightings = sightings
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(sightings.map(\.keyring))
    parameters.addTimestamps(sightings.map(\.at))
    parameters.add(sightings.map(\.arrival))
  }
}

/// Registers lead ids, and where a merged one now leads.
public struct UpsertLeads: Statement {
  public static let sql = SQLText(SQL.Log.upsertLeads)
  var tenant: TenantID
  var leads: [(id: LeadID, mergedInto: LeadID?)]
  public init(tenant: TenantID, leads: [(id: LeadID, mergedInto: LeadID?)]) {
    self.tenant = tenant
    self.leads = leads
  }
  public func bind(_ parameters: inout Parameters) {
    parameters.add(tenant)
    parameters.add(leads.map(\.id))
    parameters.add(nullable: leads.map(\.mergedInto))
  }
}

extension RowReader {
  mutating func keyring() throws(PostgresError) -> StoredKeyring {
    StoredKeyring(
      id: try read(), digest: try uuid(), keys: try strings().compactMap { IdentityKey(text: $0) },
      isExplicit: try bool(), lead: try read(), allotted: try readOrNil(), account: nil,
      firstAt: try timestamp(), firstArrival: try read())
  }
}
