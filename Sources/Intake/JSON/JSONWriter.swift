public import Definitions
import Engine

/// Writes values as JSON that PostgreSQL's `jsonb` takes.
///
/// Keys are sorted by their bytes, so that equal values give equal texts. A double reads back
/// as the same double. What JSON or `jsonb` cannot hold is replaced: U+0000 by U+FFFD, NaN and
/// the infinities by null.
public struct JSONWriter {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public static func text(_ value: Value) -> String {
    var writer = JSONWriter()
    writer.write(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  public static func text(_ object: [String: Value]) -> String {
    var writer = JSONWriter()
    writer.write(object: object.map { (MapKey.string($0.key), $0.value) })
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  public mutating func write(_ value: Value) {
    switch value {
    case .null: write(token: "null")
    case .bool(let flag): write(token: flag ? "true" : "false")
    case .int(let number): write(ascii: String(number))
    case .double(let number): write(number)
    case .string(let text): write(text)
    case .list(let items):
      write(token: "[")
      for (index, item) in items.enumerated() {
        if index > 0 { write(token: ",") }
        write(item)
      }
      write(token: "]")
    case .map(let entries): write(object: entries.map { ($0.key, $0.value) })
    case .timestamp(let time): write(Self.text(of: time))
    case .duration(let elapsed): write("\(Double(elapsed.nanoseconds) / 1e9)s")
    }
  }

  /// A piece of JSON: punctuation, a name, whatever needs no escape.
  public mutating func write(fragment text: String) { bytes.append(contentsOf: text.utf8) }

  public mutating func write(_ number: Double) {
    write(ascii: number.isFinite ? number.description : "null")
  }

  public mutating func write(_ text: String) {
    var copy = text
    copy.withUTF8 { write(utf8: $0) }
  }

  /// A string; the bytes are UTF-8.
  public mutating func write(utf8 text: UnsafeBufferPointer<UInt8>) {
    bytes.append(0x22)
    var clean = 0
    let span = text.span
    for index in span.indices {
      let byte = span[index]
      guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[clean..<index]))
      write(escaped: byte)
      clean = index + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[clean...]))
    bytes.append(0x22)
  }

  private mutating func write(escaped byte: UInt8) {
    switch byte {
    case 0x00: write(token: "\u{FFFD}")
    case 0x22: write(token: "\\\"")
    case 0x5C: write(token: "\\\\")
    case 0x08: write(token: "\\b")
    case 0x09: write(token: "\\t")
    case 0x0A: write(token: "\\n")
    case 0x0C: write(token: "\\f")
    case 0x0D: write(token: "\\r")
    default:
      write(token: "\\u00")
      bytes.append(Self.digit(byte >> 4))
      bytes.append(Self.digit(byte & 0xF))
    }
  }

  private static func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x57 + nibble }

  private mutating func write(object entries: [(key: MapKey, value: Value)]) {
    let named = entries.map { (name: Self.name(of: $0.key), value: $0.value) }
    write(token: "{")
    for (index, entry) in named.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }).enumerated() {
      if index > 0 { write(token: ",") }
      write(entry.name)
      write(token: ":")
      write(entry.value)
    }
    write(token: "}")
  }

  private static func name(of key: MapKey) -> String {
    switch key {
    case .string(let text): text
    case .int(let number): String(number)
    case .bool(let flag): String(flag)
    }
  }

  private static func text(of time: Timestamp) -> String {
    let (micros, overflow) = time.seconds.multipliedReportingOverflow(by: 1_000_000)
    guard !overflow else { return String(time.seconds) }
    return Stamp.instant(micros &+ Int64(time.nanoseconds / 1000)).description
  }
}

// MARK: - Pieces, for whoever writes an object straight from a row

extension JSONWriter {
  /// Punctuation, a keyword or anything else that is JSON already.
  @inline(__always)
  mutating func write(token: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: token.utf8Start, count: token.utf8CodeUnitCount))
  }

  @inline(__always)
  mutating func write(raw json: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: json) }

  mutating func write(raw json: [UInt8]) { bytes.append(contentsOf: json) }

  mutating func write(ascii text: String) { bytes.append(contentsOf: text.utf8) }

  /// Takes back what was written after `count`.
  mutating func rewind(to count: Int) { bytes.removeLast(bytes.count - min(count, bytes.count)) }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}
