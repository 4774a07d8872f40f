import Engine

/// Keyrings and the keys they hold, as numbers: keyrings first, keys behind them.
struct KeyGraph {
  private let ringCount: Int
  private(set) var keys: [IdentityKey] = []
  /// Per keyring the usable keys, in one order.
  private(set) var held: [[Int]]
  private let isAlias: [Bool]

  /// - Parameter rings: in the order in which they were first seen.
  init(_ rings: [HeldKeyring], isUsed: (IdentityKey) -> Bool) {
    ringCount = rings.count
    isAlias = rings.map(\.isAlias)
    var numbers: [IdentityKey: Int] = [:]
    var keys: [IdentityKey] = []
    held = rings.map { ring in
      Set(ring.keys.filter(isUsed)).sorted(by: Keyring.precedes).map { key in
        if let known = numbers[key] { return known }
        let number = rings.count + keys.count
        numbers[key] = number
        keys.append(key)
        return number
      }
    }
    self.keys = keys
  }

  func key(_ node: Int) -> IdentityKey { keys[node - ringCount] }

  private var nodes: Int { ringCount + keys.count }

  /// The keyrings of each person. Members ascend.
  func components() -> [[Int]] {
    var sets = AnchoredSets(count: nodes)
    for ring in held.indices {
      for key in held[ring] where isAlias[ring] || self.key(key).kind.isStrong { sets.unite(ring, key) }
    }
    for (index, key) in keys.enumerated() where key.kind == .externalID { sets.anchor(ringCount + index) }

    // First every weak key finds the external id it was first seen with; only then the rest.
    let isAnchored = held.indices.map { sets.isAnchored($0) }
    for anchored in [true, false] {
      for ring in held.indices where isAnchored[ring] == anchored {
        for key in held[ring] where !self.key(key).kind.isStrong { sets.link(ring, key) }
      }
    }

    var members: [Int: [Int]] = [:]
    for ring in held.indices { members[sets.find(ring), default: []].append(ring) }
    return members.values.sorted { $0[0] < $1[0] }
  }
}

extension KeyKind {
  /// Whether it can join two external ids.
  fileprivate var isStrong: Bool {
    switch self {
    case .externalID, .email, .linkedin: true
    case .anonymousID, .phone: false
    }
  }
}

/// Sets of which some are anchored to an external id.
private struct AnchoredSets {
  private var sets: DisjointSets
  private var anchored: [Bool]

  init(count: Int) {
    sets = DisjointSets(count: count)
    anchored = [Bool](repeating: false, count: count)
  }

  mutating func find(_ node: Int) -> Int { sets.find(node) }

  mutating func isAnchored(_ node: Int) -> Bool { anchored[sets.find(node)] }

  /// To be called when what is strong is united.
  mutating func anchor(_ node: Int) { anchored[sets.find(node)] = true }

  mutating func unite(_ a: Int, _ b: Int) {
    guard let (kept, gone) = sets.unite(a, b) else { return }
    anchored[kept] = anchored[kept] || anchored[gone]
  }

  /// Unites them unless both have an anchor, which are then different ones.
  mutating func link(_ a: Int, _ b: Int) {
    if !(isAnchored(a) && isAnchored(b)) { unite(a, b) }
  }
}

// MARK: - Conflicts

extension KeyGraph {
  /// Replays how the external ids of one person came together: by the keys in the order in
  /// which they were first seen, then by aliases. `nil` where there are fewer than two.
  func conflict(among members: [Int], _ rings: [HeldKeyring]) -> IdentityConflict? {
    let externals = Set(members.flatMap { held[$0] }).filter { key($0).kind == .externalID }
    guard externals.count > 1 else { return nil }
    var replay = Replay(externals: Dictionary(uniqueKeysWithValues: externals.map { ($0, [key($0).value]) }))
    let said = members.filter { isAlias[$0] }
    let seen = members.filter { !isAlias[$0] }
    for ring in seen {
      for node in held[ring] where key(node).kind == .externalID { replay.join(ring, node, .key(key(node))) }
    }
    for ring in seen {
      for node in held[ring] where key(node).kind.isStrong { replay.join(ring, node, .key(key(node))) }
    }
    for ring in said {
      for node in held[ring] { replay.join(ring, node, .alias(rings[ring].id)) }
    }
    return IdentityConflict(externalIDs: externals.map { key($0).value }.sorted(), joins: replay.joins)
  }

  private struct Replay {
    var joins: [IdentityConflict.Join] = []
    private var externals: [Int: [String]]
    private var parents: [Int: Int] = [:]

    init(externals: [Int: [String]]) { self.externals = externals }

    private mutating func find(_ node: Int) -> Int {
      var at = node
      while let parent = parents[at] {
        if let above = parents[parent] { parents[at] = above }
        at = parent
      }
      return at
    }

    mutating func join(_ a: Int, _ b: Int, _ cause: IdentityConflict.Cause) {
      let (a, b) = (find(a), find(b))
      guard a != b else { return }
      let (left, right) = (externals[a] ?? [], externals[b] ?? [])
      if !left.isEmpty, !right.isEmpty {
        joins.append(IdentityConflict.Join(cause: cause, left: left, right: right))
      }
      parents[b] = a
      externals[a] = (left + right).sorted()
    }
  }
}
