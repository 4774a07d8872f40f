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
    let usual = scheme == "https" ? ":443" : ":80"
    if authority.hasSuffix(usual) { authority.removeLast(usual.count) }
    guard !authority.isEmpty, authority.utf8.allSatisfy(Self.isOfAuthority) else { return nil }
    (self.scheme, self.authority) = (scheme, String(authority))
  }

  public init(_ address: ListenAddress) { self = PublicURL(address.url) ?? .standard }

  private static let standard = PublicURL(scheme: "http", authority: "127.0.0.1:8080")

  private init(scheme: String, authority: String) { (self.scheme, self.authority) = (scheme, authority) }

  private static func isOfAuthority(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
      UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"):
      true
    default: false
    }
  }

  public var isEncrypted: Bool { scheme == "https" }

  /// As browsers send it as `Origin`.
  public var description: String { "\(scheme)://\(authority)" }
}
