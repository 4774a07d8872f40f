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
    var passed = [first]
    var next = cron.next(after: first, in: zone)
    while let time = next, time <= now {
      passed.append(time)
      // Only the newest matter.
      if passed.count > Self.bound * 2 { passed.removeFirst(Self.bound) }
      next = cron.next(after: time, in: zone)
    }
    following = next
    taken =
      switch catchUp {
      case .latest: passed.suffix(1)
      case .skip: passed.suffix(1).filter { now - $0 <= Self.grace }
      case .all: passed.suffix(Self.bound)
      }
  }
}
