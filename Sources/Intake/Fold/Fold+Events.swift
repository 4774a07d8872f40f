internal import Engine
public import LibPQ
public import Store

/// Events that have been put beside the log, with what is known of them.
struct LandedEvents: Sendable {
  var messages: Set<Fingerprint> = []
  var rows = 0
  /// Whose message is known under another keyring, so that they have none themselves.
  var ownerless = 0
  var rejected = 0
  /// Of the first of them.
  var novelty: Novelty?
}

extension Fold {
  public mutating func add(_ batch: EventBatch, in session: inout Session) throws -> BatchTally {
    let token = makeToken(isFollowed: isFollowed)
    let (novelty, tenant) = (novelty(of: batch), tenant)
    let (folded, ownerless) = try place(batch, token, in: &session) { rows, session in
      (try session.fold(rows, of: tenant, token: token, novelty: novelty), batch.count - rows.count)
    }
    return tally(of: batch.count, folded.fresh, folded.conflicting + ownerless, rejected: batch.rejects.count)
  }

  /// Finds out who some events mean, and puts them beside the log, where they take no memory of ours.
  ///
  /// Many small portions and one insertion: an index takes many rows at less cost each.
  public mutating func land(_ batch: EventBatch, in session: inout Session) throws {
    let novelty = novelty(of: batch)
    landed.novelty = landed.novelty ?? novelty
    landed.ownerless += try place(batch, makeToken(isFollowed: isFollowed), in: &session) { rows, session in
      try session.land(rows)
      return batch.count - rows.count
    }
    landed.rows += batch.count
    landed.rejected += batch.rejects.count
    landed.messages.formUnion(batch.identity)
  }

  /// Takes all that has landed in this transaction into the log.
  public mutating func addLanded(in session: inout Session) throws -> BatchTally {
    let all = landed
    landed = LandedEvents()
    let (fresh, conflicting) = try session.foldLanded(
      all.rows - all.ownerless, of: tenant, token: makeToken(isFollowed: isFollowed), novelty: all.novelty ?? .open)
    return tally(of: all.rows, fresh, conflicting + all.ownerless, rejected: all.rejected)
  }

  private func novelty(of batch: EventBatch) -> Novelty {
    opened.map { batch.isDisjoint(with: $0.known) ? .certain : .open } ?? guess
  }

  private mutating func tally(of count: Int, _ fresh: Int, _ conflicting: Int, rejected: Int) -> BatchTally {
    guess = fresh == count ? .likely : .open
    return BatchTally(fresh: fresh, duplicates: count - fresh, conflicting: conflicting, rejected: rejected)
  }

  /// Finds a keyring for each event, and has `body` store those that have one.
  private mutating func place<Value>(
    _ batch: EventBatch, _ token: MarkToken, in session: inout Session,
    _ body: (BatchRows, inout Session) throws -> Value
  ) throws -> Value {
    var placement = movePlacement()
    let known = opened?.known
    let value = try advancing(&session) { head, session in
      let first = head.nextArrival
      head.nextArrival += Int64(batch.count)
      try placement.lookUp(batch.keyrings, head: head, in: &session)
      let sightings = try EventSightings(
        batch, placement, tenant, known: known, landed: landed.messages, in: &session)
      try placement.place(sightings.sightings(from: first), head: &head, token: token, in: &session)
      let keyrings = batch.keyrings.map { placement.number(of: $0) }
      // Nobody but a message that is known already under another keyring carries it.
      let rows = (0..<batch.count).filter { keyrings[Int(batch.keyring[$0])] != nil }
      return try body(
        BatchRows(tenant: tenant, importID: importID, batch: batch, rows: rows, keyrings: keyrings, first: first),
        &session)
    }
    self.placement = placement
    opened = nil
    try learn(batch.types.map { Word(kind: .event, name: $0) }, in: &session)
    return value
  }
}
