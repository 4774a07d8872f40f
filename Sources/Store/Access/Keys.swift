public import Engine
internal import LibPQ

extension Database {
  /// What programs show to be let in over HTTP.
  public var keys: Keys { Keys(database: self) }
}

/// Makes, lists and revokes keys as the operator, and finds whose they are as the service. `nil` for a tenant means
/// the agency's own.
public struct Keys: Sendable {
  let database: Database

  /// The name of a key where nobody gives it one.
  public static let defaultName = "default"

  /// Makes a key. Only here and now its secret is known: the database gets its hash.
  ///
  /// Two of the same kind and name may live at a time, so that one can take the other's place; a third is refused.
  ///
  /// - Parameter expiry: Microseconds since 1970; `nil` for good.
  public func create(
    _ kind: AccessKey.Kind, for tenant: Tenant?, name: String = Self.defaultName, until expiry: Int64? = nil
  ) async throws -> AccessKey {
    let key = AccessKey.random(kind)
    do {
      _ = try await database.asOperator(
        CreateKey(
          tenant: tenant?.id, kind: kind, name: name, id: key.id, secretHash: key.secretHash, validUntil: expiry))
    } catch {
      throw StoreError(refusalOf: error) ?? error
    }
    return key
  }

  /// All of them, those that have ended too: those that live first, the newest first.
  public func all(of tenant: Tenant?) async throws -> [ListedKey] {
    try await database.asOperator(KeysOf(tenant: tenant?.id))
  }

  /// Ends a key for good: running services refuse it within seconds. Nothing happens to one that has ended.
  public func revoke(_ id: KeyID, of kinds: [AccessKey.Kind]) async throws {
    guard try await database.asOperator(RevokeKey(id: id, kinds: kinds)) == [true] else {
      throw StoreError.noSuchKey(id: id.text)
    }
  }

  /// For whom a key speaks that lives; `nil` where there is none of that id, or it has ended.
  ///
  /// Whether its secret is right is the caller's to ask: ``KeyRecord/holder(showing:)``.
  public func record(of id: KeyID) async throws -> KeyRecord? {
    try await database.asService(ReadKeyRecord(id: id)).first
  }

  /// For whom this key speaks; `nil` where it is none of ours, has ended, or has another secret.
  public func holder(of key: AccessKey) async throws -> KeyHolder? {
    try await record(of: key.id)?.holder(showing: key)
  }

  /// Notes that a key was used today.
  public func noteUse(of id: KeyID) async throws { _ = try await database.asService(NoteKeyUse(id: id)) }
}

/// A key as lists show it.
public struct ListedKey: Sendable, Hashable {
  public var id: KeyID
  public var kind: AccessKey.Kind
  public var name: String
  /// Microseconds since 1970, as all times here.
  public var createdAt: Int64
  public var validUntil: Int64?
  public var revokedAt: Int64?
  /// In UTC.
  public var lastUsed: Day?
}

/// What the database knows of a key that lives.
public struct KeyRecord: Sendable {
  let kind: AccessKey.Kind
  let secretHash: [UInt8]
  let holder: KeyHolder
  /// Whether its use has been noted today.
  public let isUsedToday: Bool

  /// For whom a key with this record's id speaks; `nil` where its kind or its secret is another.
  public func holder(showing key: AccessKey) -> KeyHolder? {
    key.matches(secretHash) && key.kind == kind ? holder : nil
  }
}

/// For whom a key speaks.
public enum KeyHolder: Sendable, Hashable {
  case agency
  case tenant(KeyTenant)
}

/// The client that a key belongs to, as far as whoever lets it in has to know it.
public struct KeyTenant: Sendable, Hashable {
  public var id: TenantID
  public var slug: String
  /// IANA name of its zone.
  public var timezone: String
  /// The kinds of key that join its records.
  public var identities: [KeyKind]
  /// Whoever is not active is let in nowhere.
  public var state: Tenant.State
}
