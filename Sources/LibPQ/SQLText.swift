/// A text of SQL with a name, prepared once per connection.
///
/// The name under which it is prepared is made from the content: two texts never share
/// one, and a text that changed with a release is prepared anew beside the old one.
public struct SQLText: Sendable, Hashable {
  /// Where the text comes from, e.g. `Velocity/waterfall`: it opens the prepared name, so
  /// that `pg_prepared_statements` reads well.
  public let name: String
  public let text: String
  @usableFromInline let fingerprint: UInt64

  public init(name: String, _ text: String) {
    self.name = name
    self.text = text
    var hash = Fingerprint()
    for byte in text.utf8 { hash.mix(byte) }
    fingerprint = hash.value
  }

  public static func == (left: SQLText, right: SQLText) -> Bool { left.text == right.text }
  public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

/// FNV-1a of 64 bits: stable between runs, unlike `Hasher`, so that a prepared name means
/// the same in every log. Equal fingerprints are still compared by content.
@usableFromInline
struct Fingerprint {
  @usableFromInline var value: UInt64 = 0xcbf2_9ce4_8422_2325

  @usableFromInline init() {}

  @inlinable
  mutating func mix(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }

  @inlinable
  mutating func mix(_ word: UInt32) { value = (value ^ UInt64(word)) &* 0x0000_0100_0000_01b3 }
}
