/// What becomes of the leads of an account, in the order of days.
///
/// Of a lead only what moves its account is kept. The storage stays for the next account.
struct Turns {
  /// What becomes of a lead for its account on a day.
  struct Turn {
    let day: Day
    let lead: Int32
    /// What it brings to the account's momentum while it is recent.
    let total: Int32
    let isRecent, wasBefore: Bool
    /// What the turn makes of the numbers of recent stakeholders and of those before: 1, −1 or 0.
    let recentStep, beforeStep: Int8

    /// Whether the account stays as it was when another turn comes after this one.
    func isRepeated(by next: Turn) -> Bool {
      isRecent == next.isRecent && wasBefore == next.wasBefore && (total == next.total || !isRecent)
    }
  }

  private var turns: [Turn] = []
  /// Where a sort puts them.
  private var sorted: [Turn] = []
  /// By day: where its next turn goes.
  private var places: [Int] = []
  private var days: (first: Day, last: Day) = (.max, .min)

  var count: Int { turns.count }
  subscript(index: Int) -> Turn { turns[index] }

  mutating func removeAll() {
    turns.removeAll(keepingCapacity: true)
    days = (.max, .min)
  }

  mutating func add(_ own: OwnMomentum, of lead: Int) {
    var last: Turn?
    for step in own.history.steps {
      let level = step.content
      let turn = Turn(
        day: step.from, lead: Int32(lead), total: Int32(clamping: level.total), isRecent: level.isRecent, wasBefore: level.wasBefore,
        recentStep: (level.isRecent ? 1 : 0) - (last?.isRecent == true ? 1 : 0),
        beforeStep: (level.wasBefore ? 1 : 0) - (last?.wasBefore == true ? 1 : 0))
      if last?.isRepeated(by: turn) != true { turns.append(turn) }
      last = turn
    }
    guard let first = own.history.steps.first, let last else { return }
    days = (min(days.first, first.from), max(days.last, last.day))
  }

  /// By day. Within a day there are only different leads, and their order means nothing.
  ///
  /// The leads of an account are about at the same time, so there are hardly more days than turns: counting
  /// how many turns each day has sorts them without comparing any two. Otherwise they are compared.
  mutating func sort() {
    guard turns.count > 1 else { return }
    let span = days.last - days.first + 1
    guard span <= 8 * turns.count else { return turns.sort { $0.day < $1.day } }
    places.removeAll(keepingCapacity: true)
    places.append(contentsOf: repeatElement(0, count: span + 1))
    for turn in turns { places[turn.day - days.first + 1] += 1 }
    for day in 0..<span { places[day + 1] += places[day] }
    sorted.removeAll(keepingCapacity: true)
    sorted.append(contentsOf: turns)
    for turn in turns {
      let day = turn.day - days.first
      sorted[places[day]] = turn
      places[day] += 1
    }
    swap(&turns, &sorted)
  }
}
