import Definitions

/// What a cell of a file says, by the look of its text.
///
/// `true` and `false` in any case are booleans. Digits are an int; one with leading zeros, with
/// a plus sign or beyond int64 is an identifier or a telephone number and stays text. A point
/// or an exponent makes a double. Everything else is text: dates too, and numbers as some
/// countries write them (`1,7`). An empty cell says nothing.
enum Cell {
  case empty
  case bool(Bool)
  /// JSON already.
  case int
  /// JSON already: short enough to be read back as the same double.
  case decimal
  case double(Double)
  case text

  /// - Parameter text: without white space around it.
  @inline(__always)
  init(_ text: Bytes) {
    guard let first = text.first else {
      self = .empty
      return
    }
    if ASCII.isDigit(first) || first == ASCII.minus || first == ASCII.dot {
      self = Cell.number(text)
    } else if text.count <= 5, first | 0x20 == 0x74 || first | 0x20 == 0x66 {
      self = Cell.flag(text)
    } else {
      self = .text
    }
  }

  private static func flag(_ text: Bytes) -> Cell {
    if text.equals(caseless: "true") { return .bool(true) }
    if text.equals(caseless: "false") { return .bool(false) }
    return .text
  }

  private static func number(_ bytes: Bytes) -> Cell {
    let text = bytes.span
    var at = text[0] == ASCII.minus ? 1 : 0
    let whole = skipDigits(text, &at)
    // 007 is no number; 0 and 0.7 are.
    if whole > 1, text[at - whole] == ASCII.zero { return .text }
    if at == text.count { return whole > 0 ? integer(bytes, digits: whole) : .text }
    var fraction = 0
    if text[at] == ASCII.dot {
      at += 1
      fraction = skipDigits(text, &at)
      guard fraction > 0 else { return .text }
    }
    guard whole + fraction > 0 else { return .text }
    if at == text.count {
      // With up to 15 digits a decimal and its double are one to one.
      return whole > 0 && whole + fraction <= 15 ? .decimal : long(bytes)
    }
    guard text[at] | 0x20 == 0x65 else { return .text }
    at += 1
    if at < text.count, text[at] == ASCII.plus || text[at] == ASCII.minus { at += 1 }
    guard skipDigits(text, &at) > 0, at == text.count else { return .text }
    return long(bytes)
  }

  private static func skipDigits(_ text: Span<UInt8>, _ at: inout Int) -> Int {
    let start = at
    while at < text.count, ASCII.isDigit(text[at]) { at += 1 }
    return at - start
  }

  private static func integer(_ bytes: Bytes, digits: Int) -> Cell {
    if bytes.count == 2, bytes[0] == ASCII.minus, bytes[1] == ASCII.zero { return .text }
    if digits < 19 { return .int }
    return Int64(bytes.string) == nil ? .text : .int
  }

  /// A number beyond a double, or so small that it would become 0, stays text.
  private static func long(_ bytes: Bytes) -> Cell {
    guard let value = Double(bytes.string), value.isFinite else { return .text }
    let digits = bytes.prefix { $0 | 0x20 != 0x65 }
    if value == 0, digits.contains(where: { $0 > ASCII.zero && $0 <= ASCII.nine }) { return .text }
    return .double(value)
  }
}

extension Cell {
  /// The value; `nil` for an empty cell.
  static func value(of raw: Bytes) -> Value? {
    let text = raw.trimmed()
    switch Cell(text) {
    case .empty: return nil
    case .bool(let flag): return .bool(flag)
    case .int: return Int64(text.string).map { .int($0) } ?? .string(text.string)
    case .decimal: return Double(text.string).map { .double($0) } ?? .string(text.string)
    case .double(let number): return .double(number)
    case .text: return .string(text.string)
    }
  }
}

extension JSONWriter {
  /// Writes what a cell says; nothing, and `false`, where it says nothing.
  @inline(__always)
  mutating func write(cell text: Bytes) -> Bool {
    switch Cell(text) {
    case .empty: return false
    case .bool(let flag): write(token: flag ? "true" : "false")
    case .int, .decimal: write(raw: text)
    case .double(let number): write(number)
    case .text: write(utf8: text)
    }
    return true
  }
}
