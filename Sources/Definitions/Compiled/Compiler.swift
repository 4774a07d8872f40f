/// Where an expression stands, which decides what its names mean.
enum Scope {
  /// A gate: `lead`, `account`, `stage`, `channel`, `score`, and the verbs.
  case gate
  /// A condition on one event, under the name of its variable.
  case event(String)
  /// Facts given by hand: whatever they name.
  case facts(Set<String>)
}

/// Turns a tree into code, numbering what it reads.
///
/// Works for any tree: what the checker would refuse becomes an error value, because
/// `definition try` evaluates unchecked.
struct Compiler {
  private let scope: Scope
  private(set) var symbols: Symbols
  private(set) var slots = SlotTable<String>()
  private(set) var code = Code()
  private var variables: [String] = []

  init(scope: Scope, symbols: Symbols = Symbols()) {
    self.scope = scope
    self.symbols = symbols
  }

  /// Adds the code of an expression to ``code`` and gives its root.
  mutating func compile(_ tree: Syntax, remembering: Bool = false) -> Code.Reference {
    let root = value(tree)
    return remembering ? self.remembering(root) : root
  }

  private mutating func add(_ node: Code.Node) -> Code.Reference {
    code.nodes.append(node)
    return code.nodes.count - 1
  }

  private mutating func value(_ tree: Syntax) -> Code.Reference {
    switch tree.form {
    case .literal(let value): return add(.constant(value))
    case .name(let name): return self.name(name)
    case .member, .index, .has: return path(tree)
    case .list(let elements): return add(list(elements))
    case .not(let part): return add(.not(value(part)))
    case .negate(let part): return add(.negate(value(part)))
    case .and(let parts): return add(.and(run(parts)))
    case .or(let parts): return add(.or(run(parts)))
    case .binary(let operation, let left, let right): return binary(operation, left, right)
    case .conditional(let condition, let then, let otherwise):
      let references = [condition, then, otherwise].map { value($0) }
      return add(.conditional(references[0], references[1], references[2]))
    case .call(let function, let arguments): return call(function, arguments)
    case .quantified(let quantifier, let variable, let list, let body):
      return quantified(quantifier, variable, list, body)
    case .days, .points, .events: return counter(tree)
    case .reached(let stage): return reached(stage)
    }
  }

  private mutating func run(_ parts: [Syntax]) -> Range<Int> {
    run(parts.map { value($0) })
  }

  /// Elements are literals, so a list is a constant, or the error of its first bad timestamp.
  private func list(_ elements: [Syntax]) -> Code.Node {
    var values: [Value] = []
    for element in elements {
      switch element.constant {
      case .value(let value)?: values.append(value)
      case .error(let error)?: return .failure(error)
      case nil: return .failure(.unreadable(as: ValueType.list.rawValue))
      }
    }
    return .constant(.list(values))
  }

  private mutating func call(_ function: Function, _ arguments: [Syntax]) -> Code.Reference {
    if let known = Syntax.constant(function, arguments) {
      return add(known.node)
    }
    let first = value(arguments[0])
    guard arguments.count > 1 else { return add(.call(function, first)) }
    if function == .matches, case .literal(.string(let text)) = arguments[1].form {
      switch Pattern.compile(text) {
      case .success(let pattern): return add(.matches(first, pattern))
      case .failure(let problem): return add(.failure(.badPattern(problem.reason)))
      }
    }
    return add(.textCall(function, first, value(arguments[1])))
  }

  private mutating func quantified(
    _ quantifier: Quantifier, _ variable: String, _ list: Syntax, _ body: Syntax
  ) -> Code.Reference {
    let list = value(list)
    variables.append(variable)
    let body = value(body)
    variables.removeLast()
    return add(.quantified(quantifier, list, variable: variables.count, body))
  }
}

/// Names, and the ways into a value.
extension Compiler {
  private mutating func name(_ name: String) -> Code.Reference {
    if let variable = variables.lastIndex(of: name) { return add(.variable(variable)) }
    switch (scope, name) {
    case (.gate, "stage"): return add(.stage)
    case (.gate, "channel"): return add(.channel)
    case (.gate, "score"): return add(.counter(.score))
    case (.facts(let known), _) where known.contains(name): return add(.slot(slots.slot(for: name), name))
    default: return add(.failure(.unknownName(name)))
    }
  }

