/// A slice of a buffer that somebody else owns, valid until its owner reads on.
///
/// Fields are handed around like this so that a row costs no `String` until somebody wants
/// one. What parses a slice goes through its `span`, whose bounds are checked in release too.
public typealias Bytes = UnsafeBufferPointer<UInt8>

enum ASCII {
  static let nul: UInt8 = 0x00
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let percent: UInt8 = 0x25
  static let plus: UInt8 = 0x2B
  static let comma: UInt8 = 0x2C
  static let minus: UInt8 = 0x2D
  static let dot: UInt8 = 0x2E
  static let slash: UInt8 = 0x2F
  static let zero: UInt8 = 0x30
  static let nine: UInt8 = 0x39
  static let colon: UInt8 = 0x3A
  static let at: UInt8 = 0x40
  static let backslash: UInt8 = 0x5C
  static let openBracket: UInt8 = 0x5B
  static let closeBracket: UInt8 = 0x5D
  static let underscore: UInt8 = 0x5F
  static let openBrace: UInt8 = 0x7B
  static let closeBrace: UInt8 = 0x7D

  /// Space, tab, the line ends, vertical tab and form feed.
  @inline(__always)
  static func isWhitespace(_ byte: UInt8) -> Bool { byte == space || (byte >= 0x09 && byte <= 0x0D) }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}

extension Bytes {
  /// Without the white space around it. Beside the ASCII kind this takes off the no-break
  /// space, the zero-width space and the byte order mark, which spreadsheets leave behind.
  func trimmed() -> Bytes {
    let text = span
    var start = 0
    var end = text.count
    while start < end, let width = Self.blank(text, at: start, before: end) { start += width }
    while end > start, let width = Self.blank(text, endingAt: end, after: start) { end -= width }
    return Bytes(rebasing: self[start..<end])
  }

  /// The bytes of the blank that begins at `start`, if there is one.
  @inline(__always)
  private static func blank(_ text: Span<UInt8>, at start: Int, before end: Int) -> Int? {
    let byte = text[start]
    if byte > ASCII.space && byte < 0x80 { return nil }
    if ASCII.isWhitespace(byte) { return 1 }
    return wideBlank(text, at: start, before: end)
  }

  @inline(__always)
  private static func blank(_ text: Span<UInt8>, endingAt end: Int, after start: Int) -> Int? {
    let byte = text[end - 1]
    if byte > ASCII.space && byte < 0x80 { return nil }
    if ASCII.isWhitespace(byte) { return 1 }
    if end - start >= 2, wideBlank(text, at: end - 2, before: end) == 2 { return 2 }
    if end - start >= 3, wideBlank(text, at: end - 3, before: end) == 3 { return 3 }
    return nil
  }

  private static func wideBlank(_ text: Span<UInt8>, at start: Int, before end: Int) -> Int? {
    if end - start >= 2, text[start] == 0xC2, text[start + 1] == 0xA0 { return 2 }
    guard end - start >= 3 else { return nil }
    switch (text[start], text[start + 1], text[start + 2]) {
    case (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xAF), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF): return 3
    default: return nil
    }
  }

  /// Its text; the bytes are UTF-8 already where they come from a reader.
  var string: String { String(decoding: self, as: UTF8.self) }

  /// Whether it is this ASCII text, in any case. `lowercase` is lower-case.
  func equals(caseless lowercase: StaticString) -> Bool {
    guard count == lowercase.utf8CodeUnitCount else { return false }
    return lowercase.withUTF8Buffer { other in
      let text = span
      for i in text.indices where ASCII.lowercased(text[i]) != other[i] { return false }
      return true
    }
  }
}

/// Gives the bytes of a text to something that reads slices.
func withBytes<R, E: Error>(of text: String, _ body: (Bytes) throws(E) -> R) throws(E) -> R {
  let copy = ContiguousArray(text.utf8)
  return try copy.withUnsafeBufferPointer { bytes throws(E) in try body(bytes) }
}
