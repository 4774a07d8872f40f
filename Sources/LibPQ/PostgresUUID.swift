/// A uuid: sixteen bytes, first byte highest.
public struct PostgresUUID: PostgresScalar, Hashable {
  public var high: UInt64
  public var low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  public static var postgresType: PostgresType { .uuid }

  public func encode(into sink: inout ByteSink) {
    sink.put(high)
    sink.put(low)
  }

  public static func decode(_ bytes: RawSpan) -> PostgresUUID? {
    guard bytes.byteCount == 16, let high: UInt64 = bytes.number(), let low: UInt64 = bytes.number(at: 8) else {
      return nil
    }
    return PostgresUUID(high: high, low: low)
  }
}

extension PostgresUUID: LosslessStringConvertible {
  /// Thirty-two hexadecimal digits; hyphens are skipped wherever they stand.
  public init?(_ text: String) {
    var high: UInt64 = 0
    var low: UInt64 = 0
    var digits = 0
    for byte in text.utf8 where byte != UInt8(ascii: "-") {
      guard let digit = Self.digit(byte), digits < 32 else { return nil }
      if digits < 16 { high = high << 4 | digit } else { low = low << 4 | digit }
      digits += 1
    }
    guard digits == 32 else { return nil }
    self.init(high: high, low: low)
  }

  /// Lower case, 8-4-4-4-12, as the server prints it.
  public var description: String {
    var text = ""
    text.reserveCapacity(36)
    for position in 0..<32 {
      if position == 8 || position == 12 || position == 16 || position == 20 { text.append("-") }
      let word = position < 16 ? high : low
      let digit = Int((word >> UInt64(60 - 4 * (position % 16))) & 15)
      text.append(String(digit, radix: 16))
    }
    return text
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
