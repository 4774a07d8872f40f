/// A mapping whose keys have been checked against those that may stand there.
public struct YAMLMapping: Sendable {
  public let node: YAMLNode
  private let values: [String: YAMLNode]

  init(node: YAMLNode, entries: [YAMLEntry]) {
    self.node = node
    values = Dictionary(entries.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The value of a key; `nil` when the key is absent, or stands there with nothing after it.
  public subscript(key: String) -> YAMLNode? {
    guard let value = values[key], !value.isNull else { return nil }
    return value
  }

  /// The value of a key that has to be there.
  public func required(_ key: String) throws(Diagnostic) -> YAMLNode {
    guard let value = self[key] else { throw node.error("`\(key)` is missing here") }
    return value
  }
}

/// Reading a node as what it should be. Each of these says what it wanted and what it found.
extension YAMLNode {
  public var isNull: Bool {
    if case .scalar(let scalar) = content { scalar.isNull } else { false }
  }

  /// The entries of a mapping whose keys are free, in the order of the file.
  public func entries() throws(Diagnostic) -> [YAMLEntry] {
    guard case .mapping(let entries) = content else { throw mismatch("a mapping (`key: value`)") }
    return entries
  }

  /// A mapping with no other keys than these; an unknown one is an error at that key.
  public func mapping(_ known: [String]) throws(Diagnostic) -> YAMLMapping {
    let entries = try entries()
    for entry in entries where !known.contains(entry.key) {
      throw entry.keyNode.error(
        "`\(entry.key)` is not a key that is known here",
        hint: Spelling.question(entry.key, known) ?? "known are: " + known.joined(separator: ", "))
    }
    return YAMLMapping(node: self, entries: entries)
  }

  public func sequence() throws(Diagnostic) -> [YAMLNode] {
    guard case .sequence(let items) = content else { throw mismatch("a list (`- …` or `[…]`)") }
    return items
  }

  /// The text of a scalar, whatever YAML would take it for: `true` is the text "true".
  public func text() throws(Diagnostic) -> String {
    guard case .scalar(let scalar) = content, !scalar.isNull else { throw mismatch("a text") }
    return scalar.text
  }

  public func integer(in range: ClosedRange<Int>) throws(Diagnostic) -> Int {
    guard case .scalar(let scalar) = content, scalar.style == .plain, let number = Int(scalar.text) else {
      throw mismatch("a whole number")
    }
    guard range.contains(number) else {
      throw error("\(number) is out of range; it has to be \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  public func boolean() throws(Diagnostic) -> Bool {
    guard case .scalar(let scalar) = content, scalar.style == .plain, let value = Bool(scalar.text) else {
      throw mismatch("`true` or `false`")
    }
    return value
  }

  /// One of a few words.
  public func word(among known: [String]) throws(Diagnostic) -> String {
    let word = try text()
    guard known.contains(word) else {
      throw error(
        "`\(word)` is not known here",
        hint: Spelling.question(word, known) ?? "known are: " + known.joined(separator: ", "))
    }
    return word
  }

  private func mismatch(_ wanted: String) -> Diagnostic {
    let found =
      switch content {
      case .scalar(let scalar): scalar.isNull ? "nothing" : "`\(scalar.text.prefix(40))`"
      case .sequence: "a list"
      case .mapping: "a mapping"
      }
    return error("expected \(wanted), found \(found)")
  }
}
