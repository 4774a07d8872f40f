/// How many columns of a terminal a text takes, and texts that fit into so many.
enum DisplayWidth {
  static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

  static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if first.properties.isEmojiPresentation || scalars.contains("\u{FE0F}") { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return wide.contains { $0.contains(first.value) } ? 2 : 1
    }
  }

  /// The text with `…` in place of what does not fit.
  static func cut(_ text: String, to width: Int) -> String {
    guard of(text) > width else { return text }
    var used = 1
    let kept = text.prefix { character in
      used += of(character)
      return used <= width
    }
    return kept + "…"
  }

  /// East Asian Wide and Fullwidth blocks of Unicode 15 (UAX #11), without the unassigned ranges between them.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x16FE0...0x18CFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD,
  ]
}

extension String {
  /// The text on one line, with nothing in it that a terminal would obey.
  ///
  /// Names and titles come from strangers: an escape sequence in one could clear the screen or rename the
  /// window, and a mark that turns the direction of writing could make one column read as another.
  var harmless: String {
    guard unicodeScalars.contains(where: \.isCommand) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0.isCommand ? $0.picture : $0 }))
  }
}

extension Unicode.Scalar {
  fileprivate var isCommand: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// ␊ for a line feed, ␛ for ESC, � for what has no picture.
  fileprivate var picture: Unicode.Scalar {
    switch value {
    case 0..<0x20: Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    default: "\u{FFFD}"
    }
  }
}
