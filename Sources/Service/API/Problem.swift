internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import LibPQ
internal import NIOCore
internal import Store

/// Why a program got no answer: RFC 9457, with the `code` and `message` that other libraries look for besides.
///
/// Says what happened and what to do next, and quotes nothing that was sent: a token in an address would stand in a log.
struct Problem: Error, Sendable, Hashable {
  let status: HTTPResponse.Status
  /// For programs; never changes.
  let code: String
  /// For people.
  let title: String
  let detail: String

  init(_ status: HTTPResponse.Status, _ code: String, _ title: String, _ detail: String) {
    (self.status, self.code, self.title, self.detail) = (status, code, title, detail)
  }

  static let mediaType = "application/problem+json"

  static let noToken = Problem(
    .unauthorized, "unauthorized", "A token is needed",
    "Send a token: Authorization: Bearer hw_read_… (headway token create).")
  static let unknownToken = Problem(
    .unauthorized, "invalid_token", "This token opens nothing",
    "It was revoked, has ended, or was not copied whole. Make another: headway token create.")
  static let writeKey = Problem(
    .forbidden, "insufficient_scope", "This key does not read",
    "A write key sends events. What reads is a token: headway token create.")
  static let notTheAgency = Problem(
    .forbidden, "insufficient_scope", "This token reads one client",
    "The list of clients is for the agency: headway token create --agency.")
  static let tenantNotOpen = Problem(
    .forbidden, "tenant_not_open", "This client is not open", "It is suspended, or being deleted or restored.")
  static let notFound = Problem(
    .notFound, "not_found", "There is no such thing", "Nothing is here that this token may see.")
  static let unknownPlace = Problem(
    .notFound, "no_such_page", "There is no such page",
    "A cursor goes with the address, the parameters and the client that it was given for. Begin without one.")
  static let unreachable = Problem(
    .serviceUnavailable, "unavailable", "Not now", "The database does not answer. Try again in some seconds.")
  static let tooSlow = Problem(
    .serviceUnavailable, "too_slow", "Not now", "It took too long. Try again, or ask for less.")
  static let internalError = Problem(
    .internalServerError, "internal_error", "Something went wrong here", "It is not the fault of what you asked.")
  static let methodNotAllowed = Problem(
    .methodNotAllowed, "method_not_allowed", "This can only be read", "Ask with GET or HEAD.")

  static func badParameter(_ name: String, _ wanted: String) -> Problem {
    Problem(.badRequest, "invalid_parameter", "A parameter is not understood", "\(name): \(wanted)")
  }

  /// What an error of the store means to a program.
  init(_ error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case StoreError.noSuchTenant: self = .notFound
    case StoreError.tenantNotOpen: self = .tenantNotOpen
    case let error as PostgresError: self = Problem(error)
    default: self = .internalError
    }
  }

  private init(_ error: PostgresError) {
    switch error {
    case .late: self = .tooSlow
    case .busy, .spent, .unknown, .cancelled: self = .unreachable
    case .misread: self = .internalError
    // Schema guard's own words for a client that was closed a moment ago.
    case .refused(let said): self = said.sqlstate == "HW001" ? .tenantNotOpen : .internalError
    }
  }

  /// Of all there are, for the description of the API.
  static let statuses: [HTTPResponse.Status] = [
    .badRequest, .unauthorized, .forbidden, .notFound, .serviceUnavailable, .internalServerError,
  ]

  var response: Response {
    var headers: HTTPFields = [
      .contentType: Self.mediaType, .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
    ]
    switch status {
    case .unauthorized:
      headers[.wwwAuthenticate] =
        code == "unauthorized" ? "Bearer realm=\"headway\"" : "Bearer realm=\"headway\", error=\"invalid_token\""
    case .methodNotAllowed: headers[.allow] = "GET, HEAD"
    case .serviceUnavailable: headers[.retryAfter] = "5"
    default: break
    }
    let body: JSONNode = [
      "type": .string("urn:headway:problem:\(code)"), "title": .string(title), "status": .int(status.code),
      "detail": .string(detail), "code": .string(code), "message": .string("\(title). \(detail)"),
    ]
    return Response(
      status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: body.text + "\n")))
  }
}
