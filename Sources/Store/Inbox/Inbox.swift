public import Engine
public import LibPQ

extension Database {
  /// Messages that were answered with 200 and are not in the log yet, of all tenants.
  public var inbox: Inbox { Inbox(database: self) }
}

/// Where messages are durable before they are answered.
public struct Inbox: Sendable {
  let database: Database

  /// Which message of which tenant.
  public struct Key: Sendable, Hashable {
    public var tenant: TenantID
    public var message: PostgresUUID

    public init(tenant: TenantID, message: PostgresUUID) {
      self.tenant = tenant
      self.message = message
    }
  }

  /// Stores messages of any number of tenants in one transaction, each once, and wants their fold.
  ///
  /// When it returns they are on disk. Returns those that were new; the others are in the inbox or in the log
  /// already, and stay as they came first.
  public func receive(_ messages: [ReceivedMessage]) async throws -> Set<Key> {
    guard !messages.isEmpty else { return [] }
    return Set(try await database.asDispatcher(ReceiveMessages(messages: messages)))
  }

  /// What of a tenant is to be folded, in the order of its keys, from one key on.
  public func waiting(of tenant: TenantID, after message: PostgresUUID?, limit: Int) async throws -> [ReceivedMessage] {
    try await database.read(
      WaitingMessages(tenant: tenant, after: message ?? PostgresUUID(high: 0, low: 0), limit: limit), as: tenant)
  }

  /// The tenant, as the service in its context sees it, and what of it is to be folded first: in one round trip. Throws
  /// where it is not open for work.
  public func beginning(of tenant: TenantID, limit: Int) async throws -> (tenant: Tenant, messages: [ReceivedMessage]) {
    let (found, messages) = try await database.read(
      EnteredTenant(),
      WaitingMessages(tenant: tenant, after: PostgresUUID(high: 0, low: 0), limit: limit), as: tenant)
    guard let found = found.first else { throw StoreError.noSuchTenant(slug: "\(tenant.rawValue)") }
    return (found, messages)
  }

  /// Messages of a tenant that were not taken, the newest first: kept for 30 days.
  ///
  /// - Parameter since: In microseconds since 1970, when they came.
  public func refusals(of tenant: TenantID, since: Int64, limit: Int) async throws -> [RefusedMessage] {
    try await database.read(Refusals(tenant: tenant, since: since, limit: limit), as: tenant)
  }
}

/// What a fold finds when it begins: read under the fold lock, so nobody changes it before the fold ends.
public struct OpenedInbox: Sendable {
  /// Where the log stands; `nil` when that is used up.
  public var head: Head?
  /// Those of the messages that nobody else has taken.
  public var taken: Set<PostgresUUID>
  /// Those that are folded already, as calls.
  public var calls: Set<PostgresUUID>
  /// Those that are folded already, as events.
  public var known: Set<PostgresUUID>
  /// The digests of keyrings that were asked for, and those that the log has.
  public var asked: [PostgresUUID]
  public var keyrings: [(digest: PostgresUUID, id: KeyringID, firstAt: Int64)]
  /// Of the people who were erased, if there are any.
  public var salt: [UInt8]?
}

extension Session {
  /// Takes the fold lock, and messages out of the inbox for this transaction to fold: in one round trip, each statement
  /// seeing what those before it have waited for.
  ///
  /// - Parameter digests: of the keyrings that the messages name.
  public mutating func openInbox(
    _ messages: [PostgresUUID], digests: [PostgresUUID], of tenant: TenantID
  ) throws -> OpenedInbox {
    try post(OpenHead(tenant: tenant))
    let (heads, taken, calls, known, keyrings, salts) = try batch(
      LockHead(tenant: tenant), TakeMessages(tenant: tenant, messages: messages),
      KnownCalls(tenant: tenant, messages: messages), KnownMessages(tenant: tenant, messages: messages),
      KeyringsByDigest(tenant: tenant, digests: digests), ErasureSalt(tenant: tenant))
    return OpenedInbox(
      head: heads.first, taken: Set(taken), calls: Set(calls), known: Set(known), asked: digests, keyrings: keyrings,
      salt: salts.first ?? nil)
  }

  /// Takes messages out of the inbox for this transaction to fold. Returns those that nobody else has taken.
  public mutating func take(_ messages: [PostgresUUID], of tenant: TenantID) throws -> Set<PostgresUUID> {
    Set(try run(TakeMessages(tenant: tenant, messages: messages)))
  }

  /// Remembers calls that are folded in this transaction.
  public mutating func remember(calls messages: [PostgresUUID], of tenant: TenantID) throws {
    if !messages.isEmpty { try post(InsertCalls(tenant: tenant, messages: messages)) }
  }

  /// Sets messages aside that were not taken.
  public mutating func setAside(_ messages: [RefusedMessage], of tenant: TenantID) throws {
    if !messages.isEmpty { try post(InsertRefusals(tenant: tenant, messages: messages)) }
  }
}
