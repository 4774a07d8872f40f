/// A decimal number as it was written, exact: `coefficient` · 10^−`scale`.
///
/// Never a `Double`: 1.15 has to become 115 cents.
public struct DecimalText: Hashable, Sendable {
  let coefficient: Int64
  let scale: Int

  /// Reads `1234.5`, `-0.10`, `1,234,567.89`, `1.5E+06`. `nil` for anything else, `1.234,56` and
  /// `1,5` among it: a comma between thousands is taken only where it cannot mean a fraction.
  public init?(_ text: some StringProtocol) {
    guard let read = withBytes(of: String(text), { Self.read($0.trimmed()) }) else { return nil }
    self = read
  }

  init(coefficient: Int64, scale: Int) {
    self.coefficient = coefficient
    self.scale = scale
  }

  /// More digits than this behind the point are cut off: none of them can be money.
  private static let deepest = 12

  static func read(_ bytes: Bytes) -> DecimalText? {
    let text = bytes.span
    var at = 0
    let isNegative = at < text.count && text[at] == ASCII.minus
    if isNegative || (at < text.count && text[at] == ASCII.plus) { at += 1 }
    guard let digits = wholeDigits(text, &at) else { return nil }
    var fraction: [UInt8] = []
    if at < text.count, text[at] == ASCII.dot {
      at += 1
      fraction = takeDigits(text, &at)
      guard !fraction.isEmpty || !digits.isEmpty else { return nil }
    }
    guard !digits.isEmpty || !fraction.isEmpty else { return nil }
    var exponent = 0
    if at < text.count, text[at] | 0x20 == 0x65 {
      at += 1
      guard let shift = takeExponent(text, &at) else { return nil }
      exponent = shift
    }
    guard at == text.count else { return nil }
    return composed(digits + fraction, scale: fraction.count - exponent, isNegative)
  }

  private static func composed(_ digits: [UInt8], scale: Int, _ isNegative: Bool) -> DecimalText? {
    var digits = digits
    var scale = scale
    while scale > deepest, !digits.isEmpty {
      digits.removeLast()
      scale -= 1
    }
    while scale < 0 {
      guard digits.count < 40 else { return nil }
      digits.append(ASCII.zero)
      scale += 1
    }
    let text = (isNegative ? "-" : "") + (digits.isEmpty ? "0" : String(decoding: digits, as: UTF8.self))
    return Int64(text).map { DecimalText(coefficient: $0, scale: min(scale, deepest)) }
  }

  private static func takeDigits(_ text: Span<UInt8>, _ at: inout Int) -> [UInt8] {
    var digits: [UInt8] = []
    while at < text.count, ASCII.isDigit(text[at]) {
      digits.append(text[at])
      at += 1
    }
    return digits
  }

  /// The digits before the point, with or without commas in between every three.
  private static func wholeDigits(_ text: Span<UInt8>, _ at: inout Int) -> [UInt8]? {
    var digits = takeDigits(text, &at)
    guard at < text.count, text[at] == ASCII.comma else { return digits }
    guard (1...3).contains(digits.count), digits[0] != ASCII.zero else { return nil }
    while at < text.count, text[at] == ASCII.comma {
      at += 1
      let group = takeDigits(text, &at)
      guard group.count == 3 else { return nil }
      digits += group
    }
    return digits
  }

  private static func takeExponent(_ text: Span<UInt8>, _ at: inout Int) -> Int? {
    let isNegative = at < text.count && text[at] == ASCII.minus
    if isNegative || (at < text.count && text[at] == ASCII.plus) { at += 1 }
    let digits = takeDigits(text, &at)
    guard (1...2).contains(digits.count) else { return nil }
    let value = digits.reduce(0) { $0 * 10 + Int($1 - ASCII.zero) }
    return isNegative ? -value : value
  }
}

extension DecimalText {
  /// The number times 10^`digits` times `rate`, rounded half away from zero; `nil` where it
  /// does not fit.
  func minorUnits(digits: Int, rate: DecimalText = DecimalText(coefficient: 1, scale: 0)) -> Int64? {
    // 2^63 · 2^63 fits into 128 bits; the power of ten is checked.
    var product = Int128(coefficient) * Int128(rate.coefficient)
    var shift = digits - scale - rate.scale
    while shift > 0 {
      let (grown, overflow) = product.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      product = grown
      shift -= 1
    }
    guard shift < 0 else { return Int64(exactly: product) }
    var divisor: Int128 = 1
    for _ in shift..<0 { divisor *= 10 }
    let (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
    let isRoundedUp = remainder.magnitude * 2 >= divisor.magnitude
    return Int64(exactly: isRoundedUp ? quotient + product.signum() : quotient)
  }
}
