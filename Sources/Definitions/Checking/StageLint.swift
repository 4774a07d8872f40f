/// Warnings about stages: several of them in one gate, and a stage that is compared instead of reached.
struct StageLint {
  private var named: [(stage: Stage, range: Range<Int>)] = []
  private var warnings: [ExpressionProblem] = []

  static func warnings(in tree: Syntax) -> [ExpressionProblem] {
    var lint = StageLint()
    lint.walk(tree)
    lint.mixed()
    return lint.warnings
  }

  private mutating func walk(_ tree: Syntax) {
    switch tree.form {
    case .reached(let stage): named.append((stage, tree.range))
    case .binary(.equal, let left, let right):
      if let stage = stage(left, right) ?? stage(right, left) { compared(stage, tree) }
    case .binary(.isIn, let left, let right):
      guard case .list(let elements) = right.form else { break }
      for element in elements {
        if let stage = stage(left, element) { named.append((stage, element.range)) }
      }
    default: break
    }
    for part in tree.parts { walk(part) }
  }

  private func stage(_ name: Syntax, _ literal: Syntax) -> Stage? {
    guard case .name("stage") = name.form, case .literal(.string(let text)) = literal.form else { return nil }
    return Stage(name: text)
  }

  /// A lead that became a customer at once passed through every stage on one day: `stage == "sql"`
  /// never held at the end of a day, and the lead would count as never qualified.
  private mutating func compared(_ stage: Stage, _ tree: Syntax) {
    named.append((stage, tree.range))
    guard [.mql, .sql, .opportunity].contains(stage) else { return }
    warnings.append(
      ExpressionProblem(
        severity: .warning, range: tree.range,
        message: "`stage == \"\(stage.name)\"` does not hold for a lead that has gone further",
        hint: "write `reached(\"\(stage.name)\")`"))
  }

  private mutating func mixed() {
    guard let first = named.first, let other = named.first(where: { $0.stage != first.stage }) else { return }
    guard other.stage != .disqualified, first.stage != .disqualified else { return }
    warnings.append(
      ExpressionProblem(
        severity: .warning, range: other.range,
        message: "this gate mixes the stages `\(first.stage.name)` and `\(other.stage.name)`",
        hint: "a rate over leads of several stages says nothing about any; `reached(\"…\")` includes the later ones"))
  }
}

/// Stages in comparisons: names that are none, and an order that is none.
extension Checker {
  func isStage(_ tree: Syntax) -> Bool {
    if case .name("stage") = tree.form, scope.knowsLead, !variables.contains("stage") { true } else { false }
  }

  mutating func stageNames(_ left: Syntax, _ right: Syntax) {
    for (name, literal) in [(left, right), (right, left)] where isStage(name) {
      guard case .literal(.string(let text)) = literal.form, Stage(name: text) == nil else { continue }
      let known = Stage.allCases.map(\.name)
      complain(
        literal, "`\(text)` is not a stage",
        hint: Spelling.question(text, known) ?? "stages are: " + known.joined(separator: ", "))
    }
  }

  mutating func attributeAgainstNull(_ left: Syntax, _ right: Syntax, _ tree: Syntax) {
    for (attribute, other) in [(left, right), (right, left)] where other.form == .literal(.null) {
      guard case .member(let base, let name) = attribute.form, let root = root(base), case .attributes(let kind) = root
      else { continue }
      warn(
        tree, "an attribute is never null: without a value it is missing",
        hint: "write `has(\(kind.rawValue).\(name))` or `!has(\(kind.rawValue).\(name))`")
    }
  }
}
