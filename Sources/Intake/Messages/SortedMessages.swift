public import Engine
internal import LibPQ
public import Store

/// The messages of one request, each understood or refused, in the order in which they were sent.
public struct SortedMessages: Sendable {
  /// What is to become of one of them.
  public enum Fate: Sendable, Hashable {
    /// It is among ``taken``, at this place.
    case taken(Int)
    /// The same message stands before it in the same request.
    case repeated
    case refused(reason: String, detail: String)
  }

  public private(set) var fates: [(messageID: String?, fate: Fate)] = []
  public private(set) var taken: [ReceivedMessage] = []
  public private(set) var refused: [RefusedMessage] = []

  public init(_ envelope: MessageEnvelope, of body: [UInt8], tenant: TenantID, _ context: MessageContext) {
    var seen: Set<Fingerprint> = []
    body.withUnsafeBufferPointer { bytes in
      for part in envelope.parts {
        do throws(RowRefusal) {
          let message = try IncomingMessage.read(part, in: bytes, context)
          guard seen.insert(message.identity).inserted else {
            fates.append((message.messageID, .repeated))
            continue
          }
          fates.append((message.messageID, .taken(taken.count)))
          // A microsecond each, so that the fold knows which came first.
          let receivedAt = context.receivedAt + Int64(taken.count)
          taken.append(ReceivedMessage(message, part, in: bytes, tenant, context, receivedAt: receivedAt))
        } catch {
          refuse(part, in: bytes, error, context)
        }
      }
    }
  }

  private mutating func refuse(
    _ part: MessageEnvelope.Part, in bytes: Bytes, _ refusal: RowRefusal, _ context: MessageContext
  ) {
    let members = try? MessageMembers(part.range, in: bytes)
    let messageID = members?.text("messageId") ?? members?.text("uuid")
    fates.append((messageID, .refused(reason: refusal.reason.rawValue, detail: refusal.message)))
    // The head of a message that is too large says whose it is.
    let body = Array(bytes[part.range].prefix(IncomingMessage.largest))
    let print = Fingerprint(of: Array("refused\0".utf8) + body)
    refused.append(
      RefusedMessage(
        message: PostgresUUID(high: print.high, low: print.low), receivedAt: context.receivedAt,
        reason: refusal.reason.rawValue, detail: refusal.message, body: body))
  }
}

extension ReceivedMessage {
  init(
    _ message: IncomingMessage, _ part: MessageEnvelope.Part, in bytes: Bytes, _ tenant: TenantID,
    _ context: MessageContext, receivedAt: Int64
  ) {
    self.init(
      tenant: tenant, message: PostgresUUID(high: message.identity.high, low: message.identity.low),
      form: (part.form ?? message.form).rawValue, receivedAt: receivedAt, sentAt: context.sentAt,
      body: Array(bytes[part.range]))
  }
}

extension RefusedMessage {
  /// As its sender wrote it; `nil` where it says none or is no JSON.
  public var messageID: String? {
    body.withUnsafeBufferPointer { bytes in
      let members = try? MessageMembers(0..<bytes.count, in: bytes)
      return members?.text("messageId") ?? members?.text("uuid")
    }
  }
}
