internal import HummingbirdCore
internal import NIOCore

/// How much of a connection a stranger may use.
public struct Limits: Sendable {
  /// Of all headers of a request, in bytes, and of one of them.
  public var headers = 32 << 10
  public var headerCount = 100
  /// A connection on which nothing moves is closed.
  public var idle: Duration = .seconds(60)
  /// From the first byte of a body to its last.
  public var body: Duration = .seconds(30)

  public init() {}

  var channel: HTTP1Channel.Configuration {
    .init(
      idleTimeout: .nanoseconds(idle.components.seconds * 1_000_000_000),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: headers, maxHeaderListSize: headers, maxHeaderFieldCount: headerCount))
  }
}
