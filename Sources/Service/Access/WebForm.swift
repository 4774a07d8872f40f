internal import Foundation

/// The fields of a form as browsers send them. Of two of one name the first counts.
struct WebForm: Sendable, Hashable {
  private var fields: [String: String] = [:]

  static let mediaType = "application/x-www-form-urlencoded"
  /// Forms here hold a few words.
  static let limit = 64 << 10

  init() {}

  init(_ text: some StringProtocol) {
    for pair in text.split(separator: "&", maxSplits: 100) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.plain(parts[0]), fields[name] == nil else { continue }
      fields[name] = parts.count == 2 ? Self.plain(parts[1]) : ""
    }
  }

  subscript(name: String) -> String? { fields[name] }

  private static func plain(_ text: some StringProtocol) -> String? {
    String(text).replacing("+", with: " ").removingPercentEncoding
  }
}

/// A path of this very site: what somebody may be sent to who asks to be sent there.
///
/// `//host` and `/\host` are other sites to a browser, and a line feed would be a header of its own.
struct LocalPath: Sendable, Hashable {
  let text: String

  init?(_ text: String?) {
    guard let text, text.hasPrefix("/"), text.utf8.count <= 2_000 else { return nil }
    guard !text.hasPrefix("//"), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
    else { return nil }
    self.text = text
  }
}