  private mutating func path(_ tree: Syntax) -> Code.Reference {
    if let slot = slot(tree) { return slot }
    switch tree.form {
    case .member(let map, let name): return add(.member(value(map), name))
    case .has(let map, let name):
      if let (slot, _) = named(map, name) { return add(.isFilled(slot)) }
      return add(.hasMember(value(map), name))
    case .index(let container, let index): return add(.index(value(container), value(index)))
    default: return value(tree)
    }
  }

  /// `lead.title`, `lead["title"]`, `e.path`, or a fact whose name has dots.
  private mutating func slot(_ tree: Syntax) -> Code.Reference? {
    switch tree.form {
    case .member(let root, let name):
      if let (slot, path) = named(root, name) { return add(.slot(slot, path)) }
      return dotted(tree)
    case .index(let root, let index):
      guard case .literal(.string(let name)) = index.form, let (slot, path) = named(root, name) else { return nil }
      return add(.slot(slot, path))
    default: return nil
    }
  }

  /// The slot of an attribute or a property, and its name for an error.
  mutating func named(_ root: Syntax, _ name: String) -> (slot: Int, path: String)? {
    guard case .name(let rootName) = root.form, !variables.contains(rootName) else { return nil }
    switch scope {
    case .gate:
      guard let root = AttributePath.Root(rawValue: rootName) else { return nil }
      return (symbols.attributes.slot(for: AttributePath(root: root, name: name)), "\(rootName).\(name)")
    case .event(let variable):
      // Named alike whatever the variable is called, so that equal conditions are equal code.
      return rootName == variable ? (symbols.properties.slot(for: name), "\(EventTypes.variable).\(name)") : nil
    case .facts: return nil
    }
  }

  /// CEL lets a fact be called `a.b`, and the longest such name wins.
  private mutating func dotted(_ tree: Syntax) -> Code.Reference? {
    guard case .facts(let known) = scope, let name = tree.dottedName, known.contains(name),
      let root = name.split(separator: ".").first, !variables.contains(String(root))
    else { return nil }
    return add(.slot(slots.slot(for: name), name))
  }
}

/// Operators and verbs that have a form of their own.
extension Compiler {
  private mutating func binary(_ operation: BinaryOperator, _ left: Syntax, _ right: Syntax) -> Code.Reference {
    if let mask = stageMask(operation, left, right) { return add(.stageIsAmong(mask)) }
    if case .literal(.int(let number)) = right.form, let node = comparison(left, operation, number) {
      return add(node)
    }
    if case .literal(.int(let number)) = left.form, let node = comparison(right, operation.mirrored, number) {
      return add(node)
    }
    if operation == .isIn, case .literal(.string(let name)) = left.form, case .name = right.form,
      let (slot, _) = named(right, name)
    {
      return add(.isFilled(slot))
    }
    let left = value(left)
    return add(.binary(operation, left, value(right)))
  }

  private mutating func comparison(
    _ tree: Syntax, _ operation: BinaryOperator, _ number: Int64
  ) -> Code.Node? {
    guard operation.accepts(0) != nil, let counter = counted(tree) else { return nil }
    if case .days(let clock) = counter { symbols.note(clock, operation, number) }
    return .compare(counter, operation, number)
  }

  /// `stage == "sql"`, `stage in ["sql", "mql"]`: a bit for each stage for which it is true.
  private func stageMask(_ operation: BinaryOperator, _ left: Syntax, _ right: Syntax) -> UInt8? {
    guard case .gate = scope, !variables.contains("stage") else { return nil }
    let names: [Value]
    switch (operation, left.form, right.form) {
    case (.equal, .name("stage"), .literal(let name)), (.equal, .literal(let name), .name("stage")),
      (.notEqual, .name("stage"), .literal(let name)), (.notEqual, .literal(let name), .name("stage")):
      names = [name]
    case (.isIn, .name("stage"), .list(let elements)): names = elements.compactMap { $0.constant?.value }
    default: return nil
    }
    let mask = Stage.allCases.reduce(UInt8(0)) { names.contains(.string($1.name)) ? $0 | $1.bit : $0 }
    return operation == .notEqual ? ~mask : mask
  }

  private mutating func reached(_ stage: Stage) -> Code.Reference {
    let mask = Stage.allCases.reduce(UInt8(0)) { $1.hasReached(stage) ? $0 | $1.bit : $0 }
    if case .gate = scope { return add(.stageIsAmong(mask)) }
    return add(.namesStageAmong(name("stage"), mask))
  }

