internal import Mustache

/// The pages' templates, parsed once.
struct Templates: Sendable {
  private let library: MustacheLibrary

  /// Throws where a template is no Mustache: a mistake of ours, which a test finds.
  init() throws {
    MustacheContentTypes.register(Markup(), named: Markup.name)
    var library = MustacheLibrary()
    for (name, text) in Self.texts {
      // The content type is each template's own: a partial begins with the library's.
      try library.register("{{% CONTENT_TYPE:\(Markup.name)}}\(text)", named: name)
    }
    self.library = library
  }

  func render(_ page: any Page) -> String {
    library.render(page, withTemplate: type(of: page).template) ?? ""
  }

  static let texts: [String: String] = [
    "shell": shell, "heading": heading, "table": table, "choice": choice, "notes": notes,
    "velocity-chart": velocityChart, "counts-chart": countsChart, "momentum-chart": momentumChart,
    "portfolio": portfolio, "client": client, "period": period, "momentum": momentum, "lead": lead,
    "definition": definition, "alerts": alerts, "fault": fault, "silent": silent, "notice": notice,
  ]
}

/// Text as it may stand in an element or between an attribute's quotes.
///
/// Character by character, as the library has it, is not enough: to Swift a quote with an accent on it is one
/// character and no quote, to a browser it is a quote. So each scalar is looked at.
struct Markup: MustacheContentType {
  static let name = "MARKUP"

  func escapeText(_ text: String) -> String {
    guard text.utf8.contains(where: Self.isSpecial) else { return text }
    var escaped: [UInt8] = []
    escaped.reserveCapacity(text.utf8.count + 32)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "<"): escaped += "&lt;".utf8
      case UInt8(ascii: ">"): escaped += "&gt;".utf8
      case UInt8(ascii: "&"): escaped += "&amp;".utf8
      case UInt8(ascii: "\""): escaped += "&quot;".utf8
      case UInt8(ascii: "'"): escaped += "&#39;".utf8
      default: escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
    default: false
    }
  }
}
