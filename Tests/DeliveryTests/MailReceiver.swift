import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A mail server of a test: takes every mail, or says at each step what it is told to.
final class MailReceiver: Sendable {
  struct Mail: Sendable {
    var from = ""
    var to: [String] = []
    var text = ""
  }

  let port: Int
  private let channel: any Channel
  private let log: Mailbox

  /// - Parameter answers: By the first word of a command (`RCPT`, `DATA`): what to say instead of yes.
  init(_ answers: [String: String] = [:]) async throws {
    let log = Mailbox()
    self.log = log
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(MailConversation(answers, log))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  var mails: [Mail] { log.mails }

  func close() async throws { try await channel.close() }
}

private final class Mailbox: Sendable {
  private let kept = Mutex<[MailReceiver.Mail]>([])
  var mails: [MailReceiver.Mail] { kept.withLock { $0 } }
  func put(_ mail: MailReceiver.Mail) { kept.withLock { $0.append(mail) } }
}

/// One connection, line by line.
private final class MailConversation: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let answers: [String: String]
  private let mailbox: Mailbox
  private var received = ""
  private var mail = MailReceiver.Mail()
  private var isInText = false

  init(_ answers: [String: String], _ mailbox: Mailbox) {
    self.answers = answers
    self.mailbox = mailbox
  }

  func channelActive(context: ChannelHandlerContext) { say("220 sink.test ready", context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received += String(buffer: unwrapInboundIn(data))
    while let end = received.range(of: "\r\n") {
      let line = String(received[..<end.lowerBound])
      received = String(received[end.upperBound...])
      isInText ? text(line, context) : command(line, context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func command(_ line: String, _ context: ChannelHandlerContext) {
    let word = line.prefix { $0 != " " }.uppercased()
    if let answer = answers[word] { return say(answer, context) }
    switch word {
    case "MAIL": mail = MailReceiver.Mail(from: address(line))
    case "RCPT": mail.to.append(address(line))
    case "DATA":
      isInText = true
      return say("354 go on", context)
    case "QUIT":
      say("221 bye", context)
      context.close(promise: nil)
      return
    default: break
    }
    say("250 yes", context)
  }

  private func text(_ line: String, _ context: ChannelHandlerContext) {
    guard line == "." else {
      mail.text += (line.hasPrefix("..") ? String(line.dropFirst()) : line) + "\n"
      return
    }
    isInText = false
    if let answer = answers["."] { return say(answer, context) }
    mailbox.put(mail)
    say("250 taken", context)
  }

  private func address(_ line: String) -> String {
    String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
  }

  private func say(_ line: String, _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: line + "\r\n")), promise: nil)
  }
}
