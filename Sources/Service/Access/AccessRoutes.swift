internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Store

/// How people come in and go: the agency by a sign-in that works once, a client by its link.
///
/// Behind ``PageGate``, which has found out who visits and that a form is one of ours.
struct AccessRoutes {
  let sessions: Sessions
  let gate: PageGate

  func add(to pages: some RouterMethods<Visit>) {
    pages.get("signin") { request, visit in offer(request, visit) }
    pages.post("signin") { _, visit in await reachable { try await signIn(visit) } }
    pages.get("signout") { _, visit in
      visit.visitor.session.map { gate.dress(.leaving($0)) } ?? Response.going(to: "/signin")
    }
    pages.post("signout") { _, visit in await reachable { try await signOut(visit) } }
    pages.get("link/:token") { _, visit in await reachable { try await follow(visit) } }
  }

  /// Only offers: whatever looks at an address before a person does, to show a preview of it, would use it up.
  private func offer(_ request: Request, _ visit: Visit) -> Response {
    let query = WebForm(request.uri.query ?? "")
    let next = LocalPath(query["next"])
    if let token = query["token"], AccessKey(token)?.kind == .signIn {
      return gate.dress(.offer(token, next: next, visit.visitor))
    }
    if query["token"] != nil { return gate.dress(.unknownSignIn) }
    if case .agency = visit.visitor { return .going(to: next?.text ?? "/") }
    return gate.dress(.howToSignIn)
  }

  private func signIn(_ visit: Visit) async throws -> Response {
    guard let token = visit.form["token"], let key = AccessKey(token),
      let session = try await sessions.takeSignIn(key)
    else { return gate.dress(.unknownSignIn) }
    return try await welcome(session, visit, to: LocalPath(visit.form["next"])?.text ?? "/")
  }

  private func follow(_ visit: Visit) async throws -> Response {
    let signer = try await gate.doorkeeper.signer()
    guard let token = visit.parameters.get("token"), let payload = signer.payload(of: token, for: .link),
      let link = LinkID(signedPayload: payload, now: gate.now()), let session = try await sessions.follow(link)
    else { return gate.dress(.unknownLink) }
    return try await welcome(session, visit, to: "/")
  }

  /// Always with a session of its own: none that was there before, given by whomever, becomes more than it was.
  private func welcome(_ session: NewSession, _ visit: Visit, to path: String) async throws -> Response {
    let signer = try await gate.doorkeeper.signer()
    if let former = visit.visitor.session { try await end(former) }
    var response = Response.going(to: path)
    response.setCookie(gate.cookie.setting(session, signer, now: gate.now()))
    return response
  }

  private func signOut(_ visit: Visit) async throws -> Response {
    if let session = visit.visitor.session { try await end(session) }
    var response = Response.going(to: "/signin")
    response.setCookie(gate.cookie.clearing)
    return response
  }

  private func end(_ session: BrowserSession) async throws {
    try await sessions.end(session.hash)
    await gate.doorkeeper.forget(session.hash)
  }

  private func reachable(_ answer: () async throws -> Response) async -> Response {
    do { return try await answer() } catch { return gate.dress(.unreachable) }
  }
}

extension Response {
  /// To another page of ours, by GET. What stood in the address that was asked for goes nowhere.
  static func going(to path: String) -> Response {
    var headers: HTTPFields = [.location: path, .cacheControl: "no-store"]
    headers.setReferrerPolicy()
    return Response(status: .seeOther, headers: headers)
  }
}
