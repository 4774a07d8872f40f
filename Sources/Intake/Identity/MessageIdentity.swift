/// By what an event is known again when it comes a second time.
///
/// Its `message_id`; without one, all that it says and how many equal rows its file had before
/// it. Independent of the tenant, whose id stands beside it in the key.
/// Source: `Docs/Metrics.md`, section 2, "Events".
public enum MessageIdentity {
  public static func of(messageID: String) -> Fingerprint {
    withBytes(of: messageID) { of(messageID: $0) }
  }

  static func of(messageID: Bytes) -> Fingerprint {
    Fingerprint(of: Array("message_id\0".utf8) + messageID)
  }

  /// - Parameters:
  ///   - content: what ``content(keyring:type:time:properties:)`` wrote.
  ///   - ordinal: 1 for the first such row of a file.
  static func of(content: [UInt8], ordinal: Int) -> Fingerprint {
    ordinal <= 1 ? Fingerprint(of: content) : Fingerprint(of: content + "\0\(ordinal)".utf8)
  }

  /// - Parameters:
  ///   - time: as written, trimmed.
  ///   - properties: JSON with sorted keys, empty cells left out; empty for none.
  public static func content(keyring: Keyring, type: String, time: String, properties: String) -> [UInt8] {
    var content = Array("event\0".utf8) + Keyring.text(of: keyring.keys)
    for part in [type, time, properties] {
      content.append(ASCII.nul)
      content += part.utf8
    }
    return content
  }
}
