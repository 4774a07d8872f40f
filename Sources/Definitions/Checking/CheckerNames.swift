extension Scope {
  var knowsLead: Bool { if case .gate = self { true } else { false } }
}

/// What a root of a path stands for.
enum PathRoot {
  case attributes(AttributePath.Root)
  case properties
}

/// Names, paths and verbs.
extension Checker {
  mutating func name(_ name: String, _ tree: Syntax) -> StaticType {
    if variables.contains(name) { return .any }
    switch (scope, name) {
    case (.gate, "stage"), (.gate, "channel"): return .string
    case (.gate, "score"): return .int
    default: break
    }
    if let root = root(tree) {
      rootAlone(root, name, tree)
    } else {
      unknown(name, tree, path: nil)
    }
    return .any
  }

  /// The root that a name is here, unless a macro has taken the name.
  func root(_ tree: Syntax) -> PathRoot? {
    guard case .name(let name) = tree.form, !variables.contains(name) else { return nil }
    switch scope {
    case .gate: return AttributePath.Root(rawValue: name).map(PathRoot.attributes)
    case .event(let variable): return name == variable ? .properties : nil
    case .facts: return nil
    }
  }

  private mutating func rootAlone(_ root: PathRoot, _ name: String, _ tree: Syntax) {
    switch root {
    case .attributes:
      complain(tree, "`\(name)` is no value by itself", hint: "name an attribute, as in `\(name).title`")
    case .properties: complain(tree, "`\(name)` is no value by itself", hint: "name a property, as in `\(name).path`")
    }
  }

  mutating func path(_ tree: Syntax) -> StaticType {
    switch tree.form {
    case .member(let base, let name):
      if let root = root(base) {
        attribute(root, name, tree)
      } else if case .name(let unknownRoot) = base.form, isUnknown(unknownRoot) {
        unknown(unknownRoot, base, path: name)
      } else {
        let type = type(of: base)
        if !type.mayBe(.map) { complain(tree, "\(type.phrase) has no parts, so no `.\(name)`") }
      }
    case .index(let base, let index):
      if let root = root(base) { return rootIndex(root, index, tree) }
      let (baseType, indexType) = (type(of: base), type(of: index))
      if !baseType.mayBe(.list, .map) {
        complain(base, "`[ ]` looks into a list or a map, and this is \(baseType.phrase)")
      }
      if baseType == .list, !indexType.mayBe(.int, .double) {
        complain(index, "the index of a list is a number, and this is \(indexType.phrase)")
      }
    default: return type(of: tree)
    }
    return .any
  }

  private mutating func rootIndex(_ root: PathRoot, _ index: Syntax, _ tree: Syntax) -> StaticType {
    guard case .literal(.string(let name)) = index.form else {
      complain(index, "the name of an attribute is written out in quotes here")
      return .any
    }
    attribute(root, name, tree)
    return .any
  }

  mutating func has(_ map: Syntax, _ name: String, _ tree: Syntax) -> StaticType {
    if let root = root(map) {
      attribute(root, name, tree)
    } else if case .name(let unknownRoot) = map.form, isUnknown(unknownRoot) {
      unknown(unknownRoot, map, path: name)
    } else {
      let type = type(of: map)
      if !type.mayBe(.map) { complain(map, "`has` asks for a part of a map, and this is \(type.phrase)") }
    }
    return .bool
  }

  /// A name that means nothing here; `stage`, `channel` and `score` are values without parts.
  private func isUnknown(_ name: String) -> Bool {
    !variables.contains(name) && !(scope.knowsLead && ["stage", "channel", "score"].contains(name))
  }

  /// Warns of an attribute that nobody has had. It may still arrive, so it is no error.
  mutating func attribute(_ root: PathRoot, _ name: String, _ tree: Syntax) {
    guard case .attributes(let root) = root else { return }
    let seen = root == .lead ? vocabulary.leadAttributes : vocabulary.accountAttributes
    let known = root == .lead ? seen.union(Vocabulary.namedColumns) : seen
    if root == .lead, ["stage", "channel", "score"].contains(name), !seen.contains(name) {
      return warn(tree, "`lead.\(name)` would be an attribute", hint: "did you mean `\(name)`?")
    }
    guard !seen.isEmpty, !known.contains(name) else { return }
    let other = root == .lead ? AttributePath.Root.account : .lead
    let others = root == .lead ? vocabulary.accountAttributes : vocabulary.leadAttributes
    warn(
      tree, "no \(root.rawValue) has ever had `\(name)`",
      hint: others.contains(name)
        ? "did you mean `\(other.rawValue).\(name)`?" : Spelling.question(name, known, prefix: "\(root.rawValue)."))
  }

