/// One complaint about a text, with the place and, where there is one, the way out.
///
/// The line it speaks of travels with it, so that it can be rendered after the text is gone.
public struct Diagnostic: Error, Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable {
    case error, warning
  }

  public let severity: Severity
  public let file: String
  public let position: SourcePosition
  /// How many columns are underlined, at least one.
  public let length: Int
  public let message: String
  /// What to write instead, as a sentence or a question.
  public let hint: String?
  public let sourceLine: String?

  public var line: Int { position.line }
  public var column: Int { position.column }
}

/// What a check found: at least one error, and the warnings beside it, in the order of the text.
public struct Diagnostics: Error, Hashable, Sendable {
  public let all: [Diagnostic]

  public init(_ all: [Diagnostic]) {
    self.all = all.sorted { $0.position < $1.position }
  }

  public var errors: [Diagnostic] { all.filter { $0.severity == .error } }
  public var warnings: [Diagnostic] { all.filter { $0.severity == .warning } }
}

extension Diagnostics: CustomStringConvertible {
  public var description: String { all.map(\.description).joined(separator: "\n") }
}

extension Diagnostic: CustomStringConvertible {
  /// The complaint as a compiler prints it: place and sentence, the line, a caret under it, the way out.
  public var description: String {
    var text = "\(file):\(line):\(column): \(severity.rawValue): \(message)"
    if let excerpt {
      text += "\n  \(excerpt.line)\n  \(excerpt.underline)"
    }
    if let hint {
      text += "\n  \(hint)"
    }
    return text
  }

  /// The source line and the line that points into it. A line of a megabyte is cut to a window
  /// around the place; a tab stays a tab in both, so that the caret stands right.
  private var excerpt: (line: String, underline: String)? {
    guard let sourceLine else { return nil }
    let scalars = Array(sourceLine.unicodeScalars)
    let caret = min(max(column - 1, 0), scalars.count)
    let start = caret > Self.windowBefore ? caret - Self.windowBefore : 0
    let end = min(scalars.count, start + Self.window)
    var line = String.UnicodeScalarView(scalars[start..<end].map(Self.printable))
    var underline = String.UnicodeScalarView(scalars[start..<caret].map { $0 == "\t" ? "\t" : " " })
    if start > 0 {
      line.insert(contentsOf: "…".unicodeScalars, at: line.startIndex)
      underline.insert(" ", at: underline.startIndex)
    }
    if end < scalars.count { line.append("…") }
    underline.append("^")
    let visible = max(0, min(length - 1, end - caret - 1))
    underline.append(contentsOf: repeatElement("~", count: visible))
    return (String(line), String(underline))
  }

  /// Columns shown of a long line, and how many of them before the caret.
  private static let window = 110
  private static let windowBefore = 60

  /// A control character in a file must not reach the terminal that shows the file's line.
  private static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    (scalar.value < 0x20 && scalar != "\t") || (0x7F..<0xA0).contains(scalar.value) ? "\u{FFFD}" : scalar
  }
}
