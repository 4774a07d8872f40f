/// Digits, capitals, small letters: numbers that survive URLs, shells and double clicks.
enum Base62 {
  static func isDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

  /// With zeros in front, so that all are of one length; 6 digits hold any 32 bits.
  static func text(of number: UInt32, digits count: Int) -> String {
    var rest = Int(number)
    var text = ""
    for _ in 0..<count {
      text.append(digits[rest % 62])
      rest /= 62
    }
    return String(text.reversed())
  }
}

/// CRC-32 as zlib and Ethernet have it: finds every change of up to four neighbouring characters.
enum CRC32 {
  static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var rest: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      rest ^= UInt32(byte)
      for _ in 0..<8 { rest = rest & 1 == 0 ? rest >> 1 : rest >> 1 ^ 0xEDB8_8320 }
    }
    return ~rest
  }
}
