public import Engine

/// The distinct identity keys that came together on one row, in one order.
///
/// All kinds that the row had, also those that the tenant does not use now: its setting may
/// change, the log does not.
public struct Keyring: Hashable, Sendable {
  /// Sorted by kind, then by the bytes of the value.
  public let keys: [IdentityKey]
  /// By which the same keyring is known again. Independent of the tenant.
  public let fingerprint: Fingerprint

  public init(_ keys: some Sequence<IdentityKey>) {
    let sorted = Set(keys).sorted(by: Self.precedes)
    self.keys = sorted
    fingerprint = Fingerprint(of: Self.text(of: sorted))
  }

  public static func == (a: Keyring, b: Keyring) -> Bool { a.fingerprint == b.fingerprint }
  public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }

  /// What the fingerprint is taken of: `email:a@b.c` with a NUL behind each, which no key holds.
  static func text(of keys: [IdentityKey]) -> [UInt8] {
    keys.flatMap { Array($0.description.utf8) + [ASCII.nul] }
  }

  static func precedes(_ a: IdentityKey, _ b: IdentityKey) -> Bool {
    a.kind != b.kind ? a.kind < b.kind : a.value.utf8.lexicographicallyPrecedes(b.value.utf8)
  }
}
