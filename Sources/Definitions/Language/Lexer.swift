/// Cuts an expression into tokens, as CEL's grammar has them.
struct Lexer {
  let bytes: [UInt8]
  var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  mutating func next() throws(ExpressionProblem) -> Token {
    skipBlanks()
    let start = position
    guard let byte = peek() else { return Token(kind: .end, range: start..<start) }
    if let prefix = stringPrefix() { return try string(prefix) }
    if Self.beginsWord(byte) { return word() }
    if Self.isDigit(byte) || (byte == UInt8(ascii: ".") && peek(1).map(Self.isDigit) == true) {
      return try number()
    }
    for (sign, spelling) in Self.signs where bytes[start...].starts(with: spelling) {
      position += spelling.count
      return Token(kind: .sign(sign), range: start..<position)
    }
    throw unexpected()
  }

  func peek(_ ahead: Int = 0) -> UInt8? {
    let index = position + ahead
    return index < bytes.count ? bytes[index] : nil
  }

  func problem(_ range: Range<Int>, _ message: String, hint: String? = nil) -> ExpressionProblem {
    ExpressionProblem(range: range, message: message, hint: hint)
  }

  private static let signs = Token.Sign.allCases.map { ($0, $0.bytes) }

  private mutating func skipBlanks() {
    while let byte = peek() {
      if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "/") {
        while let next = peek(), next != UInt8(ascii: "\n") { position += 1 }
      } else if [0x20, 0x09, 0x0A, 0x0C, 0x0D].contains(byte) {
        position += 1
      } else {
        return
      }
    }
  }

  private mutating func word() -> Token {
    let start = position
    while let byte = peek(), Self.beginsWord(byte) || Self.isDigit(byte) { position += 1 }
    return Token(kind: .identifier(text(start..<position)), range: start..<position)
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  static func beginsWord(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "_")
  }

  /// What people write that is not CEL, and what they meant by it.
  private func unexpected() -> ExpressionProblem {
    let scalar = String(decoding: bytes[position...].prefix(4), as: UTF8.self).unicodeScalars.first ?? "?"
    let width = UTF8.width(scalar)
    let hint: String? =
      switch scalar {
      case "=": "did you mean `==`?"
      case "&": "did you mean `&&`?"
      case "|": "did you mean `||`?"
      case "“", "”", "‘", "’", "„", "«", "»": "write straight quotes: \" or '"
      case "≥": "write `>=`"
      case "≤": "write `<=`"
      case "≠": "write `!=`"
      case "{", "}": "maps cannot be written in an expression"
      case "`": "write a name with other characters as `lead[\"a name\"]`"
      case "$", "#", "@": "a name has letters, digits and `_`"
      default: nil
      }
    return problem(position..<position + width, "`\(scalar)` has no meaning here", hint: hint)
  }
}

extension Lexer {
  /// `12`, `0x1F`, `1.5`, `.5`, `1e9`.
  private mutating func number() throws(ExpressionProblem) -> Token {
    let start = position
    let isHexadecimal = peek() == UInt8(ascii: "0") && peek(1) == UInt8(ascii: "x")
    let kind = try isHexadecimal ? hexadecimal() : decimal()
    if let byte = peek(), Self.beginsWord(byte) || Self.isDigit(byte) {
      throw afterNumber(start)
    }
    return Token(kind: kind, range: start..<position)
  }

  private mutating func hexadecimal() throws(ExpressionProblem) -> Token.Kind {
    let start = position
    position += 2
    while let byte = peek(), UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || (0x61...0x66).contains(byte | 0x20) {
      position += 1
    }
    let digits = text(start + 2..<position)
    guard !digits.isEmpty else { throw problem(start..<position, "a hexadecimal number has digits after `0x`") }
    guard let value = UInt64(digits, radix: 16), value <= Self.largestMagnitude else { throw tooLarge(start) }
    return .int(value)
  }

  private mutating func decimal() throws(ExpressionProblem) -> Token.Kind {
    let start = position
    skipDigits()
    var isWhole = true
    if peek() == UInt8(ascii: "."), peek(1).map(Self.isDigit) == true {
      isWhole = false
      position += 1
      skipDigits()
    }
    if peek().map({ $0 | 0x20 == UInt8(ascii: "e") }) == true {
      let signed = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
      if peek(signed ? 2 : 1).map(Self.isDigit) == true {
        isWhole = false
        position += signed ? 2 : 1
        skipDigits()
      }
    }
    let digits = text(start..<position)
    guard isWhole else { return .double(Double(digits) ?? .infinity) }
    guard let value = UInt64(digits), value <= Self.largestMagnitude else { throw tooLarge(start) }
    return .int(value)
  }

  private static var largestMagnitude: UInt64 { UInt64(Int64.max) + 1 }

  private mutating func skipDigits() {
    while let byte = peek(), Self.isDigit(byte) { position += 1 }
  }

  private func tooLarge(_ start: Int) -> ExpressionProblem {
    problem(
      start..<position, "this number does not fit into 64 bits", hint: "write it as a decimal: `1e19`")
  }

  private func afterNumber(_ start: Int) -> ExpressionProblem {
    let isUnsigned = peek().map { $0 | 0x20 == UInt8(ascii: "u") } == true
    return problem(
      start..<position + 1, "a number cannot end in a letter",
      hint: isUnsigned ? "unsigned numbers are not part of the language; leave the `u` out" : nil)
  }
}
