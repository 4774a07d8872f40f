import Engine

/// Whose rows are whose: the leads as sets of rows.
///
/// Works on the whole log at once, in two phases. First everything that joins whatever it joins:
/// the keys of one row among `external_id`, `email`, `linkedin`, and the keys of an alias. Then
/// `anonymous_id` and `phone`, which never put two different leads with an external id together.
struct People {
  /// The rows of each, oldest arrival first; some are known by an alias alone, and no lead.
  private(set) var everybody: [[NaiveEntry]] = []

  /// The rows of each lead. A deal makes none, nor does the word that two keys are one.
  var leads: [[NaiveEntry]] { everybody.filter { $0.contains { $0.makesALead } } }

  private let log: NaiveLog
  private let banned: Set<IdentityKey>
  private var groups = Groups()

  init(of log: NaiveLog, calendar: TenantCalendar) {
    self.log = log
    let history = log.history
    banned = Set(history.compactMap { if case .ban(let key) = $0.content { key } else { nil } })
    let sightings = history.filter { $0.identifies }.sorted { $0.sighting(calendar) < $1.sighting(calendar) }
    joinStrongKeys(sightings)
    giveWeakKeysToTheFirstAnchored(sightings)
    joinTheRestByWeakKeys(sightings)
    gather(history, calendar)
  }

  /// The keys of a row that its lead is known by: a row is found again by these, whatever joins them.
  func keyring(_ entry: NaiveEntry) -> Set<IdentityKey> {
    Set(entry.keys.filter { log.identityKinds.contains($0.kind) })
  }

  // MARK: Joining

  private mutating func joinStrongKeys(_ sightings: [NaiveEntry]) {
    for entry in sightings {
      let keys = entry.isAlias ? joining(entry) : joining(entry).filter { $0.isStrong }
      for key in keys.dropFirst() { groups.join(keys[0], key) }
    }
  }

  private mutating func giveWeakKeysToTheFirstAnchored(_ sightings: [NaiveEntry]) {
    var owned: Set<IdentityKey> = []
    for entry in sightings {
      guard let strong = joining(entry).first(where: { $0.isStrong }), isAnchored(strong) else { continue }
      for weak in joining(entry) where !weak.isStrong && owned.insert(weak).inserted {
        joinUnlessBothAnchored(strong, weak)
      }
    }
  }

  private mutating func joinTheRestByWeakKeys(_ sightings: [NaiveEntry]) {
    for entry in sightings {
      guard let first = joining(entry).first else { continue }
      for weak in joining(entry) where !weak.isStrong { joinUnlessBothAnchored(first, weak) }
    }
  }

  private mutating func joinUnlessBothAnchored(_ one: IdentityKey, _ other: IdentityKey) {
    if !(isAnchored(one) && isAnchored(other)) || groups.areJoined(one, other) { groups.join(one, other) }
  }

  /// Whether an external id belongs to the group of this key.
  private func isAnchored(_ key: IdentityKey) -> Bool {
    groups.members(with: key).contains { $0.kind == .externalID }
  }

  private func joining(_ entry: NaiveEntry) -> [IdentityKey] {
    keyring(entry).subtracting(banned).sorted()
  }

  // MARK: Gathering

  /// What tells leads apart: the group of a joining key, or, where every key is banned, the row's own keys.
  private enum Person: Hashable {
    case known(by: Set<IdentityKey>)
    case stranger(Set<IdentityKey>)
  }

  private func person(_ entry: NaiveEntry) -> Person {
    joining(entry).first.map { .known(by: groups.members(with: $0)) } ?? .stranger(keyring(entry))
  }

  private mutating func gather(_ history: [NaiveEntry], _ calendar: TenantCalendar) {
    var order: [Person] = []
    var rows: [Person: [NaiveEntry]] = [:]
    for entry in history where entry.identifies {
      let person = person(entry)
      if rows[person] == nil { order.append(person) }
      rows[person, default: []].append(entry)
    }
    for (person, deals) in deals(of: history, calendar) { rows[person, default: []] += deals }
    everybody = order.compactMap { rows[$0] }.map { $0.sorted { $0.arrival < $1.arrival } }
  }

  /// The rows of every deal, with whom the latest of them names: a later row replaces, its lead too.
  private func deals(of history: [NaiveEntry], _ calendar: TenantCalendar) -> [(Person, [NaiveEntry])] {
    let owned = history.compactMap { entry in owner(of: entry, history).map { (entry, $0) } }
    return Set(owned.compactMap(\.0.deal?.dealID)).sorted().compactMap { id in
      let rows = owned.filter { $0.0.deal?.dealID == id }
      let latest = DealFact.latest(of: rows.compactMap(\.0.deal), calendar)
      let owner = rows.first { $0.0.arrival == latest?.arrival }?.1
      return owner.map { ($0, rows.map(\.0)) }
    }
  }

  /// A deal's row names its lead by external id before e-mail, where an earlier row knew that key.
  private func owner(of deal: NaiveEntry, _ history: [NaiveEntry]) -> Person? {
    guard deal.deal != nil else { return nil }
    for key in deal.keys.sorted() {
      let known = history.first { $0.identifies && $0.arrival < deal.arrival && keyring($0).contains(key) }
      if let known { return person(known) }
    }
    return nil
  }
}

/// Keys that are one another's, by the plainest means there is.
private struct Groups {
  private var all: [Set<IdentityKey>] = []

  func members(with key: IdentityKey) -> Set<IdentityKey> { all.first { $0.contains(key) } ?? [key] }

  func areJoined(_ one: IdentityKey, _ other: IdentityKey) -> Bool { members(with: one).contains(other) }

  mutating func join(_ one: IdentityKey, _ other: IdentityKey) {
    let joined = members(with: one).union(members(with: other))
    all.removeAll { !$0.isDisjoint(with: joined) }
    all.append(joined)
  }
}

extension NaiveEntry {
  var isAlias: Bool { if case .alias = content { true } else { false } }

  /// Whether the row says that its keys belong together.
  var identifies: Bool {
    switch content {
    case .record, .event, .alias: true
    case .deal, .ban: false
    }
  }

  var makesALead: Bool {
    switch content {
    case .record, .event: true
    case .deal, .alias, .ban: false
    }
  }
}

extension IdentityKey {
  fileprivate var isStrong: Bool { kind == .externalID || kind == .email || kind == .linkedin }
}
