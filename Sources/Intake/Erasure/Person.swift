internal import Engine
internal import Store

/// What a person is known by, to be found in texts.
struct Person {
  let keys: Set<IdentityKey>
  /// In lower case: first and last name, and what is shown as the name.
  private let pairs: [(first: String, last: String)]
  private let wholes: Set<String>

  init(keys: [IdentityKey], names: [(first: String?, last: String?, whole: String?)]) {
    self.keys = Set(keys)
    pairs = names.compactMap { name in
      guard let first = name.first?.lowercasedAndTrimmed, let last = name.last?.lowercasedAndTrimmed,
        !first.isEmpty, !last.isEmpty
      else { return nil }
      return (first, last)
    }
    wholes = Set(
      names.compactMap { $0.whole?.lowercasedAndTrimmed } + pairs.map { "\($0.first) \($0.last)" }
        + names.filter { $0.first == nil }.compactMap { $0.last?.lowercasedAndTrimmed }
    ).subtracting([""])
  }

  /// Whether a row that was set aside is this person's: one of its cells is a key of theirs, or their
  /// name stands in it.
  func isMeant(by row: RowCells) -> Bool {
    if !keys.isDisjoint(with: row.keys) { return true }
    let cells = Set(row.cells)
    return !wholes.isDisjoint(with: cells) || pairs.contains { cells.contains($0.first) && cells.contains($0.last) }
  }

  /// Whether a message that was set aside is this person's: as of a row; or an address or a whole name stands somewhere
  /// in it.
  func isMeant(by message: RefusedTexts) -> Bool {
    isMeant(by: message.cells) || namesAnywhere.contains { message.whole.contains($0) }
  }

  /// What means this person wherever it stands.
  private var namesAnywhere: Set<String> {
    Set(keys.map { $0.value.lowercased() }).union(wholes)
      .filter { $0.contains("@") || $0.contains(" ") || $0.contains("/") }
  }

  /// The text without this person: where a list of names has them, and where an address or a whole name
  /// stands in a sentence. A short id is no name outside of a list: `42` may be a number.
  func removed(from text: String) -> String {
    let inLists = Set(keys.map { $0.value.lowercased() }).union(wholes)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: ": ", omittingEmptySubsequences: false).map { part in
        part.split(separator: ", ", omittingEmptySubsequences: false).map { name in
          Self.item(String(name), isOneOf: inLists)
        }.joined(separator: ", ")
      }.joined(separator: ": ")
    }
    return namesAnywhere.sorted().reduce(lines.joined(separator: "\n")) { $0.removing($1) }
  }

  static let nobody = "somebody who was erased"

  /// The last of a list may read `Ann Lee and 4 more`.
  private static func item(_ name: String, isOneOf names: Set<String>) -> String {
    if names.contains(name.lowercasedAndTrimmed) { return nobody }
    guard let more = name.firstRange(of: /\ and [0-9]+ more$/),
      names.contains(String(name[..<more.lowerBound]).lowercasedAndTrimmed)
    else { return name }
    return nobody + name[more]
  }
}

extension String {
  /// Without any occurrence of a text in lower case, however it is written here.
  fileprivate func removing(_ text: String) -> String {
    var rest = self[...]
    var result = ""
    while let found = rest.lowercaseRange(of: text) {
      result += rest[..<found.lowerBound] + Person.nobody
      rest = rest[found.upperBound...]
    }
    return result + rest
  }
}

extension Substring {
  fileprivate func lowercaseRange(of text: String) -> Range<Index>? {
    let wanted = Array(text)
    var start = startIndex
    while let end = index(start, offsetBy: wanted.count, limitedBy: endIndex) {
      if self[start..<end].lowercased() == text { return start..<end }
      guard start < endIndex else { return nil }
      start = index(after: start)
    }
    return nil
  }
}
