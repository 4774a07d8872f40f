internal import Engine

/// Microseconds since 1970 as texts.
struct WallClock {
  private let zone: Zone

  /// Of a zone that this machine does not know it is UTC, and says so in its texts.
  init(_ timezone: String) { zone = Zone(iana: timezone) ?? .utc }

  private init(_ zone: Zone) { self.zone = zone }

  static let utc = WallClock(.utc)

  /// For a person: `2026-11-22 17:00 Europe/Berlin`.
  func text(_ instant: Int64) -> String {
    let (day, time) = local(instant)
    return "\(day) \(Self.two(time / 3600)):\(Self.two(time / 60 % 60)) \(zone.name)"
  }

  /// RFC 3339: `2026-11-22T16:00:00Z`. In UTC alone.
  static func rfc3339(_ instant: Int64) -> String {
    let (day, time) = utc.local(instant)
    return "\(day)T\(clock(time))Z"
  }

  /// RFC 5322: `Sun, 22 Nov 2026 16:00:00 +0000`. In UTC alone.
  static func rfc5322(_ instant: Int64) -> String {
    let (day, time) = utc.local(instant)
    let (year, month, date) = day.civil
    return "\(weekdays[day.weekday - 1]), \(date) \(months[month - 1]) \(year) \(clock(time)) +0000"
  }

  /// Reads the date of an HTTP header, `Sun, 06 Nov 1994 08:49:37 GMT`; the two older forms are not read.
  static func instant(ofHTTPDate text: String) -> Int64? {
    let shape = /[A-Z][a-z]{2}, ([0-9]{2}) ([A-Z][a-z]{2}) ([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) GMT/
    guard let match = text.wholeMatch(of: shape), let month = months.firstIndex(of: String(match.output.2)),
      let date = Int(match.output.1), let year = Int(match.output.3), let hour = Int64(match.output.4),
      let minute = Int64(match.output.5), let second = Int64(match.output.6),
      let day = Day(year: year, month: month + 1, day: date), hour < 24, minute < 60, second <= 60
    else { return nil }
    return (Int64(day.number) * 86_400 + hour * 3600 + minute * 60 + second) * 1_000_000
  }

  /// Day, and seconds since its midnight.
  private func local(_ instant: Int64) -> (Day, Int64) {
    // The years 1 to 9999: a time of the database may be infinite.
    let instant = min(max(instant, -62_135_596_800_000_000), 253_402_300_799_000_000)
    let day = zone.day(ofInstant: instant)
    let local = instant + zone.offset(atInstant: instant)
    return (day, local / 1_000_000 - Int64(day.number) * 86_400)
  }

  private static func clock(_ time: Int64) -> String { "\(two(time / 3600)):\(two(time / 60 % 60)):\(two(time % 60))" }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
