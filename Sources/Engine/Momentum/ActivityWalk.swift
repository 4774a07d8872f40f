/// Walks one lead through the only days on which a window over its activity can change.
///
/// A window of the days `near` to `far` − 1 back takes a day in after `near` days and gives it up
/// after `far`. These distances are the ``Edge``s; most windows share theirs. What the windows hold
/// is kept as sums, to which every day that crosses an edge adds its part. One value for many leads,
/// which keeps its storage.
struct ActivityWalk {
  /// Ascending, distinct; the first is that of the day itself.
  private let edges: [Edge]
  /// Which edges are crossed on a day, a bit for each: of the days from the present one on, as many as the
  /// longest distance, over and over. So the next day is found without comparing what comes at each edge,
  /// which no processor can predict. Empty between two leads.
  private var calendar: [UInt32]

  /// - Parameter edges: ascending, at most 32, the first with the distance 0.
  init(_ edges: [Edge]) {
    self.edges = edges
    var length = 1
    while length <= edges.last?.distance ?? 0 { length *= 2 }
    calendar = Array(repeating: 0, count: length)
  }

  /// Walks from the first engagement on and shows every day on which a window takes in a day or gives one
  /// up, with what all hold then.
  ///
  /// - Parameters:
  ///   - activity: settled.
  ///   - last: the last day that is walked to, up to ``Sweep/horizon``.
  ///   - points: wide enough for the sums.
  @inline(__always)
  mutating func follow<Points>(
    _ activity: Activity, until last: Day, in points: Points.Type, _ visit: (Day, Held<Points>) -> Void
  ) {
    let days = activity.days.span
    guard !days.isEmpty else { return }
    let (edges, last) = (edges, Int(last.number))
    var calendar = calendar.mutableSpan
    // By edge: how many of the active days have crossed it.
    var crossed = InlineArray<32, Int>(repeating: 0)
    var (held, hasEngaged) = (Held<Points>(), false)
    let (longest, ring) = (edges[edges.count - 1].distance, calendar.count - 1)
    // The next active day, and the last for which there is anything in the calendar.
    var (active, busy) = (0, 0)
    var day = Int(days[0].day.number)
    while day <= last {
      if active < days.count, Int(days[active].day.number) == day {
        for edge in edges.indices { calendar[(day &+ edges[edge].distance) & ring] |= 1 << UInt32(edge) }
        busy = day + longest
        active += 1
      }
      var today = calendar[day & ring]
      if today != 0 {
        calendar[day & ring] = 0
        repeat {
          let edge = today.trailingZeroBitCount
          held.add(days[crossed[edge]], edges[edge])
          crossed[edge] &+= 1
          today &= today &- 1
        } while today != 0
        // Whoever engages for the first time does so today, which no recent window leaves out.
        if hasEngaged || held.presence.recent > 0 {
          hasEngaged = true
          visit(Day(clamping: day), held)
        }
      }
      day += 1
      if day > busy {
        guard active < days.count else { return }
        day = Int(days[active].day.number)
      }
    }
    for day in calendar.indices { calendar[day] = 0 }
  }
}
