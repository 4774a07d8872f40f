internal import Hummingbird
internal import HummingbirdCore

/// A page that says one thing, and has at most one button: what access has to say, in the dress of the other pages.
struct NoticePage: Page {
  static let template = "notice"

  let shell: Shell
  let heading: Heading
  let text: String
  let button: Button?

  struct Button: Sendable { let label: String, action: String, fields: [Field] }
  struct Field: Sendable { let name: String, value: String }

  init(_ notice: Notice) {
    shell = Shell(title: notice.title, viewer: nil, home: "/")
    heading = Heading(title: notice.title)
    text = notice.text
    button = notice.button.map { button in
      Button(
        label: button.label, action: button.action, fields: button.fields.map { Field(name: $0.key, value: $0.value) })
    }
  }
}

extension Templates {
  func dress(_ notice: Notice) -> Response {
    var response = Response.page(render(NoticePage(notice)), status: notice.status)
    if notice.status == .serviceUnavailable { response.headers[.retryAfter] = "5" }
    return response
  }
}
