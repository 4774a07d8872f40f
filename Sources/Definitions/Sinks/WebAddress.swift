/// A URL of which every part is understood: scheme, host, port, and the rest.
///
/// Strict on purpose. What is sent to is checked by its host; a text that two readers of URLs would
/// take for two hosts (`https://a.example\@b.example`, `https://0x7f.1`) must not get past the one and
/// mean something else to the other. So a host is a name of letters, digits, dots and hyphens, an
/// IPv4 address in four decimal numbers, or an IPv6 address in brackets; there is no user, and no
/// fragment; and the text that is sent to is put together from these parts.
public struct WebAddress: Sendable, Hashable {
  public enum Scheme: String, Sendable, Hashable { case http, https }

  public let scheme: Scheme
  /// In lower case; an IPv6 address without its brackets.
  public let host: String
  public let port: Int
  /// Path and query, beginning with a slash.
  public let path: String

  /// Why a text is none, in words that do not repeat it: it may hold a secret.
  public struct Malformed: Error, Sendable, Hashable {
    public let reason: String
  }

  public init(_ text: String) throws(Malformed) {
    guard text.utf8.count <= 2_000, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Malformed(reason: "a URL is made of at most 2,000 ASCII characters, without blanks")
    }
    let shape = /([A-Za-z]+):\/\/([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?([\/?][^#\\^`{|}<>"]*)?/
    guard let match = text.wholeMatch(of: shape), let scheme = Scheme(rawValue: match.output.1.lowercased()) else {
      throw Malformed(reason: "this is no URL that begins with https:// and a host")
    }
    let host = match.output.2.lowercased()
    let port = match.output.3.map { Int($0) ?? 0 }
    guard (1...65_535).contains(port ?? 1) else { throw Malformed(reason: "a port is a number from 1 to 65535") }
    guard HostName.isHost(host) else {
      throw Malformed(reason: "the host is neither a name, nor an IPv4 address, nor an IPv6 address in brackets")
    }
    self.scheme = scheme
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    self.port = port ?? (scheme == .https ? 443 : 80)
    let rest = match.output.4.map(String.init) ?? ""
    path = rest.hasPrefix("/") ? rest : "/" + rest
  }

  /// Scheme, host and port: what may be shown of it.
  public var origin: String {
    let bracketed = host.contains(":") ? "[\(host)]" : host
    let usual = scheme == .https ? 443 : 80
    return "\(scheme.rawValue)://\(bracketed)\(port == usual ? "" : ":\(port)")"
  }

  /// The whole of it, put together from its parts.
  public var text: String { origin + path }
}

/// What may stand for a host.
enum HostName {
  static func isHost(_ text: String) -> Bool {
    if text.hasPrefix("[") { return text.contains(":") }
    return isName(text[...]) || isAddress(text)
  }

  /// Labels of at most 63 letters, digits and hyphens. The last is no number: then it is an address
  /// in one of the forms that readers disagree about.
  static func isName(_ text: Substring) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 253
      && labels.allSatisfy { !$0.isEmpty && $0.utf8.count <= 63 && !$0.hasPrefix("-") && !$0.hasSuffix("-") }
      && labels.last?.wholeMatch(of: /[0-9]+|0[xX][0-9A-Fa-f]*/) == nil
  }

  /// Four decimal numbers without leading zeros.
  private static func isAddress(_ text: String) -> Bool {
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers.allSatisfy { UInt8($0).map { String($0) } == String($0) }
  }
}
