/// A length of time to the nanosecond, at most ±292 years.
///
/// CEL's own runtime keeps 10,000 years but refuses the difference of two timestamps beyond 292;
/// here that is the one limit for both.
public struct Elapsed: Hashable, Sendable {
  public let nanoseconds: Int64

  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Reads `1h30m`, `-1.5s`, `250ms`: numbers with the units h, m, s, ms, us, ns, and a plain `0`.
  public init?(_ text: String) {
    var rest = Substring(text).utf8
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    if rest.elementsEqual([UInt8(ascii: "0")]) {
      self.init(nanoseconds: 0)
      return
    }
    guard !rest.isEmpty else { return nil }
    // Summed below zero, so that the largest negative length can be read too.
    var sum: Int64 = 0
    while !rest.isEmpty {
      guard let part = Self.part(&rest) else { return nil }
      let (next, overflow) = sum.subtractingReportingOverflow(part)
      guard !overflow else { return nil }
      sum = next
    }
    guard isNegative || sum != .min else { return nil }
    self.init(nanoseconds: isNegative ? sum : -sum)
  }

  /// `90s`, `1.500s`: seconds, the fraction in three, six or nine digits where there is one.
  public var text: String {
    let (whole, fraction) = nanoseconds.quotientAndRemainder(dividingBy: Timestamp.second)
    let sign = nanoseconds < 0 ? "-" : ""
    return sign + String(whole.magnitude) + Timestamp.fraction(Int32(fraction.magnitude)) + "s"
  }

  /// One number with its unit, in nanoseconds.
  private static func part(_ rest: inout Substring.UTF8View) -> Int64? {
    let whole = rest.prefix(while: Lexer.isDigit)
    rest.removeFirst(whole.count)
    var fraction = whole.prefix(0)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = rest.prefix(while: Lexer.isDigit)
      rest.removeFirst(fraction.count)
    }
    guard !whole.isEmpty || !fraction.isEmpty, let unit = unit(&rest) else { return nil }
    guard let number = whole.isEmpty ? 0 : Int64(String(whole) ?? "") else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: unit)
    let (sum, overflowsAgain) = product.addingReportingOverflow(share(of: unit, fraction))
    return overflow || overflowsAgain ? nil : sum
  }

  /// The decimals of a unit, cut to whole nanoseconds. Multiplied in double width: a billionth of
  /// an hour has 3.6 × 10^12 nanoseconds to be a part of.
  private static func share(of unit: Int64, _ digits: Substring.UTF8View) -> Int64 {
    var (number, power): (Int64, Int64) = (0, 1)
    for byte in digits.prefix(15) {
      (number, power) = (number * 10 + Int64(byte - 0x30), power * 10)
    }
    return power.dividingFullWidth(number.multipliedFullWidth(by: unit)).quotient
  }

  private static func unit(_ rest: inout Substring.UTF8View) -> Int64? {
    for (spelling, nanoseconds) in units where rest.starts(with: spelling.utf8) {
      rest.removeFirst(spelling.utf8.count)
      return nanoseconds
    }
    return nil
  }

  /// `ms` before `m`: the first that fits is taken.
  private static let units: [(String, Int64)] = [
    ("ns", 1), ("us", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
  ]
}
