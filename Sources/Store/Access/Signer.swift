import Crypto
internal import Foundation

/// Signs short texts that leave us and come back: cookies, links, forms, cursors. HMAC-SHA-256 under a secret of the
/// database, so that whatever one service signed, any other knows for ours.
///
/// What is signed is not hidden. A signature is good for one purpose alone: a cursor shown as a cookie is a forgery.
public struct Signer: Sendable {
  public enum Purpose: String, Sendable, CaseIterable {
    case session, link, form, cursor
  }

  struct Key: Sendable {
    var number: Int32
    var secret: SymmetricKey
  }

  /// The newest first: it signs.
  private let keys: [Key]

  init?(_ keys: [Key]) {
    guard !keys.isEmpty else { return nil }
    self.keys = keys
  }

  /// `<payload>.<number of the key>.<tag>`, fit for URLs and cookies where the payload is.
  public func sign(_ payload: String, for purpose: Purpose) -> String {
    let signed = "\(payload).\(keys[0].number)"
    return "\(signed).\(Base64URL.text(of: Self.tag(of: signed, purpose, keys[0].secret)))"
  }

  /// What was signed; `nil` for any text that none of these keys has signed for this purpose.
  public func payload(of text: String, for purpose: Purpose) -> String? {
    guard text.utf8.count <= 2_048, let last = text.lastIndex(of: "."),
      let tag = Base64URL.bytes(of: text[text.index(after: last)...])
    else { return nil }
    let signed = text[..<last]
    guard let dot = signed.lastIndex(of: "."), let number = Int32(signed[signed.index(after: dot)...]),
      let key = keys.first(where: { $0.number == number }),
      // Compares in constant time.
      HMAC<SHA256>.isValidAuthenticationCode(tag, authenticating: Self.message(signed, purpose), using: key.secret)
    else { return nil }
    return String(signed[..<dot])
  }

  private static func message(_ signed: some StringProtocol, _ purpose: Purpose) -> [UInt8] {
    // No purpose has a line feed in it, so no two pairs of purpose and text are the same message.
    Array("headway \(purpose.rawValue)\n".utf8) + Array(signed.utf8)
  }

  private static func tag(of signed: String, _ purpose: Purpose, _ secret: SymmetricKey) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: message(signed, purpose), using: secret))
  }
}

/// Base 64 in the letters of URLs, without padding; only as it is written here, so that one value has one text.
public enum Base64URL {
  public static func text(of bytes: [UInt8]) -> String {
    String(
      Data(bytes).base64EncodedString().compactMap { letter in
        switch letter {
        case "+": "-"
        case "/": "_"
        case "=": nil
        default: letter
        }
      })
  }

  public static func bytes(of text: some StringProtocol) -> [UInt8]? {
    let usual = String(text).replacing("-", with: "+").replacing("_", with: "/")
    let padded = usual + String(repeating: "=", count: (4 - usual.utf8.count % 4) % 4)
    guard let data = Data(base64Encoded: padded) else { return nil }
    let bytes = [UInt8](data)
    return Self.text(of: bytes) == text ? bytes : nil
  }
}
