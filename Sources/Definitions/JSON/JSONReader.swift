/// Reads JSON into values, keeping ints apart from doubles.
///
/// Foundation's reader makes `1` and `1.0` the same number, and the language does not. A whole
/// number that does not fit into 64 bits becomes a double; a lone surrogate becomes U+FFFD; of
/// equal keys the last counts.
public struct JSONReader {
  /// Deeper than anything a tracking SDK nests, and safe to walk recursively.
  public static let deepest = 64

  private let bytes: [UInt8]
  private let isLenient: Bool
  private var position = 0
  private var depth = 0

  public static func read(_ text: String) throws(JSONProblem) -> Value {
    try read(Array(text.utf8), lenient: false)
  }

  /// - Parameters:
  ///   - bytes: UTF-8; what is none becomes U+FFFD.
  ///   - isLenient: Takes what SDKs send for JSON, too: `NaN`, `Infinity` and `-Infinity`, which are null here, and
  ///     line feeds within strings.
  public static func read(_ bytes: [UInt8], lenient isLenient: Bool) throws(JSONProblem) -> Value {
    var reader = JSONReader(bytes: bytes, isLenient: isLenient)
    let value = try reader.value()
    reader.skipBlanks()
    guard reader.position == reader.bytes.count else { throw reader.problem("the end of the text") }
    return value
  }

  private init(bytes: [UInt8], isLenient: Bool) {
    self.bytes = bytes
    self.isLenient = isLenient
  }

  private func problem(_ wanted: String) -> JSONProblem {
    let line = bytes.prefix(position).count { $0 == 0x0A } + 1
    return JSONProblem(line: line, message: "this is not JSON: expected \(wanted) at byte \(position)")
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard current == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(JSONProblem) -> Value {
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"): return try nested { reader throws(JSONProblem) in try reader.object() }
    case UInt8(ascii: "["): return try nested { reader throws(JSONProblem) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "N") where isLenient: return try word("NaN", .null)
    case UInt8(ascii: "I") where isLenient: return try word("Infinity", .null)
    case UInt8(ascii: "-") where isLenient && bytes[position...].starts(with: "-Infinity".utf8):
      return try word("-Infinity", .null)
    default: return try number()
    }
  }

  private mutating func nested(
    _ body: (inout JSONReader) throws(JSONProblem) -> Value
  ) throws(JSONProblem) -> Value {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw problem("at most \(Self.deepest) levels of nesting") }
    position += 1
    return try body(&self)
  }

  private mutating func object() throws(JSONProblem) -> Value {
    var entries: [MapKey: Value] = [:]
    guard !take("}") else { return .map(entries) }
    repeat {
      skipBlanks()
      let key = try string()
      guard take(":") else { throw problem("`:`") }
      entries[.string(key)] = try value()
    } while take(",")
    guard take("}") else { throw problem("`,` or `}`") }
    return .map(entries)
  }

  private mutating func array() throws(JSONProblem) -> Value {
    var elements: [Value] = []
    guard !take("]") else { return .list(elements) }
    repeat { elements.append(try value()) } while take(",")
    guard take("]") else { throw problem("`,` or `]`") }
    return .list(elements)
  }

  private mutating func word(_ word: String, _ value: Value) throws(JSONProblem) -> Value {
    guard bytes[position...].starts(with: word.utf8) else { throw problem("a value") }
    position += word.utf8.count
    return value
  }

  private mutating func number() throws(JSONProblem) -> Value {
    let start = position
    if current == UInt8(ascii: "-") { position += 1 }
    let whole = digits()
    let hasLeadingZero = whole.count > 1 && bytes[whole.lowerBound] == UInt8(ascii: "0")
    guard !whole.isEmpty, !hasLeadingZero else { throw problem("a value") }
    var isWhole = true
    if current == UInt8(ascii: ".") {
      isWhole = false
      position += 1
      guard !digits().isEmpty else { throw problem("a digit") }
    }
    if current.map({ $0 | 0x20 == UInt8(ascii: "e") }) == true {
      isWhole = false
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      guard !digits().isEmpty else { throw problem("a digit") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let number = Int64(text) { return .int(number) }
    return .double(Double(text) ?? .nan)
  }

  private mutating func digits() -> Range<Int> {
    let start = position
    while let byte = current, Lexer.isDigit(byte) { position += 1 }
    return start..<position
  }

  private mutating func string() throws(JSONProblem) -> String {
    guard current == UInt8(ascii: "\"") else { throw problem("a string") }
    position += 1
    var content: [UInt8] = []
    while let byte = current, byte >= 0x20 || isLenient {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"): content.append(contentsOf: Character(try escape()).utf8)
      default: content.append(byte)
      }
    }
    throw problem("the end of the string")
  }

  private mutating func escape() throws(JSONProblem) -> Unicode.Scalar {
    guard let byte = current else { throw problem("the end of the string") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicode()
    default: throw problem("an escape")
    }
  }

  private mutating func unicode() throws(JSONProblem) -> Unicode.Scalar {
    let first = try unit()
    guard first & 0xFC00 == 0xD800, bytes[position...].starts(with: [0x5C, 0x75]) else {
      return Unicode.Scalar(first) ?? "\u{FFFD}"
    }
    let afterFirst = position
    position += 2
    let second = try unit()
    guard second & 0xFC00 == 0xDC00 else {
      position = afterFirst
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF) ?? "\u{FFFD}"
  }

  private mutating func unit() throws(JSONProblem) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw problem("four hexadecimal digits") }
    position += 4
    return unit
  }
}

/// Why a text is no JSON.
public struct JSONProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public let line: Int
  public let message: String

  public var description: String { "line \(line): \(message)" }
}