  private mutating func counter(_ tree: Syntax) -> Code.Reference {
    guard let counter = counted(tree) else { return withoutEvents(tree) }
    if case .events(_, .exists) = tree.form { return add(.compare(counter, .greater, 0)) }
    return add(.counter(counter))
  }

  /// The number that a tree is, where it is one that the engine keeps.
  private mutating func counted(_ tree: Syntax) -> Counter? {
    guard case .gate = scope else { return nil }
    switch tree.form {
    case .name("score") where !variables.contains("score"): return .score
    case .points(within: nil): return .score
    case .points(within: let days?): return .points(symbols.windows.slot(for: days))
    case .days(since: let clock): return .days(clock)
    case .events(let selection, let measure): return .events(symbols.queries.slot(for: query(selection, measure)))
    default: return nil
    }
  }

  private mutating func query(_ selection: EventSelection, _ measure: EventMeasure) -> EventQuery {
    let clause = selection.condition
    let condition = clause.map { self.condition($0.body, variable: $0.variable) }
    return EventQuery(
      types: Set(selection.types).sorted(), condition: condition, window: selection.window,
      measure: measure == .days ? .days : .count)
  }

  mutating func condition(_ body: Syntax, variable: String) -> ConditionID {
    var compiler = Compiler(scope: .event(variable), symbols: symbols)
    _ = compiler.compile(body)
    symbols = compiler.symbols
    return ConditionID(rawValue: symbols.conditions.slot(for: compiler.code))
  }

  /// In `definition try` a number of the lead is a fact of that name, and there are no events.
  private mutating func withoutEvents(_ tree: Syntax) -> Code.Reference {
    switch tree.form {
    case .days(since: let clock): return name(clock.rawValue)
    case .points(within: nil): return name("score")
    case .points: return add(.failure(.noEvents("points().within()")))
    default: return add(.failure(.noEvents("events()")))
    }
  }
}

/// Remembering what follows from attributes, stage and channel.
extension Compiler {
  /// Wraps the largest conditions that nothing moving is part of, and gives the new root.
  private mutating func remembering(_ reference: Code.Reference) -> Code.Reference {
    if isSettled(reference) { return remembered(reference) }
    switch code.nodes[reference] {
    case .and(let parts): return remembering(parts) { .and($0) }
    case .or(let parts): return remembering(parts) { .or($0) }
    case .not(let part):
      let inner = remembering(part)
      return add(.not(inner))
    default: return reference
    }
  }

  /// A chain with its settled parts gathered in front as one: order means nothing to `&&` and `||`,
  /// and a list of a thousand names is to be one thing remembered, not a thousand.
  private mutating func remembering(
    _ chain: Range<Int>, _ node: (Range<Int>) -> Code.Node
  ) -> Code.Reference {
    let parts = Array(code.operands[chain])
    let settled = parts.filter { isSettled($0) }
    let known = Set(settled)
    var gathered: [Code.Reference] = []
    if settled.count > 1 {
      gathered = [remembered(add(node(run(settled))))]
    } else {
      gathered = settled.map { remembered($0) }
    }
    for part in parts where !known.contains(part) { gathered.append(remembering(part)) }
    return add(node(run(gathered)))
  }

  private mutating func run(_ references: [Code.Reference]) -> Range<Int> {
    code.operands.append(contentsOf: references)
    return code.operands.count - references.count..<code.operands.count
  }

  private mutating func remembered(_ reference: Code.Reference) -> Code.Reference {
    let dependencies = Dependencies(of: code, from: reference)
    return add(.remembered(symbols.memory.place(for: dependencies), reference))
  }

  private func isSettled(_ reference: Code.Reference) -> Bool {
    code.isWorthRemembering(reference) && !Dependencies(of: code, from: reference).isMoving
  }
}

extension Code {
  /// A look at the stage costs no more than a look at what is remembered.
  fileprivate func isWorthRemembering(_ reference: Reference) -> Bool {
    switch nodes[reference] {
    case .constant, .failure, .isFilled, .stageIsAmong, .remembered: false
    default: true
    }
  }
}

extension Stage {
  fileprivate var bit: UInt8 { 1 << UInt8(rawValue) }
}
