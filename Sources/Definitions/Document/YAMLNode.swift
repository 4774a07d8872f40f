/// A node of a YAML file that knows where it was written.
///
/// The tree is small and strict: strings, lists and mappings with distinct string keys. What a
/// scalar means (a number, an expression, a date) is decided by whoever asks for it, never by
/// guessing: `no` is a word here, not `false`.
public struct YAMLNode: Sendable {
  public enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  public let content: Content
  public let position: SourcePosition
  public let source: SourceText

  /// How many nodes the tree below holds, aliases counted as often as they are used.
  let size: Int
  let depth: Int
}

/// A key with its value, in the order of the file.
public struct YAMLEntry: Sendable {
  public let key: String
  public let keyNode: YAMLNode
  public let value: YAMLNode
}

/// The text of a scalar, and how it was written.
public struct YAMLScalar: Sendable {
  public enum Style: Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
  }

  public let text: String
  public let style: Style
  public let end: SourcePosition

  /// Nothing was written, or one of YAML's words for it.
  public var isNull: Bool {
    style == .plain && ["", "~", "null", "Null", "NULL"].contains(text)
  }
}

extension YAMLNode {
  /// An error about this node, under its first line.
  public func error(_ message: String, hint: String? = nil) -> Diagnostic {
    source.diagnostic(at: position, length: underlined, message, hint: hint)
  }

  /// A warning about this node.
  public func warning(_ message: String, hint: String? = nil) -> Diagnostic {
    source.diagnostic(.warning, at: position, length: underlined, message, hint: hint)
  }

  private var underlined: Int {
    guard case .scalar(let scalar) = content, scalar.end.line == position.line else { return 1 }
    return max(1, scalar.end.column - position.column)
  }
}
