/// A calendar date, counted in days since 1970-01-01, proleptic Gregorian.
///
/// It knows no time zone; a `Zone` says which day an instant falls on. Arithmetic
/// saturates: a decay of `Int.max` days is a date that never comes, not a trap.
public struct Day: Hashable, Comparable, Sendable {
  public let number: Int32

  public init(_ number: Int32) { self.number = number }

  /// The nearest day where the number does not fit.
  public init(clamping number: Int) { self.number = Int32(clamping: number) }

  public static let min = Day(.min)
  public static let max = Day(.max)

  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }

  public static func + (day: Day, days: Int) -> Day {
    let (sum, overflow) = Int(day.number).addingReportingOverflow(days)
    return overflow ? (days < 0 ? .min : .max) : Day(clamping: sum)
  }

  public static func - (day: Day, days: Int) -> Day {
    let (difference, overflow) = Int(day.number).subtractingReportingOverflow(days)
    return overflow ? (days < 0 ? .max : .min) : Day(clamping: difference)
  }

  /// Days from `b` to `a`.
  public static func - (a: Day, b: Day) -> Int { Int(a.number) - Int(b.number) }
}

extension Day {
  /// Day 0 of the computation is 0000-03-01, so that a leap day ends its year; an era is
  /// 400 years, 146,097 days.
  private static let daysBeforeEpoch = 719_468
  private static let daysInEra = 146_097

  /// `nil` when there is no such date, like 2026-02-29.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted % 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(clamping: era * Day.daysInEra + dayOfEra - Day.daysBeforeEpoch)
  }

  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public var civil: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + Day.daysBeforeEpoch
    let era = (shifted >= 0 ? shifted : shifted - Day.daysInEra + 1) / Day.daysInEra
    let dayOfEra = shifted - era * Day.daysInEra
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    return (
      year: yearOfEra + era * 400 + (month >= 10 ? 1 : 0),
      month: month < 10 ? month + 3 : month - 9,
      day: dayOfYear - (153 * month + 2) / 5 + 1
    )
  }

  public var year: Int { civil.year }
  public var month: Int { civil.month }
  public var dayOfMonth: Int { civil.day }

  /// 1 for Monday to 7 for Sunday, as ISO weeks count.
  public var weekday: Int { (Int(number) + 3).floorRemainder(7) + 1 }
}

extension Day: CustomStringConvertible {
  /// Reads `2026-10-31` and nothing else: four digits, two, two, a date that exists.
  public init?(iso text: some StringProtocol) {
    var (year, month, day) = (0, 0, 0)
    var position = 0
    for byte in text.utf8 {
      let digit = Int(byte) - 0x30
      switch position {
      case 4, 7: guard byte == UInt8(ascii: "-") else { return nil }
      case 0...9 where !(0...9).contains(digit): return nil
      case 0..<4: year = year * 10 + digit
      case 5..<7: month = month * 10 + digit
      case 8..<10: day = day * 10 + digit
      default: return nil
      }
      position += 1
    }
    guard position == 10 else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// `2026-10-31`.
  public var description: String {
    let (year, month, day) = civil
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

/// `7` as `07`. Without Foundation, whose formatters cost a microsecond each.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number.magnitude)
  let zeros = String(repeating: "0", count: Swift.max(0, width - digits.count))
  return (number < 0 ? "-" : "") + zeros + digits
}

extension FixedWidthInteger {
  /// Rounded down: −1 by 7 is −1. An instant before 1970 belongs to the day it is in.
  func floorQuotient(_ divisor: Self) -> Self {
    self / divisor - (self % divisor < 0 ? 1 : 0)
  }

  /// Never negative: −1 by 7 leaves 6.
  func floorRemainder(_ divisor: Self) -> Self {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
