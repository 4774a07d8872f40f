import Chance
import Definitions
import Engine
import LibPQ
import NaiveEvaluator
import Store
import Workers

@testable import Intake

/// A tenant in the database that is told a random log, a few entries at a time, and refreshed
/// now and then in between.
struct RandomTenant {
  let client: Client
  var random: SplitMix64
  /// What the batches so far of one file have left, and an entry of that file: as an import hands it on.
  private var file: (like: NaiveEntry, fold: Fold)?

  init(client: Client, random: SplitMix64) {
    self.client = client
    self.random = random
  }

  /// Adds the entries in the order of their arrival, as batches of entries that came the same way.
  mutating func hear(_ log: NaiveLog) async throws {
    var rest = log.entries.sorted { $0.arrival < $1.arrival }[...]
    while let first = rest.first {
      let size = Int.random(in: 1...4, using: &random)
      let batch = rest.prefix { $0.cameLike(first) }.prefix(size)
      rest = rest.dropFirst(batch.count)
      try await hear(Array(batch), like: first)
      if Bool.random(using: &random) { try await client.refresh() }
    }
    try await client.refresh()
  }

  private mutating func hear(_ batch: [NaiveEntry], like first: NaiveEntry) async throws {
    let client = client
    let fold =
      file.flatMap { first.isOfTheFile($0.like) ? $0.fold : nil }
      ?? Fold(
        tenant: client.tenant, zone: client.zone, importID: first.delivery.map { Int32($0) },
        receivedDay: first.receivedDay, source: first.source,
        // So few that nearly every file has forgotten somebody.
        remembering: Int.random(in: 0...3, using: &random))
    // As a file's portions of one transaction, or at once.
    let portions = Bool.random(using: &random) ? [batch] : [Array(batch.prefix(1)), Array(batch.dropFirst())]
    let left = try await client.database.write(as: client.tenant.id) { session in
      var fold = fold
      switch first.content {
      case .record: _ = try fold.add(LeadBatch(batch, in: client.zone), in: &session)
      case .event where portions.count == 1: _ = try fold.add(EventBatch(batch, in: client.zone), in: &session)
      case .event:
        for portion in portions { try fold.land(EventBatch(portion, in: client.zone), in: &session) }
        _ = try fold.addLanded(in: &session)
      case .deal: _ = try fold.add(DealBatch(batch), currency: .usd, in: &session)
      case .alias: for entry in batch { try client.join(entry, in: &session) }
      case .ban(let key): try client.ban(key, in: &session)
      }
      return fold
    }
    file = (first, left)
  }
}

extension Client {
  /// An alias is a keyring of its own, whose keys join whatever their kind.
  fileprivate func join(_ entry: NaiveEntry, in session: inout Session) throws {
    guard var head = try session.run(LockHead(tenant: tenant.id)).first else { return }
    let keyring = StoredKeyring(
      id: KeyringID(head.nextKeyring),
      digest: PostgresUUID(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max)),
      keys: entry.keys, isExplicit: true, lead: LeadID(0), allotted: nil, account: nil,
      firstAt: zone.instant(ofStart: entry.receivedDay), firstArrival: Arrival(head.nextArrival))
    head.nextKeyring += 1
    head.nextArrival += 1
    try LeadAssignment(tenant: tenant.id, identities: Set(tenant.identities)).settle(
      fresh: [keyring], touched: [], head: &head, token: makeToken(), in: &session)
    try session.execute(AdvanceHead(tenant: tenant.id, head: head))
  }

  fileprivate func ban(_ key: IdentityKey, in session: inout Session) throws {
    guard var head = try session.run(LockHead(tenant: tenant.id)).first else { return }
    try session.execute(InsertBans(tenant: tenant.id, keys: [key], arrival: Arrival(head.nextArrival)))
    head.nextArrival += 1
    let carriers = try session.run(KeyringsByKey(tenant: tenant.id, keys: [key]))
    let touched = try session.run(KeyringsOfLeads(tenant: tenant.id, leads: Array(Set(carriers.map(\.lead)))))
    try LeadAssignment(tenant: tenant.id, identities: Set(tenant.identities)).settle(
      fresh: [], touched: touched, head: &head, token: makeToken(), in: &session)
    try session.execute(AdvanceHead(tenant: tenant.id, head: head))
  }
}

extension NaiveEntry {
  fileprivate func isOfTheFile(_ other: NaiveEntry) -> Bool {
    source == other.source && receivedDay == other.receivedDay && delivery == other.delivery
  }

  /// Of one kind, from one source, on one day, in one file: what one batch can hold.
  fileprivate func cameLike(_ other: NaiveEntry) -> Bool {
    guard isOfTheFile(other) else { return false }
    switch (content, other.content) {
    case (.record, .record), (.event, .event), (.deal, .deal): return true
    default: return arrival == other.arrival
    }
  }
}

extension LeadBatch {
  fileprivate init(_ entries: [NaiveEntry], in zone: Zone) {
    self.init()
    for entry in entries {
      guard case .record(let row, let account) = entry.content else { continue }
      rows.append(
        LeadRow(
          line: 0, keyring: Self.number(of: entry.keys, in: &keyrings), createdAt: row.createdAt,
          updatedAt: row.updatedAt, attributes: Array(JSONWriter.text(row.attributes).utf8), accountKey: row.accountKey,
          accountAttributes: row.accountKey == nil || account.isEmpty ? [] : Array(JSONWriter.text(account).utf8),
          stage: row.stage, stageDates: row.stageDates, channel: row.channel, seenAt: nil))
    }
  }

  fileprivate static func number(of keys: [IdentityKey], in keyrings: inout [Keyring]) -> Int {
    let keyring = Keyring(keys)
    if let known = keyrings.firstIndex(of: keyring) { return known }
    keyrings.append(keyring)
    return keyrings.count - 1
  }
}

extension EventBatch {
  fileprivate init(_ entries: [NaiveEntry], in zone: Zone) {
    self.init()
    for entry in entries {
      guard case .event(let event, let messageID) = entry.content else { continue }
      let moment = zone.read(event.at)
      let keyring = LeadBatch.number(of: entry.keys, in: &keyrings)
      if keyring == firstSeen.count {
        firstSeen.append(moment.instant)
      } else {
        firstSeen[keyring] = min(firstSeen[keyring], moment.instant)
      }
      lines.append(0)
      self.keyring.append(Int32(keyring))
      identity.append(MessageIdentity.of(messageID: messageID ?? "row \(entry.arrival.rawValue)"))
      stamp.append(event.at)
      instant.append(moment.instant)
      day.append(moment.day)
      types.append(event.type)
      type.append(Int32(types.count - 1))
      channels.append(event.channel ?? "")
      channel.append(event.channel == nil ? -1 : Int32(channels.count - 1))
      properties.append(event.properties.isEmpty ? [] : Array(JSONWriter.text(event.properties).utf8))
    }
  }
}

extension DealBatch {
  fileprivate init(_ entries: [NaiveEntry]) {
    self.init()
    for entry in entries {
      guard case .deal(let deal) = entry.content else { continue }
      rows.append(
        DealRow(
          line: 0, keyring: LeadBatch.number(of: entry.keys, in: &keyrings), dealID: deal.dealID, status: deal.status,
          createdAt: deal.createdAt, closedAt: deal.closedAt, updatedAt: deal.updatedAt, amountMinor: deal.amountMinor,
          raw: ""))
    }
  }
}
