/// What sort of name a prospect is known by. The raw values are stored; never reorder.
public enum KeyKind: Int16, CaseIterable, Comparable, Sendable {
  case externalID = 1
  case email = 2
  case linkedin = 3
  case anonymousID = 4
  case phone = 5

  /// The name in files, settings and the text form of a key: `external_id`, `email`, …
  public var name: String {
    switch self {
    case .externalID: "external_id"
    case .email: "email"
    case .linkedin: "linkedin"
    case .anonymousID: "anonymous_id"
    case .phone: "phone"
    }
  }

  public init?(name: some StringProtocol) {
    guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = kind
  }

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// One identity key, already normalised: this type never changes what it is given.
public struct IdentityKey: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let kind: KeyKind
  public let value: String

  public init(kind: KeyKind, value: String) {
    self.kind = kind
    self.value = value
  }

  /// Reads the text form, `email:a@b.c`. `nil` for an unknown kind or an empty value.
  public init?(text: String) {
    guard let colon = text.firstIndex(of: ":"), let kind = KeyKind(name: text[..<colon]) else { return nil }
    let value = text[text.index(after: colon)...]
    guard !value.isEmpty else { return nil }
    self.init(kind: kind, value: String(value))
  }

  /// The text form, `email:a@b.c`.
  public var description: String { "\(kind.name):\(value)" }

  public static func < (a: Self, b: Self) -> Bool { (a.kind, a.value) < (b.kind, b.value) }
}
