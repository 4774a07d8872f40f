/// What one lead did, by day: all that its momentum looks at.
///
/// Points count from every event, the stage changes that a row tells among them; the number of
/// events and their depth from engagement only. A day on which neither happened is absent.
/// Source: `Docs/Metrics.md`, section 6.
public struct Activity: Sendable {
  struct ActiveDay: Sendable {
    let day: Day
    /// Exact: 2³¹ events of `Int.max` points do not overflow it.
    var points: Int128
    var engagements: Int32
    /// Those of its engagement events.
    var depths: DepthSet
    /// When its first and its last engagement events were, in microseconds since 1970 UTC.
    var engagedFirst: Int64
    var engagedLast: Int64
  }

  /// Ascending and distinct once settled.
  private(set) var days: [ActiveDay] = []
  private var isAscending = true
  private var touches: [Moment] = []
  private var touchesAscend = true
  private var unreachableAt: Int64?

  public init() {}

  /// Forgets the lead before, keeping the storage.
  public mutating func removeAll() {
    days.removeAll(keepingCapacity: true)
    touches.removeAll(keepingCapacity: true)
    isAscending = true
    touchesAscend = true
    unreachableAt = nil
  }

  /// Adds an event, in any order of days.
  ///
  /// - Parameter depth: 0 to 4; it counts only where the event is engagement.
  public mutating func add(points: Int64, isEngagement: Bool, depth: Int8, at moment: Moment) {
    guard isEngagement || points != 0 else { return }
    let day = moment.day
    let event = ActiveDay(
      day: day, points: Int128(points), engagements: isEngagement ? 1 : 0,
      depths: DepthSet(isEngagement ? depth : 0),
      engagedFirst: isEngagement ? moment.instant : .max, engagedLast: isEngagement ? moment.instant : .min)
    guard let last = days.indices.last else { return days.append(event) }
    if days[last].day == day { return Self.add(event, to: &days[last]) }
    if day < days[last].day { isAscending = false }
    days.append(event)
  }

  mutating func add(_ event: EventEffect, at moment: Moment) {
    add(points: event.points, isEngagement: event.isEngagement, depth: event.depth, at: moment)
    switch event.outreach {
    case .none: break
    case .touch:
      if let last = touches.last, Self.order(moment) < Self.order(last) { touchesAscend = false }
      touches.append(moment)
    case .unreachable: unreachableAt = min(unreachableAt ?? .max, moment.instant)
    }
  }

  /// Complete once settled.
  var contacts: Contacts {
    var contacts = Contacts(unreachableAt: unreachableAt)
    let engaged = days.count { $0.engagements > 0 }
    contacts.engagedFirst.reserveCapacity(engaged)
    contacts.engagedLast.reserveCapacity(engaged)
    for day in days where day.engagements > 0 {
      contacts.engagedFirst.append(day.engagedFirst)
      contacts.engagedLast.append(day.engagedLast)
    }
    contacts.touched.reserveCapacity(touches.count)
    for (index, touch) in touches.enumerated()
    where index + 1 == touches.count || touches[index + 1].day != touch.day {
      contacts.touched.append(touch.instant)
    }
    return contacts
  }

  func hasEngaged(by day: Day) -> Bool { days.contains { $0.engagements > 0 && $0.day <= day } }

  /// No sum of a window over these days is larger, nor is a gain.
  ///
  /// - Parameter quarters: what a point counts at most.
  func bound(quarters: Int) -> Int128 {
    var (points, engagements) = (Int128(0), Int128(0))
    for day in days {
      points += Int128(day.points.magnitude)
      engagements += Int128(day.engagements)
    }
    return max(points * Int128(max(quarters, 1)), engagements)
  }

  /// Once settled.
  var depthDays: DepthDays {
    var first = DepthDays()
    var met = DepthSet(0)
    for day in days where met.insert(day.depths) { first.note(day.depths, on: day.day) }
    return first
  }

  /// The sum of points, day by day, once settled.
  var score: History<Int32> {
    var steps: [History<Int32>.Step] = []
    steps.reserveCapacity(days.count { $0.points != 0 })
    var (sum, last) = (Int128(0), Int32?.none)
    for day in days where day.points != 0 {
      sum += day.points
      let score = Int32(clamping: sum)
      if score != last { steps.append(History.Step(from: day.day, content: score)) }
      last = score
    }
    return History(steps: steps)
  }

  /// Brings the days in order, each once. Those of a bulk read come so, and cost nothing.
  mutating func settle() {
    if !touchesAscend { touches.sort { Self.order($0) < Self.order($1) } }
    touchesAscend = true
    guard !isAscending else { return }
    isAscending = true
    days.sort { $0.day < $1.day }
    var last = 0
    for index in 1..<days.count {
      if days[index].day == days[last].day {
        Self.add(days[index], to: &days[last])
      } else {
        last += 1
        days[last] = days[index]
      }
    }
    days.removeSubrange((last + 1)...)
  }

  private static func order(_ touch: Moment) -> (Day, Int64) { (touch.day, touch.instant) }

  private static func add(_ event: ActiveDay, to day: inout ActiveDay) {
    day.points += event.points
    day.engagements &+= event.engagements
    day.depths.formUnion(event.depths)
    day.engagedFirst = min(day.engagedFirst, event.engagedFirst)
    day.engagedLast = max(day.engagedLast, event.engagedLast)
  }
}
