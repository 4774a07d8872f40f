internal import Definitions
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Intake

/// Why a request of a sender is not taken as a whole.
///
/// SDKs throw away for good what any answer in the 400s but 429 was about, so whatever time may heal is 429 or 503.
struct IntakeRefusal: Error, Sendable, Hashable {
  var status: HTTPResponse.Status
  /// For programs.
  var code: String
  /// For whoever reads the sender's log.
  var message: String
  /// In seconds.
  var retryAfter: Int?

  static let noKey = IntakeRefusal(
    status: .unauthorized, code: "no_write_key",
    message: "no write key: send it as the user of Basic authentication, as \"writeKey\" in the body or as ?writeKey=")
  static let wrongKey = IntakeRefusal(
    status: .unauthorized, code: "invalid_write_key",
    message: "this write key is none, or was revoked; the agency makes another: headway key create")
  static let suspended = IntakeRefusal(
    status: .forbidden, code: "suspended", message: "this client is suspended, and nothing is taken for it")
  static let unavailable = IntakeRefusal(
    status: .serviceUnavailable, code: "unavailable", message: "nothing was stored; send it again", retryAfter: 2)
  static let overloaded = IntakeRefusal(
    status: .serviceUnavailable, code: "overloaded", message: "more comes in than can be stored; send it again",
    retryAfter: 2)
  static let brokenOff = IntakeRefusal(
    status: .serviceUnavailable, code: "broken_off", message: "the body ended before its end; send it again",
    retryAfter: 2)

  static func tooMuch(retryAfter: Int) -> IntakeRefusal {
    IntakeRefusal(
      status: .tooManyRequests, code: "rate_limited",
      message: "this tenant sends more than its share; nothing of this request was stored, send it again",
      retryAfter: retryAfter)
  }

  static func tooLarge(limit: Int) -> IntakeRefusal {
    IntakeRefusal(
      status: .contentTooLarge, code: "too_large", message: "a body may have \(limit) bytes; send it in parts")
  }

  static func unreadable(_ reason: String) -> IntakeRefusal {
    IntakeRefusal(status: .badRequest, code: "invalid_body", message: reason)
  }

  var response: Response {
    var json = JSONWriter()
    json.write(.map(["success": .bool(false), "code": .string(code), "message": .string(message)]))
    var response = Response.json(json.bytes, status: status)
    if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
    if status == .unauthorized { response.headers[.wwwAuthenticate] = "Basic realm=\"write key\"" }
    return response
  }
}

/// What became of each message of a request, in the order in which they were sent.
struct IntakeAnswer: Sendable {
  struct Result: Sendable, Hashable {
    var messageID: String?
    /// `accepted`, `duplicate` or `rejected`.
    var status: StaticWord
    var reason: String?
    var detail: String?
  }

  enum StaticWord: String, Sendable, Hashable { case accepted, duplicate, rejected }

  var results: [Result]

  /// - Parameter isStrict: with a rejected message the whole request is refused.
  func response(isStrict: Bool) -> Response {
    let isRefused = isStrict && results.contains { $0.status == .rejected }
    var json = JSONWriter()
    json.write(fragment: "{\"success\":\(!isRefused)")
    if isRefused {
      json.write(fragment: ",\"code\":\"rejected\",\"message\":")
      json.write("a message was rejected, and X-Strict-Mode is on: nothing of this request was stored")
    }
    json.write(fragment: ",\"results\":[")
    for (index, result) in results.enumerated() {
      json.write(fragment: index == 0 ? "{" : ",{")
      if let id = result.messageID {
        json.write(fragment: "\"messageId\":")
        json.write(id)
        json.write(fragment: ",")
      }
      json.write(fragment: "\"status\":\"\(result.status.rawValue)\"")
      if let reason = result.reason {
        json.write(fragment: ",\"reason\":\"\(reason)\"")
        if let detail = result.detail {
          json.write(fragment: ",\"detail\":")
          json.write(detail)
        }
      }
      json.write(fragment: "}")
    }
    json.write(fragment: "]}")
    return .json(json.bytes, status: isRefused ? .badRequest : .ok)
  }
}

extension Response {
  static func json(_ bytes: [UInt8], status: HTTPResponse.Status) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
