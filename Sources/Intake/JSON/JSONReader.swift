public import Definitions

/// Reads JSON into values, and is lenient where real senders are careless.
///
/// A whole number that does not fit an int64 becomes a double; `NaN`, the infinities and
/// numbers beyond a double become null; U+0000 and halves of surrogate pairs become U+FFFD,
/// because `jsonb` refuses them; of a key that comes twice the last counts. Everything else
/// that is not JSON throws. Nesting is bounded, so no input can exhaust the stack.
public struct JSONReader {
  public static let deepest = 64

  private let text: UnsafeBufferPointer<UInt8>
  private var at = 0

  private init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  public static func read(_ text: UnsafeBufferPointer<UInt8>) throws(JSONFault) -> Value {
    var reader = JSONReader(text)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.at == text.count else { throw reader.fault("something follows the end of the value") }
    return value
  }

  public static func read(_ text: String) throws(JSONFault) -> Value {
    try withBytes(of: text) { bytes throws(JSONFault) in try read(bytes) }
  }

  /// Reads an object's entries; anything else throws.
  public static func object(_ text: UnsafeBufferPointer<UInt8>) throws(JSONFault) -> [String: Value] {
    guard case .map(let entries) = try read(text) else { throw JSONFault(offset: 0, what: "it is no object") }
    var object: [String: Value] = [:]
    for case (.string(let name), let value) in entries { object[name] = value }
    return object
  }

  public static func object(_ text: String) throws(JSONFault) -> [String: Value] {
    try withBytes(of: text) { bytes throws(JSONFault) in try object(bytes) }
  }
}

public struct JSONFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// In bytes.
  public let offset: Int
  public let what: String

  public var description: String { "not JSON at byte \(offset): \(what)" }
}

extension JSONReader {
  private func fault(_ what: String) -> JSONFault { JSONFault(offset: at, what: what) }

  private var byte: UInt8? { at < text.count ? text[at] : nil }

  private mutating func skipSpace() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func value(depth: Int) throws(JSONFault) -> Value {
    guard depth <= Self.deepest else { throw fault("it is nested more than \(Self.deepest) deep") }
    skipSpace()
    switch byte {
    case 0x7B: return try map(depth)
    case 0x5B: return try list(depth)
    case 0x22: return .string(try string())
    case nil: throw fault("it ends too early")
    default:
      if let word = word() { return word }
      return try number()
    }
  }

  private mutating func list(_ depth: Int) throws(JSONFault) -> Value {
    at += 1
    var items: [Value] = []
    skipSpace()
    if take(0x5D) { return .list(items) }
    while true {
      items.append(try value(depth: depth + 1))
      skipSpace()
      if take(0x5D) { return .list(items) }
      guard take(ASCII.comma) else { throw fault("a comma or ] is missing") }
    }
  }

  private mutating func map(_ depth: Int) throws(JSONFault) -> Value {
    at += 1
    var entries: [MapKey: Value] = [:]
    skipSpace()
    if take(0x7D) { return .map(entries) }
    while true {
      skipSpace()
      guard byte == 0x22 else { throw fault("a key is missing") }
      let key = try string()
      skipSpace()
      guard take(ASCII.colon) else { throw fault("a colon is missing") }
      entries[.string(key)] = try value(depth: depth + 1)
      skipSpace()
      if take(0x7D) { return .map(entries) }
      guard take(ASCII.comma) else { throw fault("a comma or } is missing") }
    }
  }

  private mutating func take(_ wanted: UInt8) -> Bool {
    guard byte == wanted else { return false }
    at += 1
    return true
  }

  private static let words: [(StaticString, Value)] = [
    ("true", .bool(true)), ("false", .bool(false)), ("null", .null), ("NaN", .null), ("Infinity", .null),
    ("-Infinity", .null),
  ]

