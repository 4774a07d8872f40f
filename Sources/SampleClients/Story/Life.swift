import Engine

/// Everything that happened with one person.
struct Life: Sendable {
  let person: Person
  let created: WallTime
  let channel: String?
  var deeds: [Deed] = []
  var stages: [(name: String, time: WallTime)] = []
  var deal: Deal?
  /// Asked not to be written to, from this time on.
  var leftAt: WallTime?
}

struct Deal: Sendable {
  var amount: Int
  var createdAt: WallTime
  var closedAt: WallTime
  var isWon: Bool
}
