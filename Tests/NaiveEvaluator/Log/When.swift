import Foundation
import Engine

/// A time as the tenant's calendar has it: a day, and where it is known, the instant.
///
/// A date alone comes before everything that happened during it.
struct When: Hashable, Comparable, Sendable {
  let day: Day
  /// Microseconds since 1970-01-01T00:00:00Z.
  let instant: Int64?

  static func wholeDay(_ day: Day) -> When { When(day: day, instant: nil) }

  /// Before every day that the log could name.
  static let ever = When(day: .min, instant: nil)

  static func < (a: When, b: When) -> Bool {
    (a.day, a.instant ?? .min) < (b.day, b.instant ?? .min)
  }
}

/// Reads stamps in a zone, by Foundation's zone tables.
struct TenantCalendar: Sendable {
  private let zone: TimeZone

  init?(zone name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    self.zone = zone
  }

  func read(_ stamp: Stamp) -> When {
    switch stamp {
    // A date that a change of the date line skipped moves forward, as a time would: so read its noon.
    case .date(let day):
      .wholeDay(self.day(of: instant(ofWallClock: Int64(day.number) * 86_400_000_000 + 43_200_000_000)))
    case .instant(let instant): When(day: day(of: instant), instant: instant)
    case .local(let wallClock):
      { When(day: day(of: $0), instant: $0) }(instant(ofWallClock: wallClock))
    }
  }

  /// Of a whole day its beginning.
  func instant(of when: When) -> Int64 {
    when.instant ?? instant(ofWallClock: Int64(when.day.number) * 86_400_000_000)
  }

  private func day(of instant: Int64) -> Day {
    dayNumber(ofMicroseconds: instant + offset(at: instant))
  }

  /// A wall clock time is an instant under any offset that was in force then. Under none, a clock
  /// change skipped it, and it moves forward by as much as the clocks did; under two, it was
  /// repeated, and means the first.
  private func instant(ofWallClock local: Int64) -> Int64 {
    let hour: Int64 = 3_600_000_000
    // The date line itself moves by 24 hours, so only the offsets two days off are certain.
    let offsets = Set(stride(from: -48, through: 48, by: 6).map { offset(at: local + $0 * hour) })
    let possible = offsets.map { local - $0 }.filter { $0 + offset(at: $0) == local }
    return possible.min() ?? local - offset(at: local - 48 * hour)
  }

  private func offset(at instant: Int64) -> Int64 {
    let seconds = (Double(instant) / 1_000_000).rounded(.down)
    return Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds))) * 1_000_000
  }

  private func dayNumber(ofMicroseconds microseconds: Int64) -> Day {
    let length: Int64 = 86_400_000_000
    let whole = microseconds / length
    return Day(clamping: Int(microseconds % length < 0 ? whole - 1 : whole))
  }
}
