public import Foundation

/// A secret that webhooks are signed with, as Standard Webhooks writes it: `whsec_` and base64.
public struct SigningSecret: Sendable, Hashable {
  /// With its prefix, as the receiver's library wants it.
  public let text: String
  public let key: Data

  /// 24 to 64 bytes, as the standard asks; `nil` for anything else.
  public init?(_ text: String) {
    guard text.hasPrefix(Self.prefix), let key = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
      (24...64).contains(key.count)
    else { return nil }
    self.text = text
    self.key = key
  }

  /// Of bytes that were drawn for it: 24 to 64.
  public init?(key: Data) {
    self.init(Self.prefix + key.base64EncodedString())
  }

  private static let prefix = "whsec_"
}
