/// What the windows hold on a day, of one lead; or by how much that changes. Whole and exact.
struct Held<Sums: LaneSums> {
  private(set) var sums = Sums()
  private(set) var depths = Two(recent: DepthTally(), before: DepthTally())

  struct Two<Amount> {
    var recent, before: Amount
  }

  init() {}

  /// What the windows hold on a day, without the walk there.
  init(_ activity: Activity, on day: Day, _ edges: [Edge]) {
    for active in activity.days {
      let brought = Held(active)
      for edge in edges where active.day + edge.distance <= day { add(brought, Crossing(edge)) }
    }
  }

  /// What an active day brings to a window that takes it in.
  @inline(__always)
  init(_ day: Activity.ActiveDay) {
    let (points, engagements) = (day.points, Int128(day.engagements))
    sums = Sums { lane in
      switch lane {
      case .gain, .pointsRecent, .pointsBefore: points
      case .eventsRecent, .eventsBefore, .presenceRecent, .presenceBefore: engagements
      }
    }
    depths.recent = DepthTally(of: day.depths)
  }

  /// Lets a day, by what it brings, pass an edge.
  @inline(__always)
  mutating func add(_ day: Held, _ crossing: Crossing<Sums>) {
    sums.add(day.sums, times: crossing.factors)
    depths.recent.add(day.depths.recent, times: crossing.content.recent)
    depths.before.add(day.depths.recent, times: crossing.content.before)
  }

  @inline(__always)
  mutating func add(_ change: Held) {
    sums.add(change.sums)
    depths.recent.add(change.depths.recent, times: 1)
    depths.before.add(change.depths.before, times: 1)
  }
}

/// What becomes of every sum when a day passes an edge.
struct Crossing<Sums: LaneSums> {
  let distance: Int
  let factors: Sums
  let content: Edge.Step

  init(_ edge: Edge) {
    distance = edge.distance
    content = edge.content
    factors = Sums { lane in
      switch lane {
      case .gain: Int128(edge.gain)
      case .pointsRecent: Int128(edge.direction.recent)
      case .pointsBefore: Int128(edge.direction.before)
      case .eventsRecent: Int128(edge.frequency.recent)
      case .eventsBefore: Int128(edge.frequency.before)
      case .presenceRecent: Int128(edge.stakeholders.recent)
      case .presenceBefore: Int128(edge.stakeholders.before)
      }
    }
  }
}

/// How many days of a window were how deep: depths 1 to 4, with 12 bits each, which a window's at most
/// 3,660 days do not fill (see ``MomentumModel/days``). Without a branch: depths come in no order.
struct DepthTally {
  private var days: UInt64 = 0

  init() {}

  /// - Parameter depths: of one day, of which the deepest counts.
  @inline(__always)
  init(of depths: DepthSet) { days = (1 &<< (12 &* depths.deepest)) >> 12 }

  /// - Parameter times: 1 for days that come, −1 for those that go.
  @inline(__always)
  mutating func add(_ other: DepthTally, times: Int) { days &+= other.days &* UInt64(bitPattern: Int64(times)) }

  /// 0 where no day was deep at all.
  var deepest: Int { (75 - days.leadingZeroBitCount) / 12 }
}
