/// Where the service listens: `HOST:PORT`, `[IPv6]:PORT`, `:PORT` for every address of this machine.
public struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
  public var host: String
  public var port: Int

  /// The port 0 lets the system choose one.
  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Only this machine, as long as nobody asks for more.
  public static let standard = ListenAddress(host: "127.0.0.1", port: 8080)

  /// `nil` where the text is no such address.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    guard !host.contains(where: \.isWhitespace) else { return nil }
    self.init(host: host.isEmpty ? "0.0.0.0" : String(host), port: Int(port))
  }

  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// What a browser on this machine is told.
  public var url: String { "http://\(host == "0.0.0.0" ? "127.0.0.1:\(port)" : description)" }
}
