public import Engine
internal import LibPQ
public import Store

/// Takes a tenant's messages from the inbox into its log, batch by batch: each batch leaves the inbox and comes into
/// the log in one transaction, so it may be cut off anywhere and begun again by anybody.
public struct InboxFold: Sendable {
  let database: Database
  let tenant: Tenant
  let zone: Zone
  let isFollowedByRefresh: Bool
  /// What waits first, where that was read already.
  private var found: [ReceivedMessage]?

  /// What a turn came to.
  public struct Turn: Sendable, Hashable {
    public var folded = 0
    public var refused = 0
    /// Nothing was left when it ended.
    public var isComplete = false
  }

  /// Of one transaction.
  static let batch = 2000

  /// Throws where the tenant's zone is unknown to this machine.
  ///
  /// - Parameter isFollowedByRefresh: Whoever folds computes what follows in the same job, or wants a refresh before that
  ///   ends: the fold itself wants none (Docs/Decisions/0035).
  public init(_ database: Database, tenant: Tenant, isFollowedByRefresh: Bool = false) throws {
    guard let zone = Zone(iana: tenant.timezone) else {
      throw StoreError.unfit(reason: "this machine does not know the time zone \(tenant.timezone)")
    }
    self.database = database
    self.tenant = tenant
    self.zone = zone
    self.isFollowedByRefresh = isFollowedByRefresh
  }

  /// Of a tenant that is known by its number, with what waits first. Throws where it is not open for work too.
  public static func begin(_ database: Database, tenant: TenantID, isFollowedByRefresh: Bool) async throws -> InboxFold
  {
    let (tenant, messages) = try await database.inbox.beginning(of: tenant, limit: batch)
    var fold = try InboxFold(database, tenant: tenant, isFollowedByRefresh: isFollowedByRefresh)
    fold.found = messages
    return fold
  }

  /// Goes once through what waits, `rounds` batches at most.
  public func drain(rounds: Int) async throws -> Turn {
    var turn = Turn()
    var last: PostgresUUID?
    var found = found
    for _ in 0..<rounds {
      let messages =
        if let found { found } else {
          try await database.inbox.waiting(of: tenant.id, after: last, limit: Self.batch)
        }
      found = nil
      guard let end = messages.last?.message else {
        turn.isComplete = true
        break
      }
      try await fold(messages, &turn)
      last = end
      if messages.count < Self.batch {
        turn.isComplete = true
        break
      }
    }
    return turn
  }

  /// Folds a batch. Where the log will not have it, halves of it, until the one message stands alone that is at
  /// fault: that one is set aside.
  private func fold(_ messages: [ReceivedMessage], _ turn: inout Turn) async throws {
    do {
      let (folded, refused) = try await store(messages)
      turn.folded += folded
      turn.refused += refused
    } catch let error as PostgresError where error.isOfTheRows {
      guard messages.count > 1 else {
        turn.refused += try await setAside(messages, "\(error)")
        return
      }
      let half = messages.count / 2
      try await fold(Array(messages[..<half]), &turn)
      try await fold(Array(messages[half...]), &turn)
    }
  }

  private func store(_ messages: [ReceivedMessage]) async throws -> (folded: Int, refused: Int) {
    let (tenant, zone, identities) = (tenant, zone, Set(tenant.identities))
    let isFollowed = isFollowedByRefresh
    let (candidates, unreadable) = ReadMessage.read(
      messages.sorted { $0.receivedAt < $1.receivedAt }, zone: zone, identities: identities)
    let digests = Set(candidates.map { Keyring($0.message.keys).fingerprint })
      .map { PostgresUUID(high: $0.high, low: $0.low) }
    let now = messages.map(\.receivedAt).max() ?? 0
    let isFew = messages.count <= 100
    return try await database.rework(as: tenant.id, isFew: isFew, within: .seconds(120)) { session in
      let opened = try session.openInbox(messages.map(\.message), digests: digests, of: tenant.id)
      let ours = opened.taken
      guard !ours.isEmpty else { return (0, 0) }
      // One message may come through two doors at once; the first that is folded stands.
      var read = candidates.filter { candidate in
        ours.contains(candidate.received.message) && !opened.calls.contains(candidate.received.message)
      }
      var refused = unreadable.filter { ours.contains($0.message) }
      let erased = try ErasureSieve(tenant: tenant.id, identities: identities).sift(
        &read, salt: opened.salt, in: &session)
      refused += erased.map(RefusedMessage.init(ofErased:))

      let batch = MessageBatch(read, zone: zone)
      var fold = Fold(
        opened, tenant: tenant, zone: zone, receivedDay: zone.day(ofInstant: now), source: .api, isFollowed: isFollowed)
      if !batch.leads.rows.isEmpty { _ = try fold.add(batch.leads, in: &session) }
      try fold.add(batch.companies, in: &session)
      try fold.add(batch.aliases, in: &session)
      if batch.events.count > 0 { _ = try fold.add(batch.events, in: &session) }
      try session.remember(calls: batch.calls, of: tenant.id)
      try session.setAside(sifted: refused, of: tenant.id)
      return (ours.count - refused.count, refused.count)
    }
  }

  private func setAside(_ messages: [ReceivedMessage], _ reason: String) async throws -> Int {
    let tenant = tenant.id
    return try await database.write(as: tenant) { session in
      let ours = try session.take(messages.map(\.message), of: tenant)
      let refused = messages.filter { ours.contains($0.message) }
        .map { RefusedMessage(RowRefusal(.unfoldable, reason), $0) }
      try session.setAside(sifted: refused, of: tenant)
      return refused.count
    }
  }
}

extension PostgresError {
  /// Whether it is what the rows say that the server will not have, rather than the moment.
  fileprivate var isOfTheRows: Bool {
    // Data exceptions, constraints, and what exceeds a limit of the server.
    server.map { ["22", "23", "54"].contains($0.sqlstate.category) } ?? false
  }
}
