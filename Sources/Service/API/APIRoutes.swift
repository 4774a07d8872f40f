internal import Crypto
internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore
internal import Store

/// The reading API: what a client's tools and the agency's ask for, with a token.
///
/// A request passes stages, each of which may say no: who asks, whom it is about, what is meant, what there is.
/// A client's token that names another client hears what it hears of one that does not exist.
struct APIRoutes {
  let database: Database
  let doorkeeper: Doorkeeper
  let description: APIDescription

  func add(to router: some RouterMethods<Visit>) {
    for route in APIRoute.all {
      readOnly(route.pattern, on: router) { request, visit in await answer(request, visit, route) }
    }
    readOnly(Self.describing, on: router) { request, _ in
      do {
        return Response.json(
          try await description.text(), type: "application/vnd.oai.openapi+json;version=3.1", to: request)
      } catch {
        return Problem.unreachable.response
      }
    }
    // Before any page that takes what nobody else does.
    for method in Self.reading {
      router.on("api/**", method: method) { request, _ in Problem.notFound.response.fitting(request) }
    }
  }

  private static let reading: [HTTPRequest.Method] = [.get, .head]
  private static let describing = "/openapi.json"

  /// Any other way to ask, by whatever method: refused in the words of the API.
  struct Refusals: RouterMiddleware {
    func handle(
      _ request: Request, context: Visit, next: (Request, Visit) async throws -> Response
    ) async throws -> Response {
      do {
        return try await next(request, context)
      } catch let error as HTTPError where error.status == .notFound {
        let path = request.uri.path
        guard path == describing || APIRoute.all.contains(where: { $0.matches(path) }) else {
          if path.hasPrefix("/api/") { return Problem.notFound.response }
          throw error
        }
        return Problem.methodNotAllowed.response
      }
    }
  }

  private func readOnly(
    _ path: String, on router: some RouterMethods<Visit>,
    _ answer: @escaping @Sendable (Request, Visit) async -> Response
  ) {
    for method in Self.reading {
      router.on(RouterPath(path), method: method) { request, visit in await answer(request, visit).fitting(request) }
    }
  }

  private func answer(_ request: Request, _ visit: Visit, _ route: APIRoute) async -> Response {
    do {
      let caller = try await caller(of: request)
      let tenant = try await tenant(visit, route, caller)
      let values = try values(of: request, route)
      let cursor = Cursor(
        try await doorkeeper.signer(), route: route.operation, tenant: tenant?.slug, values: values)
      let question = APIQuestion(
        caller: caller, tenant: tenant, lead: try lead(visit, route), values: values,
        place: try values["cursor"].map { text throws(Problem) in
          guard let place = cursor.place(in: text) else { throw .unknownPlace }
          return place
        })
      switch try await route.read(question, database) {
      case .document(nil): return Problem.notFound.response
      case .document(let document?): return .json(document, to: request)
      case .page(let page):
        let next = page.next.map { "\"\(cursor.text(of: $0))\"" } ?? "null"
        return .json("{\"data\":[\(page.rows.joined(separator: ","))],\"next_cursor\":\(next)}", to: request)
      }
    } catch {
      return Problem(error).response
    }
  }

  // MARK: Stages

  private func caller(of request: Request) async throws -> APIQuestion.Caller {
    let words = (request.headers[.authorization] ?? "").split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[0].lowercased() == "bearer" else { throw Problem.noToken }
    let text = String(words[1])
    guard let holder = try await doorkeeper.holder(of: text) else { throw Problem.unknownToken }
    // The kind that the key says is the one that it has: a holder is found for no other.
    guard AccessKey(text)?.kind != .write else { throw Problem.writeKey }
    switch holder {
    case .agency: return .agency
    case .tenant(let tenant): return .tenant(tenant)
    }
  }

  private func tenant(
    _ visit: Visit, _ route: APIRoute, _ caller: APIQuestion.Caller
  ) async throws -> Tenant.Reference? {
    guard route.isOfTenant else {
      guard case .agency = caller else { throw Problem.notTheAgency }
      return nil
    }
    let slug = visit.parameters.get("slug")?.removingPercentEncoding ?? ""
    switch caller {
    case .tenant(let own):
      guard own.slug == slug else { throw Problem.notFound }
      guard own.state == .active else { throw Problem.tenantNotOpen }
      return Tenant.Reference(id: own.id, slug: slug)
    case .agency:
      guard Tenant.isSlug(slug), let found = try await database.tenants.seen(as: slug) else { throw Problem.notFound }
      guard found.state == .active else { throw Problem.tenantNotOpen }
      return Tenant.Reference(id: found.id, slug: slug)
    }
  }

  private func lead(_ visit: Visit, _ route: APIRoute) throws(Problem) -> LeadID? {
    guard route.parameters.contains(where: { $0.name == "id" }) else { return nil }
    guard let number = visit.parameters.get("id").flatMap(APIParameter.number), number > 0 else { throw .notFound }
    return LeadID(Int64(number))
  }

  /// What is not known is refused: a slip in a name would else bring something that was not asked for.
  private func values(of request: Request, _ route: APIRoute) throws(Problem) -> [String: String] {
    var values: [String: String] = [:]
    let known = route.parameters.filter { !$0.isInPath }
    for (name, text) in request.uri.queryParameters {
      let (name, text) = (String(name), String(text))
      guard let parameter = known.first(where: { $0.name == name }) else {
        let names = known.map(\.name).joined(separator: ", ")
        throw Problem(.badRequest, "unknown_parameter", "There is no such parameter", "Here are: \(names).")
      }
      guard values[name] == nil else { throw .badParameter(name, "say it once") }
      try parameter.check(text)
      values[name] = text
    }
    return values
  }
}

extension Tenant {
  /// As the database's check has it.
  static func isSlug(_ text: String) -> Bool { text.wholeMatch(of: /[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?/) != nil }
}

extension Response {
  /// JSON with a tag of what is in it; 304 for whoever has it already.
  static func json(_ text: String, type: String = "application/json", to request: Request) -> Response {
    let tag = "\"" + Base64URL.text(of: Array(SHA256.hash(data: Array(text.utf8)).prefix(16))) + "\""
    var headers: HTTPFields = [
      .contentType: type, .eTag: tag, .cacheControl: "private, no-cache", .vary: "Authorization",
      .xContentTypeOptions: "nosniff",
    ]
    if request.hasAlready(tag) {
      headers[.contentType] = nil
      return Response(status: .notModified, headers: headers)
    }
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text + "\n")))
  }

  /// Without its body, for whoever asked for the head alone.
  fileprivate func fitting(_ request: Request) -> Response {
    request.method == .head ? createHeadResponse() : self
  }
}

extension Request {
  /// As If-None-Match says it: one tag, several, weak ones too, or any.
  fileprivate func hasAlready(_ tag: String) -> Bool {
    guard let known = headers[.ifNoneMatch] else { return false }
    return known.split(separator: ",").contains { part in
      let part = part.filter { $0 != " " && $0 != "\t" }
      return part == "*" || part == tag || part == "W/" + tag
    }
  }
}
