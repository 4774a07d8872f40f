public import Definitions
import Engine

extension ColumnMap {
  /// Reads a map. Throws what it does not understand, with its line.
  ///
  /// - Parameters:
  ///   - file: its name, for diagnostics.
  ///   - kind: what is to be imported: it says which targets are times and which preset is meant.
  public static func read(_ text: String, file: String, for kind: FileKind) throws(Diagnostic) -> ColumnMap {
    let entries = try YAMLReader.read(text, file: file).entries()
    var rules: [ColumnRule] = []
    var base = ColumnMap.none
    for entry in entries {
      if entry.key == "preset" {
        base = try preset(entry.value, for: kind)
      } else {
        rules.append(try ColumnRule(entry, kind))
      }
    }
    return ColumnMap(rules: rules).filled(from: base)
  }

  private static func preset(_ node: YAMLNode, for kind: FileKind) throws(Diagnostic) -> ColumnMap {
    let name = try node.word(among: Preset.allCases.map(\.rawValue))
    return Preset(rawValue: name)?.map(for: kind) ?? .none
  }
}

extension ColumnRule {
  init(_ entry: YAMLEntry, _ kind: FileKind) throws(Diagnostic) {
    target = ColumnRule.target(entry.key, kind)
    node = entry.value
    if !kind.keepsOtherColumns, !kind.standardNames.contains(target) {
      throw entry.keyNode.error(
        "`\(entry.key)` is not a column of a \(kind.rawValue) file",
        hint: Spelling.nearest(to: target, among: kind.standardNames).map { "did you mean `\($0)`?" }
          ?? "known are: " + kind.standardNames.joined(separator: ", "))
    }
    switch entry.value.content {
    case .scalar:
      sources = [try entry.value.text()]
    case .sequence:
      sources = try ColumnRule.texts(entry.value)
    case .mapping:
      try readMapping(entry.value)
    }
  }

  /// Standard names are known however they are written; attributes keep what they are called.
  private static func target(_ key: String, _ kind: FileKind) -> String {
    let folded = ColumnName.folded(key)
    return kind.standardNames.contains(folded) ? folded : key
  }

  private mutating func readMapping(_ node: YAMLNode) throws(Diagnostic) {
    let mapping = try node.mapping(["from", "const", "values", "format", "zone"])
    if let from = mapping["from"] { sources = try ColumnRule.texts(from) }
    if let constant = mapping["const"] { self.constant = try constant.text() }
    guard !sources.isEmpty || constant != nil else {
      throw node.error("`\(target)` needs `from: COLUMN` or `const: VALUE`")
    }
    if let values = mapping["values"] { try readValues(values) }
    if let format = mapping["format"] { try readFormats(format) }
    if let zone = mapping["zone"] { try readZone(zone) }
  }

  private mutating func readValues(_ node: YAMLNode) throws(Diagnostic) {
    for entry in try node.entries() {
      let value = entry.value.isNull ? "" : try entry.value.text()
      if entry.key == "*" {
        otherValues = value
      } else {
        values[ColumnRule.folded(value: entry.key)] = value
      }
    }
  }

  private mutating func readFormats(_ node: YAMLNode) throws(Diagnostic) {
    for text in try ColumnRule.texts(node) {
      do throws(StampFormatFault) {
        formats.append(try StampFormat(text))
      } catch {
        throw node.error(error.description)
      }
    }
  }

  private mutating func readZone(_ node: YAMLNode) throws(Diagnostic) {
    let name = try node.text()
    guard let zone = Zone(iana: name) else {
      throw node.error("`\(name)` is not a time zone", hint: "zones are named like Europe/Berlin or UTC")
    }
    self.zone = zone
  }

  /// One text, or a list of them.
  private static func texts(_ node: YAMLNode) throws(Diagnostic) -> [String] {
    guard case .sequence(let items) = node.content else { return [try node.text()] }
    var texts: [String] = []
    for item in items { texts.append(try item.text()) }
    guard !texts.isEmpty else { throw node.error("the list is empty") }
    return texts
  }

  /// `Marketing Qualified Lead`, `marketingqualifiedlead` and `MARKETING_QUALIFIED_LEAD` are one value.
  static func folded(value: String) -> String {
    String(value.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" })
  }
}
