internal import Engine
internal import Store

/// The times of a schedule that have come, and the one that comes next.
struct Slots: Sendable, Hashable {
  /// Those that are made up for, ascending.
  var taken: [Int64]
  /// `nil`: never again.
  var following: Int64?

  /// Of `all`, this many at most, the newest. A minute's schedule that slept for a year has half a million.
  static let bound = 100
  /// A time that is found no later than this was not missed.
  static let grace: Int64 = 300_000_000

  /// - Parameters:
  ///   - first: the time that the schedule says comes next, which is not after `now`.
  init(from first: Int64, notAfter now: Int64, _ cron: Cron, in zone: Zone, _ catchUp: CatchUp) {
    let needed = catchUp == .all ? Self.bound : 1
    var passed = Self.times(from: first, notAfter: now, cron, in: zone, newest: needed)
    if passed.isEmpty { passed = [first] }
    following = cron.next(after: now, in: zone)
    taken =
      switch catchUp {
      case .latest: passed.suffix(1)
      case .skip: passed.suffix(1).filter { now - $0 <= Self.grace }
      case .all: passed.suffix(Self.bound)
      }
  }

  /// The newest of a schedule's times, at least as many as are needed if there are. Looks back step by step: a
  /// minute's schedule that slept for a year has half a million times, of which a hundred are asked for.
  private static func times(
    from first: Int64, notAfter now: Int64, _ cron: Cron, in zone: Zone, newest needed: Int
  ) -> [Int64] {
    let hour: Int64 = 3_600_000_000
    for hours in [1, 24, 24 * 32, 24 * 366] {
      let start = now - Int64(hours) * hour
      guard start > first else { break }
      let passed = times(after: start, notAfter: now, cron, in: zone)
      if passed.count >= needed { return passed }
    }
    return times(after: first - 1, notAfter: now, cron, in: zone)
  }

  private static func times(after start: Int64, notAfter now: Int64, _ cron: Cron, in zone: Zone) -> [Int64] {
    var passed: [Int64] = []
    var next = cron.next(after: start, in: zone)
    while let time = next, time <= now {
      passed.append(time)
      next = cron.next(after: time, in: zone)
    }
    return passed
  }
}
