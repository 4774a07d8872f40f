internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore

/// A page that says one thing, and has at most one button.
struct Notice: Sendable {
  /// How a notice becomes a page: plainly, until somebody dresses it.
  typealias Dress = @Sendable (Notice) -> Response

  struct Button: Sendable {
    var label: String
    var action: String
    var fields: KeyValuePairs<String, String> = [:]
  }

  var status: HTTPResponse.Status = .ok
  var title: String
  var text: String
  var button: Button?

  static let unreachable = Notice(
    status: .serviceUnavailable, title: "Not now", text: "The database does not answer. Try again in a moment.")
  static let unreadableForm = Notice(
    status: .unsupportedMediaType, title: "Not a form", text: "What was sent is no form of this site.")
  static let foreignForm = Notice(
    status: .forbidden, title: "Not from here",
    text: "This came from another site, or from a page that was opened before you signed in. "
      + "Open the page again and repeat what you did.")
  static let unknownSignIn = Notice(
    status: .forbidden, title: "This sign-in is over",
    text: "A sign-in works once, and for 15 minutes. Make a new one: headway signin")
  static let unknownLink = Notice(
    status: .notFound, title: "This link leads nowhere",
    text: "It has ended, or it was not copied whole. Ask whoever sent it for a new one.")
  static let howToSignIn = Notice(
    title: "Sign in",
    text: "For the agency: headway signin prints an address that opens this site. "
      + "For a client: open the link that your agency sent.")

  static func offer(_ token: String, next: LocalPath?, _ visitor: Visitor) -> Notice {
    Notice(
      title: "Sign in to Headway", text: "This browser will see every client of the agency, for 30 days.",
      button: Button(
        label: "Sign in", action: "/signin",
        fields: [
          "token": token, "next": next?.text ?? "/", BrowserSession.formField: visitor.session?.formToken ?? "",
        ]))
  }

  static func leaving(_ session: BrowserSession) -> Notice {
    Notice(
      title: "Sign out", text: "This browser will be known no longer.",
      button: Button(
        label: "Sign out", action: "/signout", fields: [BrowserSession.formField: session.formToken]))
  }

  /// A page without any dress. It loads nothing, runs nothing and stands in no frame; no cache keeps it, and no other
  /// site learns its address.
  var plain: Response {
    let form = button.map { button in
      let fields = button.fields.map { "<input type=\"hidden\" name=\"\($0.key)\" value=\"\($0.value.inHTML)\">" }
      return """
        <form method="post" action="\(button.action)">\(fields.joined())<button>\(button.label.inHTML)</button></form>
        """
    }
    let html = """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <title>\(title.inHTML)</title></head>
      <body><main><h1>\(title.inHTML)</h1><p>\(text.inHTML)</p>\(form ?? "")</main></body></html>

      """
    var headers: HTTPFields = [
      .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
      .contentSecurityPolicy: "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ]
    headers.setReferrerPolicy()
    if status == .serviceUnavailable { headers[.retryAfter] = "5" }
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
  }
}

extension HTTPFields {
  /// Our own site may know where a visit came from, no other. Not `no-referrer`: forms would then say that they come
  /// from nowhere (`Origin: null`).
  mutating func setReferrerPolicy() {
    if let name = HTTPField.Name("Referrer-Policy") { self[name] = "same-origin" }
  }
}

extension String {
  /// As text in HTML, and as an attribute's value in double quotes.
  fileprivate var inHTML: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
  }
}
