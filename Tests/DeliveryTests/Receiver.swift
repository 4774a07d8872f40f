import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A web server of a test, on a port of its own: reads whole requests and answers each as it is told, in raw
/// bytes, so that it can answer badly too.
final class Receiver: Sendable {
  struct Request: Sendable {
    var head: String
    var body: String

    func header(_ name: String) -> String? {
      for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix(name + ":") {
        return line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
      }
      return nil
    }

    var id: String { header("webhook-id") ?? "" }
  }

  enum Reply: Sendable {
    case status(Int, headers: [String] = [], body: String = "")
    /// Bytes, and the connection is closed behind them.
    case bytes(String)
    /// Reads and says nothing, for as long as the caller waits.
    case silence
  }

  let port: Int
  private let channel: any Channel
  private let log = Mutex<[Request]>([])
  private let open = Mutex(0)

  /// - Parameter reply: Is given the request and how many came before it.
  init(
    tls: NIOSSLContext? = nil, _ reply: @escaping @Sendable (Request, Int) -> Reply = { _, _ in .status(200) }
  ) async throws {
    let box = Box()
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
          try channel.pipeline.syncOperations.addHandler(
            Conversation { request in box.receiver?.answer(request, reply) ?? .silence })
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
    box.receiver = self
  }

  var requests: [Request] { log.withLock { $0 } }
  var url: String { "http://127.0.0.1:\(port)/hook" }

  func close() async throws { try await channel.close() }

  private func answer(_ request: Request, _ reply: (Request, Int) -> Reply) -> Reply {
    let before = log.withLock { log in
      log.append(request)
      return log.count - 1
    }
    return reply(request, before)
  }

  private final class Box: Sendable {
    private let kept = Mutex<Receiver?>(nil)
    var receiver: Receiver? {
      get { kept.withLock { $0 } }
      set { kept.withLock { $0 = newValue } }
    }
  }
}

/// One connection.
private final class Conversation: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var received = ""
  private let answer: (Receiver.Request) -> Receiver.Reply

  init(_ answer: @escaping (Receiver.Request) -> Receiver.Reply) { self.answer = answer }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received += String(buffer: unwrapInboundIn(data))
    guard let end = received.range(of: "\r\n\r\n") else { return }
    let head = String(received[..<end.lowerBound])
    let body = String(received[end.upperBound...])
    var request = Receiver.Request(head: head, body: body)
    let length = request.header("content-length").flatMap { Int($0) } ?? 0
    guard body.utf8.count >= length else { return }
    received = ""
    request.body = body
    switch answer(request) {
    case .status(let status, let headers, let body):
      let lines = ["HTTP/1.1 \(status) X", "content-length: \(body.utf8.count)"] + headers
      write(lines.joined(separator: "\r\n") + "\r\n\r\n" + body, context)
    case .bytes(let text):
      write(text, context)
      context.close(promise: nil)
    case .silence: break
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func write(_ text: String, _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
  }
}
