internal import HummingbirdCore
internal import NIOCore

/// How much of a connection a stranger may use, and for how long.
public struct Limits: Sendable {
  /// Of all headers of a request with its address, in bytes, and of one of them.
  public var headers = 32 << 10
  public var headerCount = 100
  /// Of a body, in bytes, whoever it is for: several times what any address takes. Those have limits of their own.
  public var body = 8 << 20
  /// Open at once. Further ones wait in the system's queue, as many as it holds.
  public var connections = 10_000
  /// From the beginning of a connection to the end of its first headers.
  public var headTime: Duration = .seconds(20)
  /// From the end of headers to the end of their body.
  public var bodyTime: Duration = .seconds(30)
  /// How long an answer may lie here that nobody takes.
  public var answerTime: Duration = .seconds(30)
  /// A connection on which nothing moves is closed, and so is one whose next headers are not whole by then.
  public var idleTime: Duration = .seconds(60)

  public init() {}

  var channel: HTTP1Channel.Configuration {
    .init(
      additionalChannelHandlers: [ConnectionLimits(self)], idleTimeout: TimeAmount(idleTime),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: headers, maxHeaderListSize: headers, maxHeaderFieldCount: headerCount))
  }
}
