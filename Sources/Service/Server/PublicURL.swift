/// Where people reach the service: scheme, host and port, as a browser shows them.
///
/// Behind a proxy this is the proxy's. With `https`, cookies go over encrypted connections alone.
public struct PublicURL: Sendable, Hashable, CustomStringConvertible {
  public let scheme: String
  /// `host` or `host:port`, in small letters.
  public let authority: String

  /// `nil` for anything but `http://HOST[:PORT]` or `https://…`: no path, no user.
  public init?(_ text: String) {
    let lower = text.lowercased()
    guard let scheme = ["https", "http"].first(where: { lower.hasPrefix($0 + "://") }) else { return nil }
    var authority = lower.dropFirst(scheme.count + 3)
    if authority.hasSuffix("/") { authority.removeLast() }
    guard let (host, port) = Self.parts(of: authority) else { return nil }
    let usual: UInt16 = scheme == "https" ? 443 : 80
    self.init(scheme: scheme, authority: port.map { $0 == usual ? host : "\(host):\($0)" } ?? host)
  }

  public init(_ address: ListenAddress) { self = PublicURL(address.url) ?? .standard }

  private static let standard = PublicURL(scheme: "http", authority: "127.0.0.1:8080")

  private init(scheme: String, authority: String) { (self.scheme, self.authority) = (scheme, authority) }

  /// `host`, `host:port`, `[IPv6]` or `[IPv6]:port`; `nil` for anything else.
  private static func parts(of authority: Substring) -> (host: String, port: UInt16?)? {
    let isBracketed = authority.hasPrefix("[")
    let end = isBracketed ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
    guard let end = end ?? (isBracketed ? nil : authority.endIndex) else { return nil }
    let (host, rest) = (authority[..<end], authority[end...])
    let name = isBracketed ? host.dropFirst().dropLast() : host
    guard !name.isEmpty, name.utf8.allSatisfy({ isOfHost($0) || (isBracketed && $0 == UInt8(ascii: ":")) }) else {
      return nil
    }
    guard !rest.isEmpty else { return (String(host), nil) }
    guard rest.hasPrefix(":"), rest.dropFirst().utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let port = UInt16(rest.dropFirst())
    else { return nil }
    return (String(host), port)
  }

  private static func isOfHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  public var isEncrypted: Bool { scheme == "https" }

  /// As browsers send it as `Origin`.
  public var description: String { "\(scheme)://\(authority)" }
}
