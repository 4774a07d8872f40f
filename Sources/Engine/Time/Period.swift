/// How long a period is.
public enum Grain: String, Hashable, Sendable, CaseIterable {
  /// A calendar month.
  case month
  /// An ISO week, Monday to Sunday.
  case week
}

/// A month or a week. Source: `Docs/Metrics.md`, sections 1 and 4.
public struct Period: Hashable, Sendable {
  public let grain: Grain
  public let first: Day
  public let last: Day

  public init(_ grain: Grain, containing day: Day) {
    self.grain = grain
    switch grain {
    case .month:
      let (year, month, dayOfMonth) = day.civil
      first = day - (dayOfMonth - 1)
      last = first + (Day.length(ofMonth: month, year: year) - 1)
    case .week:
      first = day - (day.weekday - 1)
      last = first + 6
    }
  }

  /// In days.
  public var length: Int { last - first + 1 }

  public var previous: Period { Period(grain, containing: first - 1) }
  public var next: Period { Period(grain, containing: last + 1) }

  public func contains(_ day: Day) -> Bool { first <= day && day <= last }

  /// In progress while today is not past its last day.
  public func isFinal(today: Day) -> Bool { today > last }

  /// The last day that counts: its own, or today while it is in progress.
  public func lastDay(today: Day) -> Day { min(last, today) }

  /// The day of the period before with which a day of this one is compared: day k with day k;
  /// its last day if it is shorter.
  public func counterpart(of day: Day) -> Day {
    let previous = previous
    return min(previous.first + (day - first), previous.last)
  }

  /// All periods from the one with a day to the one with another, none left out.
  public static func all(_ grain: Grain, from day: Day, through end: Day) -> [Period] {
    guard day <= end else { return [] }
    return Array(sequence(first: Period(grain, containing: day)) { $0.last < end ? $0.next : nil })
  }
}

extension Period: Comparable, CustomStringConvertible {
  public static func < (a: Period, b: Period) -> Bool { (a.first, a.last) < (b.first, b.last) }

  /// `2026-10` for a month, the Monday's date for a week.
  public var description: String {
    grain == .month ? String(first.description.dropLast(3)) : first.description
  }
}
