/// What the windows hold on a day, of one lead. Whole and exact: see ``Activity/isModest``.
struct Held<Points: FixedWidthInteger & SignedInteger> {
  /// The weighted points, in quarters.
  private(set) var gain: Points = 0
  private(set) var points = Two<Points>(recent: 0, before: 0)
  /// Engagement events in frequency's windows.
  private(set) var engagements = Two<Int>(recent: 0, before: 0)
  /// Engagement events in the stakeholders' windows.
  private(set) var presence = Two<Int>(recent: 0, before: 0)
  private(set) var depths = Two(recent: DepthTally(), before: DepthTally())

  struct Two<Amount> {
    var recent, before: Amount
  }

  /// Lets a day pass an edge.
  @inline(__always)
  mutating func add(_ day: Activity.ActiveDay, _ edge: Edge) {
    let points = Points(truncatingIfNeeded: day.points)
    gain &+= points &* Points(truncatingIfNeeded: edge.gain)
    self.points.recent &+= points &* Points(truncatingIfNeeded: edge.direction.recent)
    self.points.before &+= points &* Points(truncatingIfNeeded: edge.direction.before)
    let engagements = Int(day.engagements)
    self.engagements.recent &+= engagements &* edge.frequency.recent
    self.engagements.before &+= engagements &* edge.frequency.before
    presence.recent &+= engagements &* edge.stakeholders.recent
    presence.before &+= engagements &* edge.stakeholders.before
    let depth = DepthTally(of: day.depths)
    depths.recent.add(depth, times: edge.content.recent)
    depths.before.add(depth, times: edge.content.before)
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

  /// - Parameter times: 1 for a day that comes, −1 for one that goes.
  @inline(__always)
  mutating func add(_ day: DepthTally, times: Int) { days &+= day.days &* UInt64(bitPattern: Int64(times)) }

  /// 0 where no day was deep at all.
  var deepest: Int { (75 - days.leadingZeroBitCount) / 12 }
}

extension Activity {
  /// Whether 64 bits hold the sums of these days' points, weighted however: less than 2²² days up to
  /// ``Sweep/horizon``, of 2²⁸ points each, each 4,000 quarters, are less than 2⁶². Nearly every lead is one
  /// of those; for the others, 128 bits hold 2³¹ events of `Int.max` points, at more work for each.
  var isModest: Bool { days.allSatisfy { $0.points.magnitude < 1 << 28 } }
}
