/// A numeric as exact decimal text: sign, digits, and a point when there are decimals.
///
/// Nothing is rounded in either direction: `1.50` keeps its two decimals. `NaN`,
/// `Infinity` and `-Infinity` are read and sent as the server spells them.
public struct NumericText: PostgresScalar, Hashable {
  public let text: String

  /// `nil` when the text is not a plain decimal number (no exponent, no spaces).
  public init?(_ text: String) {
    guard Self.sign(ofSpecial: text) != nil || Decimal10000(parsing: text) != nil else { return nil }
    self.text = text
  }

  private init(unchecked text: String) { self.text = text }

  public static var postgresType: PostgresType { .numeric }

  public func encode(into sink: inout ByteSink) {
    if let sign = Self.sign(ofSpecial: text) {
      for word in [0, 0, sign, 0] { sink.put(word) }
    } else if let number = Decimal10000(parsing: text) {
      sink.put(UInt16(truncatingIfNeeded: number.digits.count))
      sink.put(Int16(truncatingIfNeeded: number.weight))
      sink.put(number.isNegative ? 0x4000 as UInt16 : 0)
      sink.put(UInt16(truncatingIfNeeded: number.scale))
      for digit in number.digits { sink.put(digit) }
    }
  }

  public static func decode(_ bytes: RawSpan) -> NumericText? {
    guard let count: UInt16 = bytes.number(), let weight: Int16 = bytes.number(at: 2),
      let sign: UInt16 = bytes.number(at: 4), let scale: UInt16 = bytes.number(at: 6),
      bytes.byteCount == 8 + 2 * Int(count)
    else { return nil }
    switch sign {
    case 0xC000: return NumericText(unchecked: "NaN")
    case 0xD000: return NumericText(unchecked: "Infinity")
    case 0xF000: return NumericText(unchecked: "-Infinity")
    case 0, 0x4000: break
    default: return nil
    }
    let digits = (0..<Int(count)).compactMap { bytes.number(at: 8 + 2 * $0, as: Int16.self) }
    guard digits.allSatisfy({ (0..<10_000).contains($0) }) else { return nil }
    let number = Decimal10000(isNegative: sign != 0, weight: Int(weight), scale: Int(scale), digits: digits)
    return NumericText(unchecked: number.text)
  }

  private static func sign(ofSpecial text: String) -> UInt16? {
    switch text {
    case "NaN": 0xC000
    case "Infinity": 0xD000
    case "-Infinity": 0xF000
    default: nil
    }
  }
}

/// The server's own form: groups of four decimal digits, the first worth 10000^weight,
/// and the number of decimals to show.
private struct Decimal10000 {
  var isNegative: Bool
  var weight: Int
  var scale: Int
  var digits: [Int16]

  init(isNegative: Bool, weight: Int, scale: Int, digits: [Int16]) {
    self.isNegative = isNegative
    self.weight = weight
    self.scale = scale
    self.digits = digits
  }

  init?(parsing text: String) {
    var rest = Substring(text)
    isNegative = rest.hasPrefix("-")
    if isNegative || rest.hasPrefix("+") { rest.removeFirst() }
    let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let whole = parts.first.map { Array($0.utf8) } ?? []
    let decimals = parts.count > 1 ? Array(parts[1].utf8) : []
    let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    // The server's own limits: 131,072 digits before the point, 16,383 after it.
    guard whole.count + decimals.count > 0, whole.count <= 131_072, decimals.count <= 16_383,
      (whole + decimals).allSatisfy(isDigit)
    else { return nil }
    let zero = UInt8(ascii: "0")
    let padded =
      [UInt8](repeating: zero, count: (4 - whole.count % 4) % 4) + whole + decimals
      + [UInt8](repeating: zero, count: (4 - decimals.count % 4) % 4)
    digits = stride(from: 0, to: padded.count, by: 4).map { start in
      padded[start..<(start + 4)].reduce(0) { $0 * 10 + Int16($1 - zero) }
    }
    weight = (whole.count + 3) / 4 - 1
    scale = decimals.count
    while digits.last == 0 { digits.removeLast() }
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    weight = digits.isEmpty ? 0 : weight - leading
    if digits.isEmpty { isNegative = false }
  }

  var text: String {
    var text = isNegative ? "-" : ""
    text += weight < 0 ? "0" : String(group(0))
    for index in stride(from: 1, through: weight, by: 1) { text += padded(group(index)) }
    guard scale > 0 else { return text }
    var decimals = ""
    var index = weight + 1
    while decimals.utf8.count < scale {
      decimals += padded(group(index))
      index += 1
    }
    return text + "." + decimals.prefix(scale)
  }

  /// The group worth 10000^(weight − index): those not stored are zero, on either side.
  private func group(_ index: Int) -> Int16 { digits.indices.contains(index) ? digits[index] : 0 }

  private func padded(_ group: Int16) -> String {
    let digits = String(group)
    return String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
