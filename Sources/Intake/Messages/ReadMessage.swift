internal import Engine
internal import LibPQ
internal import Store

/// A message from the inbox, and what it says.
struct ReadMessage {
  var received: ReceivedMessage
  var message: IncomingMessage

  /// Reads messages as they were read when they came. What cannot be read now, because a setting of the tenant has
  /// changed since, is refused.
  static func read(
    _ messages: [ReceivedMessage], zone: Zone, identities: Set<KeyKind>
  ) -> (read: [ReadMessage], refused: [RefusedMessage]) {
    var read: [ReadMessage] = []
    var refused: [RefusedMessage] = []
    for received in messages {
      let context = MessageContext(
        receivedAt: received.receivedAt, sentAt: received.sentAt, zone: zone, identities: identities)
      do throws(RowRefusal) {
        let message = try received.body.withUnsafeBufferPointer { bytes throws(RowRefusal) in
          try IncomingMessage.read(
            .init(form: MessageForm(rawValue: received.form), range: 0..<bytes.count, depth: 0), in: bytes, context)
        }
        read.append(ReadMessage(received: received, message: message))
      } catch {
        refused.append(RefusedMessage(error, received))
      }
    }
    return (read, refused)
  }
}

extension IncomingMessage {
  /// All keys that it means somebody by, the one of before included.
  var allKeys: [IdentityKey] {
    guard case .alias(let previous) = content else { return keys }
    return keys + [KeyKind.externalID, .anonymousID].compactMap { try? KeyNormaliser.key($0, previous) }
  }
}

extension RefusedMessage {
  init(_ refusal: RowRefusal, _ received: ReceivedMessage) {
    self.init(
      message: received.message, receivedAt: received.receivedAt, reason: refusal.reason.rawValue,
      detail: refusal.message, body: received.body)
  }

  /// Without its text, which would bring the person back.
  init(ofErased received: ReceivedMessage) { self.init(ofErased: received.message, receivedAt: received.receivedAt) }

  init(ofErased refused: RefusedMessage) { self.init(ofErased: refused.message, receivedAt: refused.receivedAt) }

  private init(ofErased message: PostgresUUID, receivedAt: Int64) {
    self.init(
      message: message, receivedAt: receivedAt, reason: RejectReason.erased.rawValue,
      detail: "somebody who was erased; the message is not kept", body: [])
  }
}
