/// A place in a text that a person wrote: line and column, both counted from 1.
///
/// Columns count Unicode scalars, as libyaml does, not bytes and not what a terminal draws.
public struct SourcePosition: Hashable, Sendable, Comparable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A text with its name, cut into lines, so that a diagnostic can show the line it speaks of.
public struct SourceText: Sendable {
  public let file: String
  public let text: String
  let lines: [Substring]

  public init(_ text: String, file: String) {
    self.file = file
    self.text = text
    lines = Self.lines(of: text)
  }

  /// Cut where libyaml begins a new line, else its line numbers would mean other lines here.
  private static func lines(of text: String) -> [Substring] {
    var lines: [Substring] = []
    var start = text.startIndex
    var last: Unicode.Scalar?
    for index in text.unicodeScalars.indices {
      let scalar = text.unicodeScalars[index]
      let next = text.unicodeScalars.index(after: index)
      if scalar == "\n", last == "\r" {
        start = next
      } else if Self.isLineEnd(scalar) {
        lines.append(text[start..<index])
        start = next
      }
      last = scalar
    }
    lines.append(text[start...])
    return lines
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }

  /// The text of a line without its end; `nil` past the last one.
  public func line(_ number: Int) -> Substring? {
    lines.indices.contains(number - 1) ? lines[number - 1] : nil
  }

  /// A complaint about this text.
  public func diagnostic(
    _ severity: Diagnostic.Severity = .error, at position: SourcePosition, length: Int = 1, _ message: String,
    hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      severity: severity, file: file, position: position, length: length, message: message, hint: hint,
      sourceLine: line(position.line).map(String.init))
  }
}
