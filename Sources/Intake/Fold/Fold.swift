public import Engine
public import LibPQ
public import Store

/// Adds batches of rows to a tenant's log: finds out who they mean, drops what is known, marks
/// whose timelines are now behind. One transaction a batch, under the fold lock.
public struct Fold: Sendable {
  let tenant: TenantID
  let zone: Zone
  let importID: Int32?
  let receivedDay: Day
  let source: SourceKind
  let identities: Set<KeyKind>
  /// Whoever folds computes what is marked, in the same job.
  let isFollowed: Bool
  var placement: KeyringPlacement
  private var learned: Set<Word> = []
  /// Of the next events: what those before have shown. At first most files are new.
  var guess = Novelty.likely
  /// Events of this transaction that are beside the log.
  var landed = LandedEvents()
  /// What was read under the fold lock by whoever took it, for the first rows that are added.
  var opened: OpenedInbox?

  /// - Parameter remembering: Of how many keyrings it is known from batch to batch who they are.
  public init(
    tenant: Tenant, zone: Zone, importID: Int32?, receivedDay: Day, source: SourceKind = .file,
    isFollowed: Bool = false,
    remembering: Int = 10_000
  ) {
    self.tenant = tenant.id
    self.zone = zone
    self.importID = importID
    self.receivedDay = receivedDay
    self.source = source
    self.isFollowed = isFollowed
    identities = Set(tenant.identities)
    placement = KeyringPlacement(tenant: tenant.id, identities: identities, remembering: remembering)
  }

  /// For a transaction that holds the fold lock already, and has asked the log about the rows that will come.
  init(_ opened: OpenedInbox, tenant: Tenant, zone: Zone, receivedDay: Day, source: SourceKind, isFollowed: Bool) {
    self.init(
      tenant: tenant, zone: zone, importID: nil, receivedDay: receivedDay, source: source, isFollowed: isFollowed)
    self.opened = opened
    placement.remember(opened)
  }

  /// What was read of the log's numbers is used up: whoever adds next reads them again.
  mutating func forgetHead() { opened?.head = nil }

  /// Takes the fold lock, runs `body`, and writes back what it used up of the log's numbers.
  func advancing<Value>(
    _ session: inout Session, undatedStage: Day? = nil, _ body: (inout Head, inout Session) throws -> Value
  ) throws -> Value {
    guard var head = try opened?.head ?? session.run(LockHead(tenant: tenant)).first else {
      throw StoreError.unfit(reason: "the tenant's log has no head")
    }
    let value = try body(&head, &session)
    try session.post(AdvanceHead(tenant: tenant, head: head, undatedStage: undatedStage, importID: importID))
    return value
  }

  /// Moved out and afterwards back, not copied: it may know tens of thousands of keyrings. Where the transaction fails, nothing of
  /// what it has learned is true, and it stays empty: the log is asked again.
  mutating func movePlacement() -> KeyringPlacement {
    let moved = placement
    placement = KeyringPlacement(tenant: tenant, identities: identities, remembering: moved.remembering)
    return moved
  }

