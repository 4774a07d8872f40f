internal import Definitions

/// Finds one member of a JSON object by its name, without reading the others.
///
/// For what PostgreSQL prints of a `jsonb`: well-formed, and no name twice. Of any other text it
/// may answer nonsense, but never reads beyond the end.
enum JSONMember {
  /// Calls `body` with the bytes of the value of the member named `name`, as they stand there.
  ///
  /// `nil` where the object has no such member, and where the text is no object.
  static func find<Answer>(_ name: String, in object: RawSpan, _ body: (RawSpan) -> Answer) -> Answer? {
    object.withUnsafeBytes { place(of: name, in: $0) }.map { body(object.extracting($0)) }
  }

  private static func place(of name: String, in object: UnsafeRawBufferPointer) -> Range<Int>? {
    var scan = JSONScan(bytes: object)
    guard scan.take("{") else { return nil }
    while let key = scan.string(), scan.take(":"), let value = scan.value() {
      if scan.text(key, reads: name) { return value }
      guard scan.take(",") else { return nil }
    }
    return nil
  }
}

/// Steps over the parts of a JSON text.
private struct JSONScan {
  let bytes: UnsafeRawBufferPointer
  var position = 0

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard current == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// A string, quotes included.
  mutating func string() -> Range<Int>? {
    skipBlanks()
    let start = position
    guard take("\"") else { return nil }
    while let byte = current {
      position += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "\"") { return start..<position }
    }
    return nil
  }

  /// Any value. A list or an object ends with the bracket that closes it.
  mutating func value() -> Range<Int>? {
    skipBlanks()
    let start = position
    var depth = 0
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        guard string() != nil else { return nil }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return start..<position }
        depth -= 1
        position += 1
      case UInt8(ascii: ",") where depth == 0:
        return start..<position
      default:
        position += 1
      }
    }
    return nil
  }

  /// Whether a quoted string says this. One with an escape is read; nearly none has one.
  func text(_ quoted: Range<Int>, reads name: String) -> Bool {
    let inside = UnsafeRawBufferPointer(rebasing: bytes[quoted.lowerBound + 1..<quoted.upperBound - 1])
    guard inside.contains(UInt8(ascii: "\\")) else { return name.utf8.elementsEqual(inside) }
    let whole = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[quoted]), as: UTF8.self)
    return (try? JSONReader.read(whole)) == .string(name)
  }
}
