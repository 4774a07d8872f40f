/// The highest of many numbers that change one at a time: each match remembers its winner, so a
/// change costs as many comparisons as there are rounds, however many leads an account has.
struct Tournament {
  private let players: Int
  /// The players from `players` on; who wins a match of 2n and 2n + 1 is at n.
  private var winners: [Int?]

  init(players: Int) {
    self.players = players
    winners = [Int?](repeating: nil, count: 2 * max(players, 1))
  }

  /// `nil` while a player does not take part.
  subscript(player: Int) -> Int? {
    get { winners[players + player] }
    set {
      var place = players + player
      winners[place] = newValue
      while place > 1 {
        place /= 2
        winners[place] = Self.higher(winners[2 * place], winners[2 * place + 1])
      }
    }
  }

  var highest: Int? { winners[1] }

  private static func higher(_ one: Int?, _ other: Int?) -> Int? {
    guard let one, let other else { return one ?? other }
    return max(one, other)
  }
}