  public mutating func add(_ batch: LeadBatch, in session: inout Session) throws -> BatchTally {
    var placement = movePlacement()
    // Only files are asked: a call of an SDK says what is now, and claims nothing of the past.
    let undated = source == .file ? batch.rows.compactMap { $0.undatedStage(zone, receivedDay) }.min() : nil
    var words: Set<Word> = []
    try advancing(&session, undatedStage: undated) { head, session in
      let token = makeToken(isFollowed: isFollowed)
      let first = head.nextArrival
      head.nextArrival += Int64(batch.rows.count)
      let received = zone.instant(ofStart: receivedDay)
      let sighted = batch.rows.map { ($0.createdAt ?? $0.updatedAt).map { zone.read($0).instant } ?? received }
      try placement.lookUp(batch.keyrings, head: head, in: &session)
      try placement.place(
        sightings(of: batch, at: sighted, from: first), head: &head, token: token, in: &session)
      let ids = batch.keyrings.compactMap { placement.number(of: $0) }
      let accounts = try AccountDirectory(tenant: tenant).numbers(
        of: Set(batch.rows.compactMap(\.accountKey)), head: &head, in: &session)
      let entries = batch.rows.indices.map { row in
        RecordEntry(
          batch.rows[row], arrival: Arrival(first + Int64(row)), keyring: ids[batch.rows[row].keyring],
          sightedAt: sighted[row], account: batch.rows[row].accountKey.flatMap { accounts[$0] }, source, receivedDay)
      }
      let companies = entries.indices.compactMap { row in
        AccountEntry(batch.rows[row], entries[row])
      }
      try session.post(InsertRecords(tenant: tenant, importID: importID, rows: entries))
      if !companies.isEmpty {
        try session.post(InsertAccountRecords(tenant: tenant, importID: importID, rows: companies))
        try session.mark(accounts: Array(Set(companies.map(\.account))), of: tenant, token: token)
      }
      try session.mark(leadsOf: Array(Set(ids)), of: tenant, token: token)
      words = batch.words
    }
    self.placement = placement
    forgetHead()
    try learn(words, in: &session)
    return BatchTally(fresh: batch.rows.count, rejected: batch.rejects.count)
  }

  /// Of each keyring the earliest row; of rows at the same time the first to come.
  private func sightings(of batch: LeadBatch, at instants: [Int64], from first: Int64) -> [KeyringPlacement.Sighting] {
    var earliest: [Int?] = Array(repeating: nil, count: batch.keyrings.count)
    for (row, lead) in batch.rows.enumerated() {
      if let known = earliest[lead.keyring], instants[known] <= instants[row] { continue }
      earliest[lead.keyring] = row
    }
    return zip(batch.keyrings, earliest).map { keyring, row in
      .init(keyring: keyring, at: row.map { instants[$0] } ?? 0, arrival: Arrival(first + Int64(row ?? 0)))
    }
  }

  mutating func learn(_ words: some Sequence<Word>, in session: inout Session) throws {
    let fresh = Set(words).subtracting(learned)
    guard !fresh.isEmpty else { return }
    let sorted = fresh.sorted { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }
    try session.post(LearnWords(tenant: tenant, words: sorted))
    learned.formUnion(fresh)
  }

  /// Deals: each row belongs to a lead that is known, or is rejected.
  public mutating func add(
    _ batch: DealBatch, currency: Currency, in session: inout Session
  ) throws -> (tally: BatchTally, unknown: [Reject]) {
    try advancing(&session) { head, session in
      let first = head.nextArrival
      head.nextArrival += Int64(batch.rows.count)
      let owners = try owners(of: batch.keyrings, in: &session)
      var unknown: [Reject] = []
      var entries: [DealEntry] = []
      for (row, deal) in batch.rows.enumerated() {
        guard let owner = owners[deal.keyring] else {
          unknown.append(deal.rejectAsUnknown(batch.keyrings[deal.keyring]))
          continue
        }
        entries.append(DealEntry(deal, arrival: Arrival(first + Int64(row)), keyring: owner, currency))
      }
      try DealLedger(tenant: tenant, zone: zone).add(entries, importID: importID, in: &session)
      return (BatchTally(fresh: entries.count, rejected: batch.rejects.count + unknown.count), unknown)
    }
  }

  /// The keyring that a deal's keys lead to: the external id's, else the e-mail's.
  private func owners(of keyrings: [Keyring], in session: inout Session) throws -> [KeyringID?] {
    let keys = Set(keyrings.flatMap(\.keys))
    guard !keys.isEmpty else { return keyrings.map { _ in nil } }
    var known: [IdentityKey: KeyringID] = [:]
    for (key, keyring) in try session.run(KeyringsOfKeys(tenant: tenant, keys: Array(keys))) {
      if let key { known[key] = keyring }
    }
    return keyrings.map { keyring in keyring.keys.lazy.compactMap { known[$0] }.first }
  }
}
