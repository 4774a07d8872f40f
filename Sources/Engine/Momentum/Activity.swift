/// What one lead did, by day: all that its momentum looks at.
///
/// Points count from every event, the stage changes that a row tells among them; the number of
/// events and their depth from engagement only. A day on which neither happened is absent.
/// Source: `Docs/Metrics.md`, section 6.
public struct Activity: Sendable {
  struct ActiveDay: OfOneDay {
    let day: Day
    /// Exact: 2³¹ events of `Int.max` points do not overflow it.
    var points: Int128
    var engagements: Int32
    /// Those of its engagement events.
    var depths: DepthSet
    /// When its first and its last engagement events were, in microseconds since 1970 UTC.
    var engagedFirst: Int64
    var engagedLast: Int64

    mutating func merge(_ other: ActiveDay) {
      points += other.points
      engagements &+= other.engagements
      depths.formUnion(other.depths)
      engagedFirst = min(engagedFirst, other.engagedFirst)
      engagedLast = max(engagedLast, other.engagedLast)
    }
  }

  /// The last time on a day that somebody turned to the lead, in microseconds since 1970 UTC.
  private struct TouchedDay: OfOneDay {
    let day: Day
    var last: Int64

    mutating func merge(_ other: TouchedDay) { last = max(last, other.last) }
  }

  private var active = ByDay<ActiveDay>()
  private var touched = ByDay<TouchedDay>()
  private var unreachableAt: Int64?

  /// Ascending and distinct once settled.
  var days: [ActiveDay] { active.entries }

  public init() {}

  /// Forgets the lead before, keeping the storage.
  public mutating func removeAll() {
    active.removeAll()
    touched.removeAll()
    unreachableAt = nil
  }

  /// Adds an event, in any order of days.
  ///
  /// - Parameter depth: 0 to 4; it counts only where the event is engagement.
  public mutating func add(points: Int64, isEngagement: Bool, depth: Int8, at moment: Moment) {
    guard isEngagement || points != 0 else { return }
    active.add(
      ActiveDay(
        day: moment.day, points: Int128(points), engagements: isEngagement ? 1 : 0,
        depths: DepthSet(isEngagement ? depth : 0),
        engagedFirst: isEngagement ? moment.instant : .max, engagedLast: isEngagement ? moment.instant : .min))
  }

  mutating func add(_ event: EventEffect, at moment: Moment) {
    add(points: event.points, isEngagement: event.isEngagement, depth: event.depth, at: moment)
    switch event.outreach {
    case .none: break
    case .touch: touch(at: moment)
    case .unreachable: unreachableAt = min(unreachableAt ?? .max, moment.instant)
    }
  }

  mutating func touch(at moment: Moment) { touched.add(TouchedDay(day: moment.day, last: moment.instant)) }

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
    contacts.touched = touched.entries.map(\.last)
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

  /// Brings the days in order, each once.
  mutating func settle() {
    active.settle()
    touched.settle()
  }
}