  private mutating func unknown(_ name: String, _ tree: Syntax, path: String?) {
    switch scope {
    case .gate where name == EventTypes.variable:
      complain(
        tree, "`e` is an event, and there is one only inside `.where(e, …)` and in scoring",
        hint: "as in `events(\"page_view\").where(e, e.path == \"/pricing\").exists()`")
    case .event where AttributePath.Root(rawValue: name) != nil || ["stage", "channel", "score"].contains(name):
      complain(tree, "only the event's own properties are known here, not `\(name)`")
    default: complain(tree, "nothing is named `\(name)`", hint: suggestion(name, path: path))
    }
  }

  /// `acount.industry` → `account.industry`; `industry` → `account.industry`.
  private func suggestion(_ name: String, path: String?) -> String? {
    guard case .gate = scope else {
      if case .event(let variable) = scope { return "a property is written `\(variable).\(path ?? name)`" }
      return nil
    }
    let roots = AttributePath.Root.allCases.map(\.rawValue)
    if let path {
      return Spelling.nearest(to: name, among: roots).map { "did you mean `\($0).\(nearestAttribute($0, path))`?" }
    }
    let paths = vocabulary.paths
    if let exact = roots.map({ "\($0).\(name)" }).first(where: paths.contains) { return "did you mean `\(exact)`?" }
    return Spelling.question(name, ["stage", "channel", "score"])
      ?? paths.filter { $0.hasSuffix(".\(Spelling.nearest(to: name, among: vocabulary.names) ?? "")") }.min()
      .map { "did you mean `\($0)`?" }
  }

  private func nearestAttribute(_ root: String, _ name: String) -> String {
    let known =
      root == AttributePath.Root.lead.rawValue
      ? vocabulary.leadAttributes.union(Vocabulary.namedColumns) : vocabulary.accountAttributes
    return known.contains(name) ? name : Spelling.nearest(to: name, among: known) ?? name
  }

  mutating func verb(_ tree: Syntax) -> StaticType {
    switch tree.form {
    case .days(since: let clock):
      if scope.knowsLead {
        complain(
          tree, "`\(clock.rawValue)()` is only compared with a number that is written out",
          hint: "as in `\(clock.rawValue)() < 30`")
      } else {
        verbOutsideGate(tree, "\(clock.rawValue)()")
      }
      return .int
    case .points:
      if !scope.knowsLead { verbOutsideGate(tree, "points()") }
      return .int
    case .reached:
      if !scope.knowsLead { verbOutsideGate(tree, "reached()") }
      return .bool
    case .events(let selection, let measure):
      events(selection, tree)
      return measure == .exists ? .bool : .int
    default: return .any
    }
  }

  mutating func verbOutsideGate(_ tree: Syntax, _ verb: String) {
    complain(tree, "`\(verb)` is about a lead, and here is only one event")
  }

  private mutating func events(_ selection: EventSelection, _ tree: Syntax) {
    guard scope.knowsLead else { return verbOutsideGate(tree, "events()") }
    for type in selection.types { eventType(type, tree) }
    guard let condition = selection.condition else { return }
    problems += Self.check(condition.body, scope: .event(condition.variable), vocabulary: vocabulary)
  }

  private mutating func eventType(_ type: String, _ tree: Syntax) {
    if let warning = vocabulary.warning(eventType: type) { warn(tree, warning.message, hint: warning.hint) }
  }
}

extension Vocabulary {
  /// Every attribute by its whole path.
  fileprivate var paths: Set<String> {
    Set(leadAttributes.union(Self.namedColumns).map { "lead.\($0)" } + accountAttributes.map { "account.\($0)" })
  }

  fileprivate var names: Set<String> { leadAttributes.union(accountAttributes).union(Self.namedColumns) }

  /// What to say of a type that no event has had.
  func warning(eventType type: String) -> (message: String, hint: String?)? {
    let known = eventTypes.union(EventTypes.neverEngagement)
    guard !eventTypes.isEmpty, !known.contains(type) else { return nil }
    return ("no event has ever been a `\(type)`", Spelling.question(type, known))
  }
}
