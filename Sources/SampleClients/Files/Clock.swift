import Engine

/// How a program writes times into the files that it exports.
enum Clock: Sendable {
  /// `2026-03-02T14:05:09`: the client's own zone is meant.
  case local
  /// `2026-03-02T14:05:09-05:00`.
  case offset
  /// `2026-03-02T19:05:09Z`.
  case utc

  func text(_ time: WallTime, in zone: Zone) -> String {
    let local = Int64(time.day.number) * microsecondsInDay + Int64(time.second) * 1_000_000
    let instant = zone.instant(ofLocal: local)
    switch self {
    case .local: return Self.text(ofWall: local)
    case .utc: return Self.text(ofWall: instant) + "Z"
    case .offset:
      let offset = zone.offset(atInstant: instant)
      return Self.text(ofWall: instant + offset) + Self.text(ofOffset: offset)
    }
  }

  private static func text(ofWall microseconds: Int64) -> String {
    let (days, rest) = microseconds.quotientAndRemainder(dividingBy: microsecondsInDay)
    let second = Int(rest / 1_000_000)
    let clock = [second / 3600, second / 60 % 60, second % 60].map(twoDigits).joined(separator: ":")
    return "\(Day(clamping: Int(days)))T\(clock)"
  }

  private static func text(ofOffset microseconds: Int64) -> String {
    let minutes = Int(microseconds / 60_000_000)
    let size = abs(minutes)
    return "\(minutes < 0 ? "-" : "+")\(twoDigits(size / 60)):\(twoDigits(size % 60))"
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
