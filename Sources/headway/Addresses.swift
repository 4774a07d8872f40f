import Service
import Terminal

extension Environment {
  func listenAddress() throws -> ListenAddress {
    guard let listen else { return .standard }
    guard let address = ListenAddress(listen) else {
      throw Failure(
        .usage, "HEADWAY_LISTEN is \u{201C}\(listen)\u{201D}, which is no address to listen at",
        advice: "write it as HOST:PORT, such as 127.0.0.1:8080, or :8080 for every address of this machine")
    }
    return address
  }

  /// Where people reach the service.
  func publicAddress() throws -> PublicURL {
    guard let publicURL else { return PublicURL(try listenAddress()) }
    guard let url = PublicURL(publicURL) else {
      throw Failure(
        .usage, "HEADWAY_URL is \u{201C}\(publicURL)\u{201D}, which is no address of a service",
        advice: "write it as people type it, without a path: https://headway.example")
    }
    return url
  }
}
