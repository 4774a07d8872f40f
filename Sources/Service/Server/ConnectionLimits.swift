internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes

/// Ends connections that are held for nothing: whoever drips a request, sends without end, or does not take an answer.
///
/// Time is counted from beginnings and not from the last byte, so nobody stays by sending a byte now and then. What is
/// no HTTP is answered here; where an answer is under way the reader of the body is told, for no second one may begin.
final class ConnectionLimits: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let limits: Limits
  /// By when what is on its way in has to be here.
  private var arrival: Scheduled<Void>?
  /// By when what is on its way out has to be gone, or enough of it.
  private var departure: Scheduled<Void>?
  /// Requests whose answer has not been given yet.
  private var underWay = 0
  /// Between the end of headers and the end of their body.
  private var isBodyOpen = false
  private var bodyBytes = 0
  /// What follows is no HTTP: the answer that is under way is the last.
  private var isBroken = false
  /// Nothing more is taken or said.
  private var isOver = false

  /// What was said last is to be read before the connection is gone: a close with something unread throws it away.
  private static let farewell: Duration = .seconds(2)

  init(_ limits: Limits) { self.limits = limits }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { expect(within: limits.headTime, context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    expect(within: limits.headTime, context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    arrival?.cancel()
    departure?.cancel()
    context.fireChannelInactive()
  }

  // MARK: In

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isOver else { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      if let refusal = Refusal(of: head, limits) { return refuse(refusal, context) }
      underWay += 1
      (isBodyOpen, bodyBytes) = (true, 0)
      expect(within: limits.bodyTime, context)
      if underWay == 1, head.headerFields[.expect]?.lowercased() == "100-continue" {
        context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
      }
    case .body(let part):
      bodyBytes += part.readableBytes
      guard bodyBytes <= limits.body else { return hangUp(context) }
    case .end:
      isBodyOpen = false
      arrival?.cancel()
      arrival = nil
    }
    context.fireChannelRead(data)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard !isOver else { return }
    guard let fault = error as? HTTPParserError else { return context.fireErrorCaught(error) }
    if underWay > 0 {
      isBroken = true
      context.fireErrorCaught(error)
    } else if isBodyOpen {
      // Answered already, and nobody waits for the rest.
      hangUp(context)
    } else {
      refuse(Refusal(fault), context)
    }
  }

  private func refuse(_ refusal: Refusal, _ context: ChannelHandlerContext) {
    guard underWay == 0 else { return hangUp(context) }
    let body = ByteBuffer(string: refusal.json)
    let fields: HTTPFields = [
      .contentType: "application/json; charset=utf-8", .contentLength: "\(body.readableBytes)", .connection: "close",
    ]
    let head = HTTPResponse(status: refusal.status, headerFields: fields)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(body)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    takeLeave(context)
  }

  private func takeLeave(_ context: ChannelHandlerContext) {
    isOver = true
    context.close(mode: .output, promise: nil)
    expect(within: Self.farewell, context)
  }

  private func hangUp(_ context: ChannelHandlerContext) {
    isOver = true
    context.close(promise: nil)
  }

  private func expect(within time: Duration, _ context: ChannelHandlerContext) {
    arrival?.cancel()
    arrival = Self.close(context.channel, after: time)
  }

  // MARK: Out

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
    underWay -= 1
    guard isBroken, underWay == 0, !isOver else { return context.write(data, promise: promise) }
    context.writeAndFlush(data, promise: promise)
    takeLeave(context)
  }

  /// Writable again is who has taken half of what lay here, so a byte now and then is not enough here either.
  func channelWritabilityChanged(context: ChannelHandlerContext) {
    departure?.cancel()
    departure = context.channel.isWritable ? nil : Self.close(context.channel, after: limits.answerTime)
    context.fireChannelWritabilityChanged()
  }

  private static func close(_ channel: any Channel, after time: Duration) -> Scheduled<Void> {
    channel.eventLoop.scheduleTask(in: TimeAmount(time)) { channel.close(promise: nil) }
  }
}

/// What is answered to what is no request of anybody's, before anything looks at it.
private struct Refusal {
  let status: HTTPResponse.Status
  let code: String
  let message: String

  init(_ fault: HTTPParserError) {
    switch fault {
    case .headerOverflow:
      self.init(.requestHeaderFieldsTooLarge, "headers_too_large", "the address or the headers are too long")
    case .invalidVersion:
      self.init(.httpVersionNotSupported, "http_version", "HTTP/1.1 is spoken here")
    default:
      self.init(.badRequest, "malformed_request", "this is not HTTP as RFC 9112 has it")
    }
  }

  /// `nil` where there is nothing wrong with it.
  init?(of head: HTTPRequest, _ limits: Limits) {
    // The first is the request's authority. With a second one a proxy before us may mean another host than we do.
    if let host = HTTPField.Name("Host"), head.headerFields[host] != nil {
      self.init(.badRequest, "malformed_request", "a request has one Host")
    } else if let length = head.headerFields[.contentLength].flatMap({ Int($0) }), length > limits.body {
      self.init(.contentTooLarge, "too_large", "a body may have \(limits.body) bytes at most")
    } else {
      return nil
    }
  }

  private init(_ status: HTTPResponse.Status, _ code: String, _ message: String) {
    (self.status, self.code, self.message) = (status, code, message)
  }

  /// Fixed words, with nothing in them to be escaped.
  var json: String { "{\"success\":false,\"code\":\"\(code)\",\"message\":\"\(message)\"}" }
}
