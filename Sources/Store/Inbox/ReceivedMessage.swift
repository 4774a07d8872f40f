public import Engine
public import LibPQ

/// A message of an SDK on its way into the log, as it came.
public struct ReceivedMessage: Sendable, Hashable {
  public var tenant: TenantID
  /// 128 bits of SHA-256 over the sender's message id: by which it is known again.
  public var message: PostgresUUID
  /// Which call it is, and in whose words: `track`, `identify`, …, `posthog`.
  public var form: String
  /// In microseconds since 1970, on our clock.
  public var receivedAt: Int64
  /// The sender's clock when it sent the batch.
  public var sentAt: Int64?
  /// JSON, or what some SDKs take for it.
  public var body: [UInt8]

  public init(
    tenant: TenantID, message: PostgresUUID, form: String, receivedAt: Int64, sentAt: Int64?, body: [UInt8]
  ) {
    self.tenant = tenant
    self.message = message
    self.form = form
    self.receivedAt = receivedAt
    self.sentAt = sentAt
    self.body = body
  }
}

/// A message that was not taken, and why: kept for a while, so that somebody can mend the sender.
public struct RefusedMessage: Sendable, Hashable {
  public var message: PostgresUUID
  public var receivedAt: Int64
  public var reason: String
  public var detail: String
  /// Empty where it must not be kept.
  public var body: [UInt8]

  public init(message: PostgresUUID, receivedAt: Int64, reason: String, detail: String, body: [UInt8]) {
    self.message = message
    self.receivedAt = receivedAt
    self.reason = reason
    self.detail = detail
    self.body = body
  }
}
