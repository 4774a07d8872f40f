import Definitions
import Engine

public enum NaiveGrain: String, Hashable, Sendable, CaseIterable {
  case month, week
}

/// A calendar month, or a week from Monday to Sunday.
struct NaivePeriod: Hashable {
  let first: Day
  let last: Day

  init(around day: Day, grain: NaiveGrain) {
    switch grain {
    case .week:
      first = day - (day.weekday - 1)
      last = first + 6
    case .month:
      first = day - (day.dayOfMonth - 1)
      // No month has more than 31 days, so day 32 counted from the first is in the next one.
      let inTheNext = first + 31
      last = inTheNext - inTheNext.dayOfMonth
    }
  }

  func before(_ grain: NaiveGrain) -> NaivePeriod { NaivePeriod(around: first - 1, grain: grain) }

  func after(_ grain: NaiveGrain) -> NaivePeriod { NaivePeriod(around: last + 1, grain: grain) }

  /// The days up to and including one of them.
  func days(through day: Day) -> [Day] {
    first <= min(day, last) ? (first.number...min(day, last).number).map { Day($0) } : []
  }

  /// The day that has the same place in it, or the last if it is shorter.
  func day(like day: Day, of other: NaivePeriod) -> Day { min(first + (day - other.first), last) }
}

extension NaivePeriod {
  /// From the one with the first day to the one with the last.
  static func all(from first: Day, through last: Day, grain: NaiveGrain) -> [NaivePeriod] {
    guard first <= last else { return [] }
    var spans = [NaivePeriod(around: first, grain: grain)]
    while let newest = spans.last, newest.last < last { spans.append(newest.after(grain)) }
    return spans
  }
}
