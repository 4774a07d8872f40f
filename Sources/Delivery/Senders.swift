public import Definitions

/// The sender of each kind of sink.
public struct Senders: Sender {
  private let web: any Sender
  private let mail: any Sender

  public init(web: any Sender, mail: any Sender) {
    self.web = web
    self.mail = mail
  }

  public func send(_ message: Message, to target: SinkTarget) async -> AttemptOutcome {
    switch target.kind {
    case .slack, .webhook: await web.send(message, to: target)
    case .email: await mail.send(message, to: target)
    }
  }
}
