internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Store

/// The cookie by which a browser is known: `<session>-<end>`, signed.
struct SessionCookie: Sendable {
  private let isEncrypted: Bool

  init(of url: PublicURL) { isEncrypted = url.isEncrypted }

  /// With the prefix, browsers take it from this very host over HTTPS and from nobody else: no neighbouring site can
  /// give somebody a session of its choice.
  var name: String { isEncrypted ? "__Host-headway" : "headway" }

  /// The session that a request shows, if we have signed it and its time has not passed. Whether it has not ended since,
  /// the database knows.
  ///
  /// - Parameter now: Seconds since 1970.
  func session(in request: Request, _ signer: Signer, now: Int64) -> SessionID? {
    guard let value = request.cookies[name]?.value, let payload = signer.payload(of: value, for: .session),
      let dash = payload.lastIndex(of: "-"), let end = Int64(payload[payload.index(after: dash)...]), end > now
    else { return nil }
    return SessionID(payload[..<dash])
  }

  func isShown(in request: Request) -> Bool { request.cookies[name] != nil }

  func setting(_ session: NewSession, _ signer: Signer, now: Int64) -> Cookie {
    let end = session.visitor.validUntil / 1_000_000
    return cookie(signer.sign("\(session.id.text)-\(end)", for: .session), seconds: Int(end - now))
  }

  var clearing: Cookie { cookie("", seconds: 0) }

  private func cookie(_ value: String, seconds: Int) -> Cookie {
    Cookie(
      name: name, value: value, maxAge: seconds, path: "/", secure: isEncrypted, httpOnly: true, sameSite: .lax)
  }
}
