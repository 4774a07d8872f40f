/// `!` and `!=` over an attribute need a `has()` of it in the same gate.
///
/// An attribute that a lead lacks is an error, `!error` is an error, and an error does not
/// qualify: `lead.country != "US"` leaves out every lead without a country, which is hardly ever
/// meant. Not asked in `definition try`.
struct NegationRule {
  private var guarded: Set<[String]> = []
  private var variables: [String] = []
  private var problems: [ExpressionProblem] = []

  static func problems(in tree: Syntax) -> [ExpressionProblem] {
    var rule = NegationRule()
    rule.collect(tree)
    rule.walk(tree)
    return rule.problems
  }

  /// Every path that some `has()`, or `"name" in lead`, asks for.
  private mutating func collect(_ tree: Syntax) {
    switch tree.form {
    case .has(let map, let name): if let path = path(map) { guarded.insert(path + [name]) }
    case .binary(.isIn, let name, let map):
      if case .literal(.string(let name)) = name.form, let path = path(map) { guarded.insert(path + [name]) }
    default: break
    }
    scoped(tree) { rule, part in rule.collect(part) }
  }

  private mutating func walk(_ tree: Syntax) {
    switch tree.form {
    case .not(let part): require(part, "!", tree)
    case .binary(.notEqual, let left, let right):
      require(left, "!=", tree)
      require(right, "!=", tree)
    default: break
    }
    scoped(tree) { rule, part in rule.walk(part) }
  }

  private mutating func require(_ tree: Syntax, _ operation: String, _ whole: Syntax) {
    if case .has = tree.form { return }
    if let path = path(tree), path.count > 1 {
      let isNew = !problems.contains { $0.range == tree.range }
      if !guarded.contains(path), isNew { problems.append(problem(tree, path, operation, whole)) }
      return
    }
    scoped(tree) { rule, part in rule.require(part, operation, whole) }
  }

  /// The parts of a tree that speak of the lead: a condition on events speaks of an event.
  private mutating func scoped(_ tree: Syntax, _ body: (inout NegationRule, Syntax) -> Void) {
    switch tree.form {
    case .events: return
    case .quantified(_, let variable, let list, let inner):
      body(&self, list)
      variables.append(variable)
      body(&self, inner)
      variables.removeLast()
    default: for part in tree.parts { body(&self, part) }
    }
  }

  /// `lead.address["city"]` as `[lead, address, city]`.
  private func path(_ tree: Syntax) -> [String]? {
    switch tree.form {
    case .name(let root): return isRoot(root) ? [root] : nil
    case .member(let base, let name): return path(base).map { $0 + [name] }
    case .index(let base, let index):
      guard case .literal(.string(let name)) = index.form else { return nil }
      return path(base).map { $0 + [name] }
    default: return nil
    }
  }

  private func isRoot(_ name: String) -> Bool {
    AttributePath.Root(rawValue: name) != nil && !variables.contains(name)
  }

  private func problem(_ tree: Syntax, _ path: [String], _ operation: String, _ whole: Syntax) -> ExpressionProblem {
    let map = Self.written(path.dropLast())
    let name = path[path.count - 1]
    let written = Self.written(path[...])
    let presence = name.isIdentifier ? "has(\(written))" : "\(Value.quoted(name)) in \(map)"
    let absence = name.isIdentifier ? "!\(presence)" : "!(\(presence))"
    let isNot = operation == "!"
    return ExpressionProblem(
      range: tree.range,
      message: "`\(operation)` over `\(written)`: a lead that lacks it would never qualify",
      hint: isNot
        ? "write `!(\(presence) && …)` if such a lead may pass, `\(presence) && !…` if not"
        : "write `\(absence) || …` if such a lead may pass, `\(presence) && …` if not")
  }
}

extension NegationRule {
  /// A path as it is written: `lead.address["Zip Code"]`.
  private static func written(_ path: ArraySlice<String>) -> String {
    path.dropFirst().reduce(path.first ?? "") { $1.isIdentifier ? "\($0).\($1)" : "\($0)[\(Value.quoted($1))]" }
  }
}

extension String {
  /// Whether it can stand behind a dot.
  var isIdentifier: Bool {
    guard let first = utf8.first, Lexer.beginsWord(first) else { return false }
    return utf8.allSatisfy { Lexer.beginsWord($0) || Lexer.isDigit($0) }
  }
}
