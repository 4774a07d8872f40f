import Engine

/// What the clock on the client's wall shows: a day and a second of it.
struct WallTime: Hashable, Comparable, Sendable {
  var day: Day
  /// 0 to 86,399.
  var second: Int

  static func < (a: Self, b: Self) -> Bool { (a.day, a.second) < (b.day, b.second) }

  func plus(minutes: Int) -> WallTime { WallTime(day: day, second: min(second + minutes * 60, 86_399)) }
}
