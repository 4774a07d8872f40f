/// Strings of an expression: quoted by one or three `'` or `"`, raw with an `r` before them.
extension Lexer {
  struct StringPrefix {
    let isRaw: Bool
    let isBytes: Bool
    let quote: UInt8
    /// 1 or 3.
    let quotes: Int
    /// Bytes up to the text.
    let length: Int
  }

  /// How a string begins here, if one does.
  func stringPrefix() -> StringPrefix? {
    var letters = 0
    while letters < 2, let byte = peek(letters), "rRbB".utf8.contains(byte) { letters += 1 }
    guard let quote = peek(letters), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    let isTriple = peek(letters + 1) == quote && peek(letters + 2) == quote
    let quotes = isTriple ? 3 : 1
    let prefix = bytes[position..<position + letters].map { $0 | 0x20 }
    guard Set(prefix).count == letters else { return nil }
    return StringPrefix(
      isRaw: prefix.contains(UInt8(ascii: "r")), isBytes: prefix.contains(UInt8(ascii: "b")), quote: quote,
      quotes: quotes,
      length: letters + quotes)
  }

  mutating func string(_ prefix: StringPrefix) throws(ExpressionProblem) -> Token {
    let start = position
    guard !prefix.isBytes else {
      throw problem(
        start..<start + prefix.length, "bytes are not part of the language", hint: "write a string: leave the `b` out")
    }
    position += prefix.length
    var content: [UInt8] = []
    while let byte = peek() {
      if closes(prefix) {
        position += prefix.quotes
        return Token(kind: .string(String(decoding: content, as: UTF8.self)), range: start..<position)
      }
      if prefix.quotes == 1, byte == 0x0A || byte == 0x0D { break }
      if byte == UInt8(ascii: "\\"), !prefix.isRaw {
        content.append(contentsOf: Character(try escape()).utf8)
      } else {
        content.append(byte)
        position += 1
      }
    }
    let ending = String(repeating: Character(Unicode.Scalar(prefix.quote)), count: prefix.quotes)
    throw problem(start..<position, "this string has no end", hint: "close it with \(ending)")
  }

  private func closes(_ prefix: StringPrefix) -> Bool {
    (0..<prefix.quotes).allSatisfy { peek($0) == prefix.quote }
  }

  private mutating func escape() throws(ExpressionProblem) -> Unicode.Scalar {
    let start = position
    position += 1
    guard let byte = peek() else { throw problem(start..<position, "this string has no end") }
    position += 1
    if let scalar = Self.simpleEscapes[byte] { return scalar }
    switch byte {
    case UInt8(ascii: "x"), UInt8(ascii: "X"): return try scalar(start, digits: 2, radix: 16)
    case UInt8(ascii: "u"): return try scalar(start, digits: 4, radix: 16)
    case UInt8(ascii: "U"): return try scalar(start, digits: 8, radix: 16)
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      position -= 1
      return try scalar(start, digits: 3, radix: 8)
    default:
      throw problem(
        start..<position, "`\(text(start..<wholeCharacter(position)))` is not an escape",
        hint: "a backslash is written `\\\\`, or the string as r'…'")
    }
  }

  /// The end of the character that the byte before belongs to.
  private func wholeCharacter(_ end: Int) -> Int {
    var end = end
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  private mutating func scalar(_ start: Int, digits: Int, radix: Int) throws(ExpressionProblem) -> Unicode.Scalar {
    let end = min(position + digits, bytes.count)
    let written = bytes[position..<end].prefix { Character(Unicode.Scalar($0)).isHexDigit }
    let number = UInt32(String(decoding: written, as: UTF8.self), radix: radix)
    guard written.count == digits, let number else {
      let kind = radix == 8 ? "octal digits, up to 377" : "hexadecimal digits"
      throw problem(start..<position + written.count, "this escape has \(digits) \(kind)")
    }
    position = end
    guard let scalar = Unicode.Scalar(number) else {
      throw problem(start..<position, "U+\(String(number, radix: 16, uppercase: true)) is not a character")
    }
    return scalar
  }

  private static let simpleEscapes: [UInt8: Unicode.Scalar] = [
    UInt8(ascii: "a"): "\u{07}", UInt8(ascii: "b"): "\u{08}", UInt8(ascii: "f"): "\u{0C}",
    UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t", UInt8(ascii: "v"): "\u{0B}",
    UInt8(ascii: "\\"): "\\", UInt8(ascii: "?"): "?", UInt8(ascii: "\""): "\"", UInt8(ascii: "'"): "'",
    UInt8(ascii: "`"): "`",
  ]
}
