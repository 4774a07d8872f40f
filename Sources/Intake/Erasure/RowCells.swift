internal import Engine

/// The cells of a row whose header nobody has any more: a row that was set aside.
struct RowCells {
  let cells: [String]

  /// Split at commas, semicolons and tabs outside of quotes.
  init(_ row: String) {
    var cells = [""]
    var isQuoted = false
    for character in row {
      if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, character == "," || character == ";" || character == "\t" {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    self.init(texts: cells)
  }

  /// Texts that were found apart.
  init(texts: [String]) {
    cells = texts.map(\.lowercasedAndTrimmed).filter { !$0.isEmpty }
    raw = texts.filter { !$0.isEmpty }
  }

  private let raw: [String]

  /// Every key that a cell may be, of whatever kind.
  var keys: Set<IdentityKey> {
    var keys: Set<IdentityKey> = []
    for cell in raw {
      for kind in KeyKind.allCases {
        guard let key = try? KeyNormaliser.key(kind, cell) else { continue }
        keys.insert(key)
      }
    }
    return keys
  }
}

extension String {
  var lowercasedAndTrimmed: String {
    let text = lowercased()
    let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
    let end = text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) } ?? start
    return String(text[start..<end])
  }
}
