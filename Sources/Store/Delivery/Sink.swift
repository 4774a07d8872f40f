public import Definitions

/// A place that a tenant's alerts go to, and how it has fared.
public struct Sink: Sendable, Hashable {
  public var name: String
  public var target: SinkTarget
  /// The kinds of alert that it wants; none means all.
  public var alerts: [String]
  /// Since the last success.
  public var failures: Int
  /// Microseconds since 1970: nothing is sent before, because of these failures.
  public var openUntil: Int64?
  /// Why nothing is sent there at all, until it is set anew or a test arrives.
  public var disabled: String?
  /// Microseconds since 1970.
  public var createdAt: Int64

  public init(
    name: String, target: SinkTarget, alerts: [String] = [], failures: Int = 0, openUntil: Int64? = nil,
    disabled: String? = nil, createdAt: Int64 = 0
  ) {
    self.name = name
    self.target = target
    self.alerts = alerts
    self.failures = failures
    self.openUntil = openUntil
    self.disabled = disabled
    self.createdAt = createdAt
  }
}

/// A sink, and what became of its messages.
public struct SinkStanding: Sendable, Hashable {
  public var sink: Sink
  /// To be sent, or to be sent again.
  public var waiting: Int
  public var delivered: Int
  /// Given up.
  public var dead: Int
  /// Of the newest message that did not arrive at once.
  public var lastError: String?
}
