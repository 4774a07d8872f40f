internal import Crypto
public import Definitions
public import Foundation

/// The headers that let a receiver know who sent a webhook, and that it is whole and new.
///
/// Standard Webhooks 1.0, symmetric: `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, one
/// for each secret, so that a receiver may change over at any moment of a rotation.
public enum WebhookSignature {
  /// - Parameter timestamp: Of this attempt, in seconds since 1970.
  public static func headers(
    id: String, timestamp: Int64, body: Data, secrets: [SigningSecret]
  ) -> [(name: String, value: String)] {
    let content = Data("\(id).\(timestamp).".utf8) + body
    let signatures = secrets.map { secret in
      let code = HMAC<SHA256>.authenticationCode(for: content, using: SymmetricKey(data: secret.key))
      return "v1," + Data(code).base64EncodedString()
    }
    return [
      ("webhook-id", id), ("webhook-timestamp", "\(timestamp)"),
      ("webhook-signature", signatures.joined(separator: " ")),
    ]
  }
}

extension SigningSecret {
  /// A new one, of 32 random bytes.
  public static func random() -> SigningSecret? {
    SigningSecret(key: SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) })
  }
}
