public import Definitions

/// What an attempt to send one message came to. Reasons are sentences that hold no secret.
public enum AttemptOutcome: Sendable, Hashable {
  /// The receiver has said that it has it.
  case delivered
  /// It may have arrived or not; to be tried again, not before so many seconds where the receiver has asked for that.
  case failed(reason: String, notBefore: Int64? = nil)
  /// This message will never be taken.
  case refused(reason: String)
  /// The receiver wants no message any more.
  case gone(reason: String)
}

/// Something that sends a message to a sink. Never throws: what went wrong is an outcome.
public protocol Sender: Sendable {
  func send(_ message: Message, to target: SinkTarget) async -> AttemptOutcome
}
