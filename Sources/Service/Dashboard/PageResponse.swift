internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore

extension Response {
  /// A page, with all that keeps it from doing what a page has no need to do: it runs no script, loads nothing from
  /// elsewhere, stands in nobody's frame, tells no other site where its reader came from, and no cache keeps it.
  static func page(_ html: String, status: HTTPResponse.Status = .ok) -> Response {
    var headers = HTTPFields.ofPages
    headers[.contentType] = "text/html; charset=utf-8"
    headers[.cacheControl] = "no-store"
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
  }

  /// A file whose name changes with what is in it.
  static func asset(_ text: String, type: String) -> Response {
    var headers = HTTPFields.ofPages
    headers[.contentType] = type
    headers[.cacheControl] = "public, max-age=31536000, immutable"
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}

extension HTTPFields {
  fileprivate static var ofPages: HTTPFields {
    var fields = HTTPFields()
    fields[.contentSecurityPolicy] =
      "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
      + "frame-ancestors 'none'"
    fields[.xContentTypeOptions] = "nosniff"
    // Not `no-referrer`: forms would then say that they come from nowhere.
    fields[named("Referrer-Policy")] = "same-origin"
    fields[named("Cross-Origin-Opener-Policy")] = "same-origin"
    fields[named("Cross-Origin-Resource-Policy")] = "same-origin"
    fields[named("Permissions-Policy")] = "camera=(), microphone=(), geolocation=(), interest-cohort=()"
    return fields
  }

  /// The names here are tokens as the standard has them: `Server` never stands in for one.
  private static func named(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .server }
}