  private mutating func word() -> Value? {
    for (word, value) in Self.words {
      let length = word.utf8CodeUnitCount
      guard at + length <= text.count else { continue }
      let found = (0..<length).allSatisfy { text[at + $0] == word.utf8Start[$0] }
      if found {
        at += length
        return value
      }
    }
    return nil
  }

  private mutating func number() throws(JSONFault) -> Value {
    let start = at
    if byte == ASCII.minus { at += 1 }
    let whole = skipDigits()
    guard whole > 0, whole == 1 || text[at - whole] != ASCII.zero else {
      at = start
      throw fault("a value is missing")
    }
    var isWhole = true
    if take(ASCII.dot) {
      isWhole = false
      guard skipDigits() > 0 else { throw fault("a digit is missing") }
    }
    if byte.map({ $0 | 0x20 }) == 0x65 {
      isWhole = false
      at += 1
      if byte == ASCII.plus || byte == ASCII.minus { at += 1 }
      guard skipDigits() > 0 else { throw fault("a digit is missing") }
    }
    let digits = String(decoding: text[start..<at], as: UTF8.self)
    if isWhole, let number = Int64(digits) { return .int(number) }
    guard let number = Double(digits), number.isFinite else { return .null }
    return .double(number)
  }

  private mutating func skipDigits() -> Int {
    let start = at
    while let byte, ASCII.isDigit(byte) { at += 1 }
    return at - start
  }
}

// MARK: - Strings

extension JSONReader {
  private mutating func string() throws(JSONFault) -> String {
    at += 1
    let start = at
    while let byte, byte != 0x22, byte != ASCII.backslash, byte != 0 { at += 1 }
    if byte == 0x22 {
      defer { at += 1 }
      return String(decoding: text[start..<at], as: UTF8.self)
    }
    var unescaped = Array(text[start..<at])
    while let byte {
      at += 1
      switch byte {
      case 0x22: return String(decoding: unescaped, as: UTF8.self)
      case ASCII.backslash: try escape(into: &unescaped)
      case 0: unescaped += Self.replacement
      default: unescaped.append(byte)
      }
    }
    throw fault("a string does not end")
  }

  private static let replacement = Array("\u{FFFD}".utf8)

  private mutating func escape(into unescaped: inout [UInt8]) throws(JSONFault) {
    guard let byte else { throw fault("a string does not end") }
    at += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: unescaped.append(byte)
    case 0x62: unescaped.append(0x08)
    case 0x66: unescaped.append(0x0C)
    case 0x6E: unescaped.append(0x0A)
    case 0x72: unescaped.append(0x0D)
    case 0x74: unescaped.append(0x09)
    case 0x75: unescaped += Self.utf8(of: try scalar())
    default: throw fault("an unknown escape")
    }
  }

  private static func utf8(of scalar: UInt32) -> [UInt8] {
    guard scalar != 0, let scalar = Unicode.Scalar(scalar) else { return replacement }
    return Array(String(Character(scalar)).utf8)
  }

  /// The code point of a `\u` escape; a half without its other half comes back as it is.
  private mutating func scalar() throws(JSONFault) -> UInt32 {
    let unit = try hexUnit()
    guard (0xD800...0xDBFF).contains(unit), byte == ASCII.backslash, at + 1 < text.count, text[at + 1] == 0x75 else {
      return unit
    }
    let behind = at
    at += 2
    let low = try hexUnit()
    guard (0xDC00...0xDFFF).contains(low) else {
      at = behind
      return unit
    }
    return 0x1_0000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
  }

  private mutating func hexUnit() throws(JSONFault) -> UInt32 {
    guard at + 4 <= text.count else { throw fault("a string does not end") }
    var unit: UInt32 = 0
    for _ in 0..<4 {
      let byte = text[at]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x37
      case 0x61...0x66: digit = byte - 0x57
      default: throw fault("a \\u escape needs four hexadecimal digits")
      }
      unit = unit << 4 | UInt32(digit)
      at += 1
    }
    return unit
  }
}
