internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore
internal import Store

/// Stands before every page: finds out who visits, and lets nobody change anything from another site.
///
/// Pages are what people look at in a browser. What programs send and read has keys, not cookies, and does not pass here.
struct PageGate: RouterMiddleware {
  let doorkeeper: Doorkeeper
  let cookie: SessionCookie
  let site: SameSite
  let dress: Notice.Dress
  let now: @Sendable () -> Int64

  init(
    _ doorkeeper: Doorkeeper, url: PublicURL, dress: @escaping Notice.Dress = { $0.plain },
    now: @escaping @Sendable () -> Int64 = PageGate.seconds
  ) {
    self.doorkeeper = doorkeeper
    cookie = SessionCookie(of: url)
    site = SameSite(url: url)
    self.dress = dress
    self.now = now
  }

  /// Since 1970.
  @Sendable static func seconds() -> Int64 { Int64(Date.now.timeIntervalSince1970) }

  func handle(
    _ request: Request, context: Visit, next: (Request, Visit) async throws -> Response
  ) async throws -> Response {
    var visit = context
    do {
      visit.visitor = try await visitor(of: request)
    } catch {
      return dress(.unreachable)
    }
    guard ![.get, .head, .options].contains(request.method) else { return try await next(request, visit) }
    var request = request
    guard let form = try await form(of: &request) else { return dress(.unreadableForm) }
    guard site.allows(request.headers, authority: request.head.authority),
      visit.visitor.session.map({ form[BrowserSession.formField] == $0.formToken }) ?? true
    else { return dress(.foreignForm) }
    visit.form = form
    return try await next(request, visit)
  }

  /// Who visits; nobody where there is no cookie, or one that is forged, has passed or was ended.
  func visitor(of request: Request) async throws -> Visitor {
    guard cookie.isShown(in: request) else { return .nobody }
    let signer = try await doorkeeper.signer()
    guard let session = cookie.session(in: request, signer, now: now()),
      let found = try await doorkeeper.visitor(of: session.hash), found.validUntil / 1_000_000 > now()
    else { return .nobody }
    let browser = BrowserSession(
      hash: session.hash, validUntil: found.validUntil, formToken: signer.sign(session.hash.text, for: .form))
    guard let client = found.tenant else { return .agency(browser) }
    return .client(client.id, slug: client.slug, browser)
  }

  /// `nil` for what is no form, or too large for one.
  private func form(of request: inout Request) async throws -> WebForm? {
    guard (request.headers[.contentType] ?? "").lowercased().hasPrefix(WebForm.mediaType),
      let body = try? await request.collectBody(upTo: WebForm.limit)
    else { return nil }
    return WebForm(String(buffer: body))
  }
}
