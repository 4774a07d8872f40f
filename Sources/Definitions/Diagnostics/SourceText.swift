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
    lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
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
