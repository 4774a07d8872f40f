internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore

/// Answers with a page where an address leads nowhere.
///
/// It does not ask who looks: there is nothing behind it that one might see and another not. Programs get what
/// programs understand: the answer that there was.
struct UnknownAddresses: RouterMiddleware {
  let templates: Templates

  func handle(
    _ request: Request, context: Visit, next: (Request, Visit) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPError where error.status == .notFound && Self.isPage(request) {
      return .page(templates.render(FaultPage(.noSuchPage, viewer: nil)), status: .notFound)
    }
  }

  private static func isPage(_ request: Request) -> Bool {
    let programs = ["/api/", "/v1/"]
    return request.method == .get && !programs.contains { request.uri.path.hasPrefix($0) }
  }
}
