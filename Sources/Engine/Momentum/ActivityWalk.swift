/// Walks one lead through the only days on which a window over its activity can change.
///
/// A window of the days `near` to `far` − 1 back takes a day in after `near` days and gives it up
/// after `far`. These distances are the **edges**; most windows share theirs. For each edge the
/// walk knows how many of the active days lie at least that far back, so whatever a window
/// holds is a difference of two running sums. One value for many leads, which keeps its storage.
struct ActivityWalk {
  /// A window by the numbers of its two edges: active days that are `near` far back, not yet `far`.
  struct Window {
    let near, far: Int
  }

  /// Ascending, distinct.
  private let edges: [Int]
  /// By edge: how many of the active days lie so far back.
  private var reached: [Int]
  private var days: [Day] = []
  private var depths: [Int8] = []
  /// Running sums; element n is of the first n active days.
  private var points: [Int128] = [0]
  private var engagements: [Int] = [0]

  /// - Parameter edges: in any order, also several times.
  init(edges: some Sequence<Int>) {
    self.edges = Set(edges).sorted()
    reached = self.edges.map { _ in 0 }
  }

  /// - Parameters: both among the walk's edges.
  func window(from near: Int, to far: Int) -> Window {
    Window(near: edges.firstIndex(of: near) ?? 0, far: edges.firstIndex(of: far) ?? 0)
  }

  /// Begins with another lead, before its first day.
  ///
  /// - Parameter activity: settled.
  mutating func begin(_ activity: Activity) {
    for edge in reached.indices { reached[edge] = 0 }
    days.removeAll(keepingCapacity: true)
    depths.removeAll(keepingCapacity: true)
    points.removeAll(keepingCapacity: true)
    engagements.removeAll(keepingCapacity: true)
    var (sum, count): (Int128, Int) = (0, 0)
    points.append(sum)
    engagements.append(count)
    for active in activity.days {
      sum += active.points
      count += Int(active.engagements)
      days.append(active.day)
      depths.append(active.depth)
      points.append(sum)
      engagements.append(count)
    }
  }

  /// The next day on which an active day comes to an edge; `Day.max` when none does any more.
  var nextDay: Day {
    var next = Day.max
    for edge in edges.indices where reached[edge] < days.count {
      next = min(next, days[reached[edge]] + edges[edge])
    }
    return next
  }

  /// Goes on to a day that is not before the present one.
  mutating func advance(to day: Day) {
    for edge in edges.indices {
      var count = reached[edge]
      while count < days.count, days[count] + edges[edge] <= day { count += 1 }
      reached[edge] = count
    }
  }

  /// Whether the lead has engaged by the present day.
  var hasEngaged: Bool { engagements[reached.first ?? 0] > 0 }

  func points(in window: Window) -> Int128 { points[reached[window.near]] - points[reached[window.far]] }

  /// How many engagement events.
  func engagements(in window: Window) -> Int {
    engagements[reached[window.near]] - engagements[reached[window.far]]
  }

  /// The deepest engagement; 0 also when there was none.
  func deepest(in window: Window) -> Int8 {
    var deepest: Int8 = 0
    for index in reached[window.far]..<reached[window.near] { deepest = max(deepest, depths[index]) }
    return deepest
  }
}
