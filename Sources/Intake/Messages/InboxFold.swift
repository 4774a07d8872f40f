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
  /// - Parameter isFollowedByRefresh: Whoever folds computes what follows at once, so that the refresh which is wanted
  ///   for it need not begin.
  public init(_ database: Database, tenant: Tenant, isFollowedByRefresh: Bool = false) throws {
    guard let zone = Zone(iana: tenant.timezone) else {
      throw StoreError.unfit(reason: "this machine does not know the time zone \(tenant.timezone)")
    }
    self.database = database
    self.tenant = tenant
    self.zone = zone
    self.isFollowedByRefresh = isFollowedByRefresh
  }

  /// Goes once through what waits, `rounds` batches at most.
  public func drain(rounds: Int) async throws -> Turn {
    var turn = Turn()
    var last: PostgresUUID?
    for _ in 0..<rounds {
      let messages = try await database.inbox.waiting(of: tenant.id, after: last, limit: Self.batch)
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
    let postponesRefresh = isFollowedByRefresh
    let now = messages.map(\.receivedAt).max() ?? 0
    let isFew = messages.count <= 100
    return try await database.rework(as: tenant.id, isFew: isFew, within: .seconds(120)) { session in
      let opened = try session.openInbox(messages.map(\.message), of: tenant.id)
      let ours = opened.taken
      guard !ours.isEmpty else { return (0, 0) }
      var (read, refused) = ReadMessage.read(
        messages.filter { ours.contains($0.message) }.sorted { $0.receivedAt < $1.receivedAt }, zone: zone,
        identities: identities)
      // One message may come through two doors at once; the first that is folded stands.
      read.removeAll { opened.known.contains($0.received.message) }
      let erased = try ErasureSieve(tenant: tenant.id, identities: identities).sift(
        &read, salt: opened.salt, in: &session)
      refused += erased.map(RefusedMessage.init(ofErased:))

      let batch = MessageBatch(read, zone: zone)
      var fold = Fold(
        tenant: tenant, zone: zone, importID: nil, receivedDay: zone.day(ofInstant: now), source: .api)
      if !batch.leads.rows.isEmpty { _ = try fold.add(batch.leads, in: &session) }
      try fold.add(batch.companies, in: &session)
      try fold.add(batch.aliases, in: &session)
      if batch.events.count > 0 { _ = try fold.add(batch.events, in: &session) }
      try session.remember(calls: batch.calls, of: tenant.id)
      if postponesRefresh { try session.postponeRefresh(of: tenant.id) }
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
