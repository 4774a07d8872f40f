internal import Foundation
internal import Store

/// A message for an incoming webhook of Slack, in Block Kit.
///
/// Lengths are cut to what Slack takes: one character too many and it refuses the whole. Source:
/// Slack's reference of blocks and composition objects.
struct SlackPayload: Encodable {
  /// What notifications show, and clients without blocks.
  var text: String
  var blocks: [Block]
  var unfurlLinks = false
  var unfurlMedia = false

  struct Block: Encodable {
    var type: String
    var text: Text?
    var elements: [Text]?
  }

  struct Text: Encodable {
    var type: String
    var text: String
    /// Of plain text: `:fire:` stays what it is.
    var emoji: Bool?
    /// Of markup: neither addresses nor names become links.
    var verbatim: Bool?

    static func plain(_ text: String, most: Int) -> Text {
      Text(type: "plain_text", text: text.cut(to: most), emoji: false)
    }

    /// Of a text that has been escaped already.
    static func marked(_ text: String) -> Text { Text(type: "mrkdwn", text: text, verbatim: true) }
  }

  private enum Most {
    static let header = 150
    static let section = 3_000
    /// Slack names no limit of a context's texts but that of the text object.
    static let detail = 300
    static let details = 10
    static let fallback = 3_000
  }

  init(_ message: Message) {
    let alert = message.alert
    text = "\(message.line). \(alert.reason) \(alert.action)".inOneLine.escaped(most: Most.fallback)
    blocks = [Block(type: "header", text: .plain(message.line, most: Most.header))]
    for paragraph in [alert.reason.escaped(most: Most.section), Self.action(alert.action)] where !paragraph.isEmpty {
      blocks.append(Block(type: "section", text: .marked(paragraph)))
    }
    let details = message.details.prefix(Most.details).map { name, value in
      Text.marked("\(name): \(value)".escaped(most: Most.detail))
    }
    if !details.isEmpty { blocks.append(Block(type: "context", elements: details)) }
  }

  var json: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return try encoder.encode(self)
    }
  }

  private static func action(_ text: String) -> String {
    text.isEmpty ? "" : "*To do:* " + text.escaped(most: Most.section - 20)
  }
}

extension String {
  /// At most so many UTF-16 units, as Slack counts; what is cut ends in an ellipsis.
  func cut(to most: Int) -> String {
    guard utf16.count > most else { return self }
    var cut = ""
    var length = 1
    for character in self {
      length += character.utf16.count
      if length > most { break }
      cut.append(character)
    }
    return cut + "…"
  }

  /// With `&`, `<` and `>` as Slack wants them, so that no text mentions a channel or makes a link;
  /// at most so many UTF-16 units then, and never half an escape.
  func escaped(most: Int) -> String {
    var escaped = ""
    var length = 1
    for character in self {
      let piece =
        switch character {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        default: String(character)
        }
      length += piece.utf16.count
      if length > most { return escaped + "…" }
      escaped += piece
    }
    return escaped
  }
}
