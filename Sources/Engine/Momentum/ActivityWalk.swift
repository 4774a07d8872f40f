/// Walks one lead through the only days on which a window over its activity can change.
///
/// A window of the days `near` to `far` − 1 back takes a day in after `near` days and gives it up
/// after `far`. These distances are the ``Edge``s; most windows share theirs. What an active day changes
/// at each edge is noted on the day on which it crosses it, in a ring of days; the walk adds up what is
/// noted. Which of the windows changes next no processor can predict, so nothing asks: days are found as
/// bits of a word of 64, and a level is written down whether or not it is new, and then kept if it is.
/// One value for many leads, which keeps its storage.
struct ActivityWalk<Sums: LaneSums> {
  typealias Step = History<OwnMomentum.Level>.Step

  /// Ascending by distance, which is distinct; the first is that of the day itself.
  private let crossings: [Crossing<Sums>]
  /// By day: what changes on it. As many days as the longest distance, and over again; all zero between two leads.
  private var changes: [Held<Sums>]
  /// The days on which anything does, a bit for each.
  private var calendar: [UInt64]

  /// - Parameter edges: ascending, the first with the distance 0.
  init(_ edges: [Edge]) {
    crossings = edges.map { Crossing($0) }
    // From the last day of a word a day may be noted so many words later.
    let reach = ((edges.last?.distance ?? 0) + 63) / 64
    var words = 1
    while words <= reach { words *= 2 }
    calendar = Array(repeating: 0, count: words)
    changes = Array(repeating: Held(), count: 64 * words)
  }

  /// Writes down what a lead has by itself from its first engagement on, up to ``Sweep/horizon``.
  ///
  /// - Parameters:
  ///   - activity: settled, and of sums that fit.
  ///   - steps: has at least ``places(for:)``, whose content means nothing.
  /// - Returns: how many of them are steps now.
  mutating func trace(_ activity: Activity, _ tables: RowTables, into steps: inout [Step]) -> Int {
    Self.trace(activity, crossings, &changes, &calendar, tables, &steps)
  }

  func places(for activity: Activity) -> Int { crossings.count * activity.days.count }

  private static func trace(
    _ activity: Activity, _ crossings: [Crossing<Sums>], _ changes: inout [Held<Sums>], _ calendar: inout [UInt64],
    _ tables: RowTables, _ steps: inout [Step]
  ) -> Int {
    let (days, edges) = (activity.days.span, crossings.span)
    guard !days.isEmpty, !edges.isEmpty else { return 0 }
    let longest = edges[edges.count - 1].distance
    var changes = changes.mutableSpan
    var calendar = calendar.mutableSpan
    var steps = steps.mutableSpan
    let ring = (days: changes.count - 1, words: calendar.count - 1)
    var (held, last, count) = (Held<Sums>(), OwnMomentum.Level?.none, 0)
    // The next active day, and the last word of days in which anything is noted.
    var (active, busy) = (0, Int.min)
    var word = Int(days[0].day.number) >> 6
    while true {
      while active < days.count, Int(days[active].day.number) >> 6 == word {
        let (day, brought) = (Int(days[active].day.number), Held<Sums>(days[active]))
        for edge in edges.indices {
          let place = (day &+ edges[edge].distance) & ring.days
          changes[place].add(brought, edges[edge])
          calendar[place >> 6] |= 1 &<< UInt64(truncatingIfNeeded: place)
        }
        busy = (day + longest) >> 6
        active += 1
      }
      var rest = calendar[word & ring.words]
      calendar[word & ring.words] = 0
      while rest != 0 {
        let day = word << 6 | rest.trailingZeroBitCount
        rest &= rest &- 1
        held.add(changes[day & ring.days])
        changes[day & ring.days] = Held()
        let level = tables.level(held)
        // Whoever engages for the first time does so today, which no recent window leaves out.
        guard last != nil || held.isRecent, day <= Sweep.horizon.number else { continue }
        steps[count] = Step(from: Day(clamping: day), content: level)
        count &+= level == last ? 0 : 1
        last = level
      }
      word += 1
      if word > busy {
        guard active < days.count else { return count }
        word = Int(days[active].day.number) >> 6
      }
    }
  }
}
