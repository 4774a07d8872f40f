import Chance
import Engine

@testable import Intake

/// The rules of identity read word by word: sets of keyrings, merged until nothing changes.
enum NaiveResolver {
  static func resolve(_ rings: [HeldKeyring], _ active: Set<KeyKind>, _ banned: Set<IdentityKey>) -> Set<Set<KeyringID>>
  {
    let usable = rings.map { ring in
      var ring = ring
      ring.keys.removeAll { !active.contains($0.kind) || banned.contains($0) }
      return ring
    }
    // People, and what weak keys each of them owns.
    var people = joinedByStrongKeys(usable).map { Person(rings: $0) }
    let anchored = Set(people.filter(\.hasExternalID).flatMap(\.rings).map(\.id))
    let inTime = usable.sorted { ($0.firstSeen, $0.firstArrival, $0.id) < ($1.firstSeen, $1.firstArrival, $1.id) }
    for ring in inTime where anchored.contains(ring.id) { give(ring, &people) }
    for ring in inTime where !anchored.contains(ring.id) { give(ring, &people) }
    return Set(people.map { Set($0.rings.map(\.id)) }.filter { !$0.isEmpty })
  }

  private struct Person {
    var rings: [HeldKeyring]
    var weak: Set<IdentityKey> = []

    init(rings: [HeldKeyring]) {
      self.rings = rings
      weak = Set(rings.filter(\.isAlias).flatMap(\.keys).filter(isWeak))
    }

    var hasExternalID: Bool { rings.contains { $0.keys.contains { $0.kind == .externalID } } }
  }

  private static func isWeak(_ key: IdentityKey) -> Bool { key.kind == .anonymousID || key.kind == .phone }

  private static func joinedByStrongKeys(_ rings: [HeldKeyring]) -> [[HeldKeyring]] {
    var groups = rings.map { [$0] }
    func touch(_ a: [HeldKeyring], _ b: [HeldKeyring]) -> Bool {
      a.contains { x in
        b.contains { y in x.keys.contains { y.keys.contains($0) && (!isWeak($0) || (x.isAlias && y.isAlias)) } }
      }
    }
    var changed = true
    while changed {
      changed = false
      search: for i in groups.indices {
        for j in groups.indices where i < j && touch(groups[i], groups[j]) {
          groups[i] += groups[j]
          groups.remove(at: j)
          changed = true
          break search
        }
      }
    }
    return groups
  }

  private static func give(_ ring: HeldKeyring, _ people: inout [Person]) {
    for weak in ring.keys.filter(isWeak).sorted(by: Keyring.precedes) {
      guard let mine = people.firstIndex(where: { $0.rings.contains { $0.id == ring.id } }) else { continue }
      guard let owner = people.firstIndex(where: { $0.weak.contains(weak) }) else {
        people[mine].weak.insert(weak)
        continue
      }
      guard owner != mine, !(people[owner].hasExternalID && people[mine].hasExternalID) else { continue }
      people[mine].rings += people[owner].rings
      people[mine].weak.formUnion(people[owner].weak)
      people.remove(at: owner)
    }
  }
}

/// Small worlds in which everything that can clash does.
enum RandomRings {
  static func make(_ random: inout SplitMix64) -> [HeldKeyring] {
    let count = Int.random(in: 1...12, using: &random)
    let arrivals = (0..<count).map { Int64($0 + 1) }.shuffled(using: &random)
    return (0..<count).map { index in
      let isAlias = Int.random(in: 0..<8, using: &random) == 0
      return HeldKeyring(
        id: KeyringID(Int64(index + 100)), keys: keys(isAlias, &random), isAlias: isAlias,
        firstSeen: Int64.random(in: 0..<6, using: &random), firstArrival: Arrival(arrivals[index]),
        lead: Bool.random(using: &random) ? LeadID(arrivals[index] + 50) : nil)
    }
  }

  private static func keys(_ isAlias: Bool, _ random: inout SplitMix64) -> [IdentityKey] {
    let kinds = KeyKind.allCases.shuffled(using: &random).prefix(isAlias ? 2 : Int.random(in: 1...3, using: &random))
    return kinds.flatMap { kind in
      let values = isAlias && kind == .externalID ? 2 : 1
      return (0..<values).map { _ in IdentityKey(kind: kind, value: String(Int.random(in: 0..<4, using: &random))) }
    }
  }
}
