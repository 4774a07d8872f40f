/// Where in the file each byte of a scalar's text stands.
///
/// A quoted scalar has escapes and a long one is folded over lines, so the fifth character of an
/// expression is not always five columns on. This walks the source beside the text that libyaml
/// made of it. Where the two cannot be matched, which only a folded block with odd indentation
/// manages, everything from there on stands at the last place that was certain.
struct ScalarPlaces {
  /// One for each byte of the text, and one for its end.
  private var positions: [SourcePosition] = []

  init(_ node: YAMLNode) {
    guard case .scalar(let scalar) = node.content else {
      positions = [node.position]
      return
    }
    var walk = ScalarWalk(node: node, scalar: scalar)
    var last = node.position
    var isLost = false
    for character in scalar.text.unicodeScalars {
      if !isLost, let position = walk.place(of: character) { last = position } else { isLost = true }
      positions.append(contentsOf: repeatElement(last, count: UTF8.width(character)))
    }
    positions.append(isLost ? last : walk.position)
  }

  func position(_ offset: Int) -> SourcePosition {
    positions[min(max(offset, 0), positions.count - 1)]
  }

  /// Columns from the first byte of a range to the last on the same line.
  func length(_ range: Range<Int>) -> Int {
    let start = position(range.lowerBound)
    let onSameLine = range.prefix { position($0).line == start.line }
    let last = onSameLine.last.map(position) ?? start
    return max(1, last.column - start.column + 1)
  }
}

/// A cursor in the source of a scalar.
private struct ScalarWalk {
  private let lines: [[Unicode.Scalar]]
  private let firstLine: Int
  private let style: YAMLScalar.Style
  private let indentation: Int
  private var line = 0
  private var column = 0
  /// Line ends that one fold stands for and that have not been asked for yet.
  private var pending: (ends: Int, position: SourcePosition)?

  init(node: YAMLNode, scalar: YAMLScalar) {
    style = scalar.style
    firstLine = node.position.line
    lines = (firstLine...max(firstLine, scalar.end.line)).map { Array((node.source.line($0) ?? "").unicodeScalars) }
    let isBlock = style == .literal || style == .folded
    indentation = isBlock ? Self.indentation(lines.dropFirst(), of: scalar.text) : 0
    column = node.position.column - 1
    if isBlock { (line, column) = (1, indentation) }
    if style == .singleQuoted || style == .doubleQuoted { column += 1 }
  }

  var position: SourcePosition { SourcePosition(line: firstLine + line, column: column + 1) }

  private var current: Unicode.Scalar? {
    guard lines.indices.contains(line), column < lines[line].count else { return nil }
    return lines[line][column]
  }

  /// The blanks that a block's lines have beyond those of its text: `|2` may leave some in it.
  private static func indentation(_ lines: ArraySlice<[Unicode.Scalar]>, of text: String) -> Int {
    let written = lines.first { $0.contains { $0 != " " } }?.prefix { $0 == " " }.count ?? 0
    let kept = text.split(separator: "\n").first { $0.contains { $0 != " " } }?.prefix { $0 == " " }.count ?? 0
    return max(0, written - kept)
  }

  /// The place of the next character of the text; `nil` when the source says something else.
  mutating func place(of character: Unicode.Scalar) -> SourcePosition? {
    if let place = takePending() { return place }
    switch style {
    case .literal, .folded: return blockPlace(of: character)
    case .doubleQuoted where current == "\\": return escapePlace(of: character)
    case .plain, .singleQuoted, .doubleQuoted: return flowPlace(of: character)
    }
  }

  private mutating func takePending() -> SourcePosition? {
    guard let (ends, position) = pending, ends > 0 else { return nil }
    pending = ends > 1 ? (ends - 1, position) : nil
    return position
  }

  private mutating func flowPlace(of character: Unicode.Scalar) -> SourcePosition? {
    if endsLine { return fold() }
    let place = position
    guard current == character else { return nil }
    column += style == .singleQuoted && character == "'" ? 2 : 1
    return place
  }

  /// Whether only blanks are left on this line, so that what follows is a folded line end.
  private var endsLine: Bool {
    lines.indices.contains(line)
      && lines[line][min(column, lines[line].count)...].allSatisfy { $0 == " " || $0 == "\t" }
      && line + 1 < lines.count
  }

  /// One line end is a blank; n of them are n − 1 line ends.
  private mutating func fold() -> SourcePosition {
    let place = position
    var ends = 0
    repeat {
      ends += 1
      line += 1
      column = lines.indices.contains(line) ? lines[line].prefix { $0 == " " || $0 == "\t" }.count : 0
    } while endsLine
    pending = ends > 2 ? (ends - 2, place) : nil
    return place
  }

  private mutating func escapePlace(of character: Unicode.Scalar) -> SourcePosition? {
    let place = position
    column += 1
    guard let letter = current else {
      line += 1
      column = lines.indices.contains(line) ? lines[line].prefix { $0 == " " || $0 == "\t" }.count : 0
      return self.place(of: character)
    }
    column += letter == "x" ? 3 : letter == "u" ? 5 : letter == "U" ? 9 : 1
    return place
  }

  private mutating func blockPlace(of character: Unicode.Scalar) -> SourcePosition? {
    let place = position
    if let current {
      guard current == character else { return nil }
      column += 1
      return place
    }
    guard character == "\n" || (style == .folded && character == " ") else { return nil }
    let foldsBlank = style == .folded && character == "\n" && !isBlank(line) && isBlank(line + 1)
    (line, column) = (line + (foldsBlank ? 2 : 1), indentation)
    return place
  }

  /// Between two lines of a folded block the first blank one is no line end of the text.
  private func isBlank(_ line: Int) -> Bool {
    lines.indices.contains(line) && line + 1 < lines.count && lines[line].allSatisfy { $0 == " " }
  }
}
