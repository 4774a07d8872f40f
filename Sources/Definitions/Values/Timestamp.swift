/// An instant between the years 1 and 9999, to the nanosecond, UTC.
public struct Timestamp: Hashable, Sendable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64
  /// 0 ..< 1,000,000,000, always forward from `seconds`.
  public let nanoseconds: Int32

  /// 0001-01-01T00:00:00Z through 9999-12-31T23:59:59Z.
  static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
  static let second: Int64 = 1_000_000_000

  /// `nil` outside the years 1 to 9999, or when `nanoseconds` is no fraction of a second.
  public init?(seconds: Int64, nanoseconds: Int32 = 0) {
    guard Self.range.contains(seconds), (0..<Int32(Self.second)).contains(nanoseconds) else { return nil }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  func adding(_ length: Elapsed) -> Timestamp? {
    let (whole, fraction) = length.nanoseconds.quotientAndRemainder(dividingBy: Self.second)
    return Self.normalised(seconds + whole, Int64(nanoseconds) + fraction)
  }

  func subtracting(_ length: Elapsed) -> Timestamp? {
    let (whole, fraction) = length.nanoseconds.quotientAndRemainder(dividingBy: Self.second)
    return Self.normalised(seconds - whole, Int64(nanoseconds) - fraction)
  }

  /// The time from another instant to this one; `nil` beyond 292 years.
  func since(_ other: Timestamp) -> Elapsed? {
    let (whole, overflow) = (seconds - other.seconds).multipliedReportingOverflow(by: Self.second)
    let fraction = Int64(nanoseconds) - Int64(other.nanoseconds)
    let (sum, overflowsAgain) = whole.addingReportingOverflow(fraction)
    return overflow || overflowsAgain ? nil : Elapsed(nanoseconds: sum)
  }

  /// `fraction` may be up to two seconds off in either direction. The sums cannot overflow: a
  /// valid second plus 292 years is far below 2^63.
  private static func normalised(_ seconds: Int64, _ fraction: Int64) -> Timestamp? {
    let carried = fraction < 0 ? fraction + second : fraction >= second ? fraction - second : fraction
    let carry: Int64 = fraction < 0 ? -1 : fraction >= second ? 1 : 0
    return Timestamp(seconds: seconds + carry, nanoseconds: Int32(clamping: carried))
  }
}

extension Timestamp {
  /// Reads RFC 3339: `2026-01-31T09:30:00.5+01:00`. A date alone is none, as in CEL. More than
  /// nine digits of a fraction are cut.
  public init?(rfc3339 text: String) {
    var reader = DigitReader(text)
    guard let year = reader.digits(4), reader.take("-"), let month = reader.digits(2), reader.take("-"),
      let day = reader.digits(2), reader.take("T") || reader.take("t"),
      let hour = reader.digits(2), reader.take(":"), let minute = reader.digits(2), reader.take(":"),
      let second = reader.digits(2), let fraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd,
      hour < 24, minute < 60, second <= 60, let date = Self.days(year, month, day)
    else { return nil }
    let time = hour * 3600 + minute * 60 + second
    self.init(seconds: date * 86_400 + time - offset, nanoseconds: second == 60 ? 0 : fraction)
  }

  /// RFC 3339 in UTC, the fraction in three, six or nine digits where there is one.
  public var rfc3339: String {
    let (day, time) = Self.floored(seconds, 86_400)
    let (year, month, date) = Self.civil(day)
    let clock = [time / 3600, time / 60 % 60, time % 60].map { Self.padded($0, 2) }.joined(separator: ":")
    return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(date, 2))T\(clock)"
      + Self.fraction(nanoseconds) + "Z"
  }

  static func fraction(_ nanoseconds: Int32) -> String {
    guard nanoseconds != 0 else { return "" }
    var digits = padded(Int64(nanoseconds), 9)
    while digits.hasSuffix("000") { digits.removeLast(3) }
    return "." + digits
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func floored(_ number: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  /// Days since 1970-01-01 of a date of the civil calendar; `nil` where there is no such date.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[Int(month) - 1] else { return nil }
    // Years that begin in March, so that the leap day is the last of its year.
    let marchYear = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = floored(marchYear, 400)
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = floored(days + 719_468, 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }
}

/// Reads fixed digits from the front of a text.
private struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = Substring(text).utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  mutating func digits(_ count: Int) -> Int64? {
    guard rest.prefix(count).count == count else { return nil }
    var number: Int64 = 0
    for byte in rest.prefix(count) {
      guard Lexer.isDigit(byte) else { return nil }
      number = number * 10 + Int64(byte - 0x30)
    }
    rest.removeFirst(count)
    return number
  }

  /// Nanoseconds; 0 without a fraction, `nil` for a dot without digits.
  mutating func fraction() -> Int32? {
    guard take(".") else { return 0 }
    var (nanoseconds, digits): (Int32, Int) = (0, 0)
    while let byte = rest.first, Lexer.isDigit(byte) {
      if digits < 9 { nanoseconds = nanoseconds * 10 + Int32(byte - 0x30) }
      digits += 1
      rest.removeFirst()
    }
    for _ in min(digits, 9)..<9 { nanoseconds *= 10 }
    return digits > 0 ? nanoseconds : nil
  }

  /// Seconds east of UTC.
  mutating func offset() -> Int64? {
    if take("Z") || take("z") { return 0 }
    let sign: Int64 = take("+") ? 1 : take("-") ? -1 : 0
    guard sign != 0, let hours = digits(2), take(":"), let minutes = digits(2), hours < 24, minutes < 60 else {
      return nil
    }
    return sign * (hours * 3600 + minutes * 60)
  }
}
