import Crypto

/// What a program shows to be let in: `hw_<kind>_<id>_<secret>_<checksum>`.
///
/// The id is no secret: by it the key is found and named. The secret is 256 random bits, of which the database keeps
/// a SHA-256 alone. The checksum tells a mistyped or cut off key from a foreign one without asking anybody, and lets
/// scanners of repositories find keys that got there. Letters and digits only, so that a double click takes all of it.
public struct AccessKey: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Sends a client's events, and reads nothing: it stands in that client's pages for everybody to see.
    case write
    /// Reads one client.
    case read
    /// Reads every client, as the agency does.
    case agency
    /// Signs a person of the agency in, once.
    case signIn = "signin"
  }

  public let kind: Kind
  public let id: KeyID
  let secret: String

  /// 43 of 62 characters carry 256.03 bits.
  static let secretLength = 43
  static let checksumLength = 6

  /// A new one, from the system's generator.
  public static func random(_ kind: Kind) -> AccessKey {
    AccessKey(
      kind: kind, id: .random(), secret: Secret.random(characters: secretLength, of: Secret.alphanumerics))
  }

  init(kind: Kind, id: KeyID, secret: String) {
    (self.kind, self.id, self.secret) = (kind, id, secret)
  }

  /// `nil` for any text that none was written as, down to the last character.
  public init?(_ text: String) {
    // Only as long as a key can be: a header may be anything.
    guard text.utf8.count <= 96 else { return nil }
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0] == "hw", let kind = Kind(rawValue: String(parts[1])),
      let id = KeyID(String(parts[2])), parts[3].utf8.count == Self.secretLength,
      parts[3].utf8.allSatisfy(Base62.isDigit)
    else { return nil }
    self.init(kind: kind, id: id, secret: String(parts[3]))
    guard parts[4] == checksum else { return nil }
  }

  /// The whole of it, with the secret: to be shown once, and never to be logged.
  public var text: String { "\(unchecked)_\(checksum)" }

  private var unchecked: String { "hw_\(kind.rawValue)_\(id)_\(secret)" }
  private var checksum: String { Base62.text(of: CRC32.of(unchecked.utf8), digits: Self.checksumLength) }

  /// What is stored in place of the secret.
  public var secretHash: [UInt8] { Array(SHA256.hash(data: Array(secret.utf8))) }

  /// Whether the stored hash is that of this key's secret; takes as long whether it is or not.
  public func matches(_ storedHash: [UInt8]) -> Bool { SHA256.hash(data: Array(secret.utf8)) == storedHash }
}

extension AccessKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Without the secret: what a log or an error would show.
  public var description: String { "hw_\(kind.rawValue)_\(id)_…" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Which key: random, and no secret.
public struct KeyID: Sendable, Hashable, CustomStringConvertible {
  public let text: String

  static let length = 12

  /// `nil` for what is no id.
  public init?(_ text: String) {
    guard text.utf8.count == Self.length, text.utf8.allSatisfy(Base62.isDigit) else { return nil }
    self.text = text
  }

  /// As people name a key: by its id, by what lists and logs show (`hw_write_<id>_…`), or by the whole key.
  public init?(naming text: String) {
    if let id = KeyID(text) {
      self = id
    } else {
      let parts = text.split(separator: "_", maxSplits: 3)
      guard parts.count >= 3, parts[0] == "hw", AccessKey.Kind(rawValue: String(parts[1])) != nil,
        let id = KeyID(String(parts[2]))
      else { return nil }
      self = id
    }
  }

  /// 71 bits: two alike are not to be expected, and the database would refuse the second.
  static func random() -> KeyID {
    KeyID(unchecked: Secret.random(characters: length, of: Secret.alphanumerics))
  }

  private init(unchecked text: String) { self.text = text }

  public var description: String { text }
}
