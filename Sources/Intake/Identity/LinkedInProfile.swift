/// Finds the person in the address of a LinkedIn profile.
enum LinkedInProfile {
  /// The path after `/in/` or `/pub/`, percent-decoded, lower-case, without query, fragment
  /// and slashes at its ends; `nil` for anything else.
  static func path(in text: String) -> String? {
    let address = text.prefix { $0 != "?" && $0 != "#" }
    let lower = (address.hasPrefix("/") ? "" : "/") + address
    guard let marker = marker(in: Substring(lower)) else { return nil }
    guard let decoded = percentDecoded(lower[marker.upperBound...]) else { return nil }
    let path = KeyNormaliser.composed(KeyNormaliser.composed(decoded).lowercased())
    let trimmed = path.drop { $0 == "/" }.reversed().drop { $0 == "/" }.reversed()
    let profile = String(trimmed)
    // What a second reading would take for something else never was a profile.
    let isStrange = profile.unicodeScalars.contains {
      $0.value < 0x20 || $0.properties.isWhitespace || ["%", "?", "#", "\u{7F}", "\u{200B}", "\u{FEFF}"].contains($0)
    }
    return profile.isEmpty || isStrange ? nil : profile
  }

  /// Where `/in/` or `/pub/` stands, directly behind a host of LinkedIn's or behind nothing.
  private static func marker(in address: Substring) -> Range<String.Index>? {
    let found = ["/in/", "/pub/"].compactMap { address.lowercaseRange(of: $0) }
    guard let first = found.min(by: { $0.lowerBound < $1.lowerBound }) else { return nil }
    let before = address[..<first.lowerBound].drop { $0 == "/" }
    guard before.isEmpty || before.lowercased().contains("linkedin.") else { return nil }
    return first
  }

  private static func percentDecoded(_ text: Substring) -> String? {
    guard text.utf8.contains(ASCII.percent) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == ASCII.percent else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

extension Substring {
  /// The first place of an ASCII word, in any case.
  fileprivate func lowercaseRange(of word: String) -> Range<Index>? {
    var start = startIndex
    let wanted = Array(word.utf8)
    while start < endIndex {
      let candidate = utf8[start...].prefix(wanted.count)
      if candidate.elementsEqual(wanted, by: { ASCII.lowercased($0) == $1 }) {
        return start..<candidate.endIndex
      }
      start = utf8.index(after: start)
    }
    return nil
  }
}
