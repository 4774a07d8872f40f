/// A time as it was written. What a `local` or `date` one means depends on the tenant's
/// zone, and is read anew when that changes.
public enum Stamp: Hashable, Sendable {
  /// Had an offset: microseconds since 1970-01-01T00:00:00Z.
  case instant(Int64)
  /// Had none: the wall clock's microseconds, counted as if it stood in UTC.
  case local(Int64)
  /// A date alone.
  case date(Day)
}

/// A stamp as a tenant's zone reads it.
public struct Moment: Hashable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z; of a whole day, its beginning.
  public let instant: Int64
  /// The tenant-local calendar date.
  public let day: Day
  /// Written as a date alone, so that nothing orders it within its day.
  public let wholeDay: Bool

  public init(instant: Int64, day: Day, wholeDay: Bool = false) {
    self.instant = instant
    self.day = day
    self.wholeDay = wholeDay
  }
}

/// By day, and within it by time; a whole day comes before what happened during it.
extension Moment: Comparable {
  public static func < (a: Moment, b: Moment) -> Bool {
    (a.day, a.wholeDay ? 0 : 1, a.instant) < (b.day, b.wholeDay ? 0 : 1, b.instant)
  }

  /// Before every other: from when a thing holds that always did.
  static let everBefore = Moment(instant: .min, day: .min, wholeDay: true)
}

extension Stamp: CustomStringConvertible {
  /// `2026-10-31T09:30:00Z`, `2026-10-31T09:30:00`, `2026-10-31`; a fraction only where there is one.
  public var description: String {
    switch self {
    case .instant(let microseconds): isoText(microseconds) + "Z"
    case .local(let microseconds): isoText(microseconds)
    case .date(let day): day.description
    }
  }
}

/// How long a day is, in microseconds, where no clock changes.
public let microsecondsInDay: Int64 = 86_400_000_000

private func isoText(_ microseconds: Int64) -> String {
  let day = Day(clamping: Int(microseconds.floorQuotient(microsecondsInDay)))
  let within = Int(microseconds.floorRemainder(microsecondsInDay))
  let seconds = within / 1_000_000
  let clock = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
  let fraction = within % 1_000_000
  return "\(day)T\(clock)" + (fraction == 0 ? "" : "." + padded(fraction, 6))
}
