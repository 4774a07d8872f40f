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

    /// Before the first: as if it had never been.
    static let none = Turn(
      day: .min, lead: 0, total: .min, isRecent: false, wasBefore: false, recentStep: 0, beforeStep: 0)

    /// Whether the account stays as it was when another turn comes after this one.
    func isRepeated(by next: Turn) -> Bool {
      isRecent == next.isRecent && wasBefore == next.wasBefore && (total == next.total || !isRecent)
    }
  }

  /// The first ``count`` of them are turns.
  private var turns: [Turn] = []
  private(set) var count = 0
  /// Where a sort puts them.
  private var sorted: [Turn] = []
  /// By day: where its next turn goes.
  private var places: [Int] = []
  private var days: (first: Day, last: Day) = (.max, .min)

  subscript(index: Int) -> Turn { turns[index] }

  mutating func removeAll() {
    count = 0
    days = (.max, .min)
  }

  /// Every step is written down, and the next one over it where it moved nothing.
  mutating func add(_ own: OwnMomentum, of lead: Int) {
    guard let first = own.history.steps.first, let end = own.history.steps.last else { return }
    days = (min(days.first, first.from), max(days.last, end.from))
    let missing = count + own.history.steps.count - turns.count
    if missing > 0 { turns += repeatElement(Turn.none, count: missing) }
    count = Self.write(own.history.steps, of: lead, to: &turns, at: count)
  }

  private static func write(
    _ steps: [History<OwnMomentum.Level>.Step], of lead: Int, to turns: inout [Turn], at start: Int
  ) -> Int {
    var turns = turns.mutableSpan
    var (count, last) = (start, Turn.none)
    for step in steps {
      let turn = Turn(step, of: lead, after: last)
      turns[count] = turn
      count &+= last.isRepeated(by: turn) ? 0 : 1
      last = turn
    }
    return count
  }

  /// By day. Within a day there are only different leads, and their order means nothing.
  ///
  /// The leads of an account are about at the same time, so there are hardly more days than turns: counting
  /// how many turns each day has sorts them without comparing any two. Otherwise they are compared.
  mutating func sort() {
    guard count > 1 else { return }
    let span = days.last - days.first + 1
    guard span <= 8 * count else { return turns[..<count].sort { $0.day < $1.day } }
    places.removeAll(keepingCapacity: true)
    places.append(contentsOf: repeatElement(0, count: span + 1))
    for index in 0..<count { places[turns[index].day - days.first + 1] += 1 }
    for day in 0..<span { places[day + 1] += places[day] }
    let missing = turns.count - sorted.count
    if missing > 0 { sorted += repeatElement(Turn.none, count: missing) }
    for index in 0..<count {
      let day = turns[index].day - days.first
      sorted[places[day]] = turns[index]
      places[day] += 1
    }
    swap(&turns, &sorted)
  }
}

extension Turns.Turn {
  init(_ step: History<OwnMomentum.Level>.Step, of lead: Int, after last: Turns.Turn) {
    let level = step.content
    self.init(
      day: step.from, lead: Int32(clamping: lead), total: Int32(clamping: level.total), isRecent: level.isRecent,
      wasBefore: level.wasBefore, recentStep: (level.isRecent ? 1 : 0) - (last.isRecent ? 1 : 0),
      beforeStep: (level.wasBefore ? 1 : 0) - (last.wasBefore ? 1 : 0))
  }
}
