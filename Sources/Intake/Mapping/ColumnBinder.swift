import Definitions
import Engine

/// Finds the column of each target, and a target for each column.
struct ColumnBinder {
  let kind: FileKind
  let header: CSVHeader
  let file: String

  private(set) var keys: [KeyColumn] = []
  private(set) var standard: [String: ColumnSlot] = [:]
  private(set) var attributes: [ObjectShape.Leaf] = []
  private(set) var accountAttributes: [ObjectShape.Leaf] = []
  private(set) var notes: [String] = []

  /// Columns that a rule of the map reads, which are not also attributes of their own.
  private var read: Set<Int> = []
  private var boundTargets: Set<String> = []
  private let columnsByFoldedName: [String: Int]

  init(_ kind: FileKind, _ header: CSVHeader, file: String) {
    self.kind = kind
    self.header = header
    self.file = file
    let named = header.names.enumerated().filter { !$0.element.isEmpty }
    columnsByFoldedName = Dictionary(
      named.map { (ColumnName.folded($0.element), $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: - The map

  mutating func bind(_ map: ColumnMap) throws(PlanFault) {
    for rule in map.rules {
      let columns = rule.sources.compactMap(column(named:))
      read.formUnion(columns)
      if columns.isEmpty, rule.constant == nil {
        guard let node = rule.node else { continue }
        throw .map(missing(rule.sources, node))
      }
      let name = columns.first.map { header.names[$0] } ?? rule.target
      add(rule.target, ColumnSlot(rule, name: name, columns: columns))
    }
  }

  private func column(named name: String) -> Int? {
    let clean = CSVHeader.clean(name)
    if let exact = header.names.firstIndex(of: clean), !clean.isEmpty { return exact }
    return columnsByFoldedName[ColumnName.folded(clean)]
  }

  private func missing(_ sources: [String], _ node: YAMLNode) -> Diagnostic {
    let wanted = sources.map { "`\($0)`" }.joined(separator: " or ")
    let near = sources.lazy.compactMap { Spelling.nearest(to: $0, among: header.names) }.first
    return node.error(
      "\(file) has no column \(wanted)",
      hint: (near.map { "did you mean `\($0)`? " } ?? "") + "its columns are: \(columnList)")
  }

  private var columnList: String {
    let names = header.names.filter { !$0.isEmpty }
    let shown = names.prefix(80).joined(separator: ", ")
    return names.count > 80 ? "\(shown), and \(names.count - 80) more" : shown
  }

  // MARK: - Targets

  private mutating func add(_ target: String, _ slot: ColumnSlot) {
    boundTargets.insert(target)
    let isNamed = LeadColumns.named.contains(target)
    if let kind = KeyKind(name: target), self.kind.keyKinds.contains(kind) {
      keys.append(KeyColumn(kind, slot))
      keys.sort { $0.kind < $1.kind }
      if self.kind == .leads, LeadColumns.keyAttributes.contains(kind) {
        addAttribute([target], slot, kind == .email ? .address : .text)
      }
    } else if self.kind == .leads, isNamed {
      standard[target] = slot
      addAttribute([target], slot, .text)
    } else if kind.standardNames.contains(target) {
      standard[target] = slot
    } else {
      addAttribute(ColumnName.path(target), slot, .typed)
    }
  }

  private mutating func addAttribute(_ path: [String], _ slot: ColumnSlot, _ style: ObjectShape.Style) {
    if kind == .leads, path.count > 1, path[0].lowercased() == "account" {
      accountAttributes.append(.init(path: Array(path.dropFirst()), slot: slot, style: style))
    } else {
      attributes.append(.init(path: path, slot: slot, style: style))
    }
  }

  // MARK: - The columns that no rule reads

  mutating func bindRest() {
    var ignored: [String] = []
    for (index, name) in header.names.enumerated() where !read.contains(index) {
      let folded = ColumnName.folded(name)
      if name.isEmpty {
        notes.append("column \(index + 1) has no name and is left out")
      } else if kind.standardNames.contains(folded) {
        guard !boundTargets.contains(folded) else {
          notes.append("column \u{201C}\(name)\u{201D} is left out: \(folded) comes from another column")
          continue
        }
        add(folded, ColumnSlot(name: name, column: index))
      } else if RejectsFile.columns.contains(name), header.names.starts(with: RejectsFile.columns) {
        continue
      } else if kind.keepsOtherColumns {
        addAttribute(ColumnName.path(name), ColumnSlot(name: name, column: index), .typed)
      } else {
        ignored.append(name)
      }
    }
    if !ignored.isEmpty { notes.append("a \(kind.rawValue) file has no use for: \(ignored.joined(separator: ", "))") }
  }

  // MARK: - Checks

  func checkRequired(_ map: ColumnMap) throws(PlanFault) {
    for group in kind.required where !group.contains(where: boundTargets.contains) {
      let names = group.joined(separator: ", ")
      let what = group.count == 1 ? "it has no column \(names)" : "it has none of the columns \(names)"
      throw .file(FileFault(file: file, line: 1, what: what, advice: advice(for: group, map)))
    }
  }

  private func advice(for group: [String], _ map: ColumnMap) -> String {
    var sentences: [String] = []
    for target in group {
      if let near = Spelling.nearest(to: target, among: header.names) {
        sentences.append("Did you mean \(target) by \u{201C}\(near)\u{201D}?")
      } else if let rule = map.rules.first(where: { Spelling.nearest(to: $0.target, among: [target]) != nil }) {
        sentences.append("Did you mean \(target) by \u{201C}\(rule.target)\u{201D} in the map?")
      }
    }
    if map.rules.isEmpty, let preset = likelyPreset {
      sentences.append("It looks like an export of \(preset.rawValue): try --map \(preset.rawValue).")
    } else if sentences.isEmpty {
      sentences.append("Name the columns in a map (--map FILE).")
    }
    return sentences.joined(separator: " ") + " Its columns are: \(columnList)"
  }

  /// The preset of which three columns or more are there.
  private var likelyPreset: Preset? {
    let matches = Preset.allCases.map { preset in
      (preset, preset.map(for: kind).rules.count { $0.sources.contains { column(named: $0) != nil } })
    }
    return matches.filter { $0.1 >= 3 }.max { $0.1 < $1.1 }?.0
  }

  func shape(of leaves: [ObjectShape.Leaf]) throws(PlanFault) -> ObjectShape {
    do throws(ObjectShape.PathClash) {
      return try ObjectShape(leaves)
    } catch {
      let columns = error.columns.map { "\u{201C}\($0)\u{201D}" }.joined(separator: " and ")
      throw .file(
        FileFault(
          file: file, line: 1, what: "the columns \(columns) would both be called \(error.path)",
          advice: "Rename one of them, or give one another name in a map"))
    }
  }
}
