internal import Definitions
internal import Foundation
internal import Store

/// A message as a mail, RFC 5322.
///
/// All that comes from outside goes through an encoder of ASCII words (headers, RFC 2047) or bytes
/// (body, quoted-printable), so that no name of a lead begins a header, and addresses are of a type
/// that has no character to do it with.
struct MailText {
  private let headers: [(name: String, value: String)]
  private let body: String

  init(_ message: Message, to recipients: [MailAddress], from sender: MailAddress) {
    headers = [
      ("From", sender.text),
      // Each on a line of its own: a line of a header has at most 998 bytes.
      ("To", recipients.map(\.text).joined(separator: ",\n ")),
      ("Subject", EncodedWords.text("[\(message.client)] \(message.line)", after: "Subject: ".count)),
      ("Date", WallClock.rfc5322(message.alert.firedAt)),
      ("Message-ID", "<\(message.id.text)@\(sender.domain)>"),
      // Nobody's absence note is wanted in answer (RFC 3834).
      ("Auto-Submitted", "auto-generated"), ("MIME-Version", "1.0"),
      ("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "quoted-printable"),
    ]
    body = QuotedPrintable.text(Self.plain(message))
  }

  /// With line feeds, as `sendmail` reads it from its input.
  var text: String { headers.map { "\($0.name): \($0.value)\n" }.joined() + "\n" + body }

  private static func plain(_ message: Message) -> String {
    let alert = message.alert
    let details = message.details.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
    return [message.line, alert.reason, alert.action.isEmpty ? "" : "To do: \(alert.action)", details]
      .filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }
}

/// Text in a header, RFC 2047: as it is where it is plain ASCII, else in words of UTF-8 and base64.
enum EncodedWords {
  /// - Parameter used: Characters before it on its first line.
  static func text(_ text: String, after used: Int) -> String {
    let line = text.inOneLine
    // What looks like an encoded word must not be read as one.
    if line.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), line.utf8.count + used <= 76, !line.contains("=?") {
      return line
    }
    return words(of: line).map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\n ")
  }

  /// Pieces of whole characters, each at most 39 bytes: 52 in base64, 64 with what is around them. A line of a
  /// header with such words has at most 76, and the first has the header's name before it.
  private static func words(of line: String) -> [[UInt8]] {
    var words: [[UInt8]] = [[]]
    for character in line.unicodeScalars {
      let bytes = Array(String(character).utf8)
      if words[words.count - 1].count + bytes.count > most { words.append([]) }
      words[words.count - 1] += bytes
    }
    return words
  }

  private static let most = 39
}

/// The body of a mail, RFC 2045: lines of at most 76 characters of ASCII.
enum QuotedPrintable {
  static func text(_ text: String) -> String {
    var lines: [String] = []
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      lines.append(encoded(Array(line.utf8)))
    }
    return lines.joined(separator: "\n")
  }

  private static func encoded(_ line: [UInt8]) -> String {
    var (encoded, length) = ("", 0)
    for (index, byte) in line.enumerated() {
      let piece = piece(byte, isLast: index == line.count - 1)
      if length + piece.count > 75 {
        encoded += "=\n"
        length = 0
      }
      // A dot alone on a line ends a mail, and "From " at its beginning is mangled by old mail boxes.
      let atStart = length == 0 && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F"))
      let written = atStart ? hexadecimal(byte) : piece
      encoded += written
      length += written.count
    }
    return encoded
  }

  private static func piece(_ byte: UInt8, isLast: Bool) -> String {
    switch byte {
    case UInt8(ascii: "="): "=3D"
    case 0x21...0x7E: String(UnicodeScalar(byte))
    // Blanks at the end of a line get lost on the way.
    case 0x20 where !isLast: " "
    default: hexadecimal(byte)
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "=" + (digits.count == 1 ? "0" : "") + digits
  }
}
