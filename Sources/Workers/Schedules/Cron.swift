public import Engine

/// A cron expression: minute, hour, day of the month, month, day of the week, on a wall clock.
///
/// As crontab(5) has it: lists, ranges, steps, names of months and days, 7 for Sunday, `@daily` and the like;
/// where both days are restricted, either one is enough. A wall-clock time that a clock change skips comes once
/// just after the change; one that it repeats comes once, the first time.
public struct Cron: Sendable, Hashable, CustomStringConvertible {
  public let description: String
  private let minutes: CronField
  private let hours: CronField
  private let days: CronField
  private let months: CronField
  private let weekdays: CronField

  /// Why an expression is none, for whoever wrote it.
  public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
    public var expression: String
    public var reason: String
    public var description: String { "\"\(expression)\": \(reason)" }
  }

  private static let names = [
    "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
  ]

  public init(_ text: String) throws(Fault) {
    let parts = (Self.names[text] ?? text).split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
    guard parts.count == 5, text.utf8.count <= 200 else {
      throw Fault(
        expression: String(text.prefix(200)),
        reason: "a cron expression has five fields: minute hour day-of-month month day-of-week")
    }
    description = text
    do {
      minutes = try CronField(parts[0], .minute)
      hours = try CronField(parts[1], .hour)
      days = try CronField(parts[2], .dayOfMonth)
      months = try CronField(parts[3], .month)
      weekdays = try CronField(parts[4], .dayOfWeek)
    } catch {
      throw Fault(expression: text, reason: error.reason)
    }
    guard firstDay(from: Day(0)) != nil else {
      throw Fault(expression: text, reason: "no year has such a day")
    }
  }

  /// The first time after an instant, in microseconds since 1970; `nil` beyond the calendar's end.
  public func next(after instant: Int64, in zone: Zone) -> Int64? {
    // A change of the clock moves it by hours at most; a day before is early enough.
    guard var day = firstDay(from: zone.day(ofInstant: instant) - 1) else { return nil }
    while true {
      for hour in hours.values {
        for minute in minutes.values {
          guard let local = Self.reading(of: day, minute: hour * 60 + minute) else {
            if day.number < 0 { continue }
            return nil
          }
          let candidate = zone.firstInstant(notBeforeLocal: local)
          if candidate > instant { return candidate }
        }
      }
      guard let following = firstDay(from: day + 1) else { return nil }
      day = following
    }
  }

  /// What the clock shows then, as if it were in UTC; `nil` beyond the 290,000 years either way that microseconds
  /// can count.
  private static func reading(of day: Day, minute: Int) -> Int64? {
    let (start, isBeyond) = Int64(day.number).multipliedReportingOverflow(by: 86_400_000_000)
    let (reading, isFarther) = start.addingReportingOverflow(Int64(minute) * 60_000_000)
    return isBeyond || isFarther ? nil : reading
  }

  /// No day is farther away than a Sunday that is a 29 February: 40 years, over a 2100 that has none.
  private func firstDay(from start: Day) -> Day? {
    var day = start
    for _ in 0..<(366 * 41) {
      if matches(day) { return day }
      let following = day + 1
      guard following > day else { return nil }
      day = following
    }
    return nil
  }

  private func matches(_ day: Day) -> Bool {
    guard months.contains(day.month) else { return false }
    let (inMonth, inWeek) = (days.contains(day.dayOfMonth), weekdays.contains(day.weekday % 7))
    return days.isAny || weekdays.isAny ? inMonth && inWeek : inMonth || inWeek
  }
}
