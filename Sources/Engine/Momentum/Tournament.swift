/// The highest of many numbers that change one at a time: each match remembers its winner, so a
/// change costs as many comparisons as there are rounds, however many leads an account has. It goes through
/// all rounds also where an early one decides nothing: which one does, no processor can predict.
struct Tournament {
  private var players = 0
  /// The players from `players` on; who wins a match of 2n and 2n + 1 is at n.
  private var winners: [Int32] = []

  /// Who does not take part loses against everybody.
  private static let absent = Int32.min

  init(players: Int = 0) { begin(players: players) }

  /// Begins with players of whom none takes part yet, keeping the storage.
  mutating func begin(players: Int) {
    self.players = players
    winners.removeAll(keepingCapacity: true)
    winners.append(contentsOf: repeatElement(Self.absent, count: 2 * max(players, 1)))
  }

  /// `nil` while a player does not take part.
  subscript(player: Int) -> Int32? {
    get { Self.present(winners[players + player]) }
    set {
      var place = players + player
      var winners = winners.mutableSpan
      winners[place] = newValue ?? Self.absent
      while place > 1 {
        place /= 2
        winners[place] = Self.higher(winners[2 * place], winners[2 * place + 1])
      }
    }
  }

  var highest: Int32? { Self.present(winners[1]) }

  private static func present(_ number: Int32) -> Int32? { number == absent ? nil : number }

  private static func higher(_ one: Int32, _ other: Int32) -> Int32 { max(one, other) }
}
