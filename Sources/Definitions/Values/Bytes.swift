import CRE2

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Strings compare by their bytes here, as in CEL. Swift's own `==` and `<` treat é and e + ´
/// as one character, which a conforming runtime does not.
extension String {
  func hasSameBytes(as other: String) -> Bool {
    withBytes(of: other) { left, right in left.count == right.count && Self.compare(left, right, left.count) == 0 }
  }

  func hashBytes(into hasher: inout Hasher) {
    withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(UInt8(0xFF))
  }

  /// The order of the bytes of UTF-8, which is that of the code points: −1, 0 or 1.
  func order(_ other: String) -> Int {
    withBytes(of: other) { left, right in
      let common = Self.compare(left, right, min(left.count, right.count))
      return common != 0 ? common : (left.count - right.count).signum()
    }
  }

  func begins(with prefix: String) -> Bool {
    withBytes(of: prefix) { text, part in
      part.count <= text.count && Self.compare(text, part, part.count) == 0
    }
  }

  func ends(with suffix: String) -> Bool {
    withBytes(of: suffix) { text, part in
      part.count <= text.count
        && Self.compare(UnsafeBufferPointer(rebasing: text.suffix(part.count)), part, part.count) == 0
    }
  }

  /// Whether the text holds the part. Linear: a naive search of 16 KB of `a…ab` in 32 KB of `a…a`
  /// would be 268 million comparisons for one event.
  func holds(_ part: String) -> Bool {
    withBytes(of: part) { text, part in
      text.withMemoryRebound(to: CChar.self) { text in
        part.withMemoryRebound(to: CChar.self) { part in
          cre2_contains(text.baseAddress, text.count, part.baseAddress, part.count)
        }
      }
    }
  }

  /// A to Z become a to z; every other character stays.
  var lowercasedASCII: String {
    guard utf8.contains(where: { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }) else { return self }
    return String(decoding: utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    var copy = self
    return copy.withUTF8(body)
  }

  private func withBytes<Result>(
    of other: String, _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    withBytes { mine in other.withBytes { others in body(mine, others) } }
  }

  private static func compare(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, _ count: Int
  ) -> Int {
    guard count > 0, let left = left.baseAddress, let right = right.baseAddress else { return 0 }
    return Int(memcmp(left, right, count)).signum()
  }
}
