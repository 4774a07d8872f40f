/// What a text is written on.
public struct Screen: Sendable, Equatable {
  /// Columns of a terminal; nil for a file or a pipe, where nothing is ever cut.
  public let width: Int?
  public let hasColours: Bool

  public init(width: Int?, hasColours: Bool) {
    self.width = width
    self.hasColours = hasColours
  }

  /// A file or a pipe.
  public static let plain = Screen(width: nil, hasColours: false)

  public var isTerminal: Bool { width != nil }

  /// The text in an ink, or as it is where there are no colours.
  public func paint(_ text: String, _ ink: Ink?) -> String {
    guard hasColours, let ink, !text.isEmpty else { return text }
    return "\u{1B}[\(ink.code)m\(text)\u{1B}[0m"
  }
}

/// The few ways in which we set a word off. Never the only carrier of a meaning.
public enum Ink: Sendable, Hashable {
  case bold
  case dim
  case good
  case bad
  case notable

  var code: String {
    switch self {
    case .bold: "1"
    case .dim: "2"
    case .good: "32"
    case .bad: "31"
    case .notable: "33"
    }
  }
}
