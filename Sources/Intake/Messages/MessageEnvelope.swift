/// The body of a request: who sends, and where in it each message stands.
public struct MessageEnvelope: Sendable {
  /// In whose words a body is.
  public enum Dialect: Sendable, Hashable {
    /// `{"batch": […]}`.
    case batch
    /// One message, which call it is being said by the path.
    case call(MessageForm)
    /// PostHog's batch, or one event of its.
    case posthog
  }

  /// One message, as a part of the body.
  public struct Part: Sendable, Hashable {
    public var form: MessageForm?
    public var range: Range<Int>
    /// How many objects and arrays lie within each other.
    public var depth: Int
  }

  public var writeKey: String?
  /// The sender's clock when it sent this, in microseconds since 1970.
  public var sentAt: Int64?
  public var parts: [Part] = []

  /// Why a body is none. Nothing of it is taken.
  public enum Fault: Error, Hashable, CustomStringConvertible {
    case notJSON(position: Int, expected: String)
    case notAnObject
    case noBatch
    case tooManyMessages(limit: Int)

    public var description: String {
      switch self {
      case .notJSON(let position, let expected): "this is not JSON: expected \(expected) at byte \(position)"
      case .notAnObject: "the body is not a JSON object"
      case .noBatch: "the body has no list \u{201C}batch\u{201D}"
      case .tooManyMessages(let limit): "a batch may have at most \(limit) messages; send it in parts"
      }
    }
  }

  /// Cuts a body into its messages, in one pass over its bytes.
  public static func read(_ body: [UInt8], _ dialect: Dialect, limit: Int) throws(Fault) -> MessageEnvelope {
    do {
      return try body.withUnsafeBufferPointer { try Self(reading: $0, dialect, limit: limit) }
    } catch let fault as Fault {
      throw fault
    } catch let fault as JSONWalk.Fault {
      throw .notJSON(position: fault.position, expected: "\(fault.expected)")
    } catch {
      throw .notAnObject
    }
  }

  private init(reading bytes: Bytes, _ dialect: Dialect, limit: Int) throws {
    var walk = JSONWalk(bytes)
    let whole = try walk.value()
    guard walk.isAtEnd else { throw JSONWalk.Fault(position: walk.position, expected: "the end of the body") }
    if whole.kind == .array, dialect == .posthog {
      try take(whole, of: bytes, as: .posthog, limit: limit)
      return
    }
    guard whole.kind == .object else { throw Fault.notAnObject }

    var batch: JSONWalk.Piece?
    var inside = JSONWalk(bytes, within: whole.range)
    try inside.members { key, value in
      switch MessageText.name(key, in: bytes) {
      case "batch": batch = value
      case "writeKey", "api_key", "token":
        writeKey = writeKey ?? MessageText.text(value, in: bytes).flatMap { $0.isEmpty ? nil : $0 }
      case "sentAt", "sent_at": sentAt = MessageText.text(value, in: bytes).flatMap(MessageText.instant)
      default: break
      }
    }
    switch dialect {
    case .call(let form): parts = [Part(form: form, range: whole.range, depth: whole.depth)]
    case .posthog where batch == nil: parts = [Part(form: .posthog, range: whole.range, depth: whole.depth)]
    case .batch, .posthog:
      guard let batch, batch.kind == .array else { throw Fault.noBatch }
      try take(batch, of: bytes, as: dialect == .posthog ? .posthog : nil, limit: limit)
    }
  }

  private mutating func take(
    _ list: JSONWalk.Piece, of bytes: Bytes, as form: MessageForm?, limit: Int
  ) throws {
    var walk = JSONWalk(bytes, within: list.range)
    try walk.elements { piece in
      guard parts.count < limit else { throw Fault.tooManyMessages(limit: limit) }
      parts.append(Part(form: form, range: piece.range, depth: piece.depth))
    }
  }
}
