/// Looks for everything in an expression that is wrong, or probably not meant, before it runs.
///
/// Attributes and properties are untyped; literals, verbs, and what functions give are not. An
/// error here means that the expression could not do what it says on any data.
struct Checker {
  let scope: Scope
  let vocabulary: Vocabulary
  var problems: [ExpressionProblem] = []
  var variables: [String] = []

  init(scope: Scope, vocabulary: Vocabulary) {
    self.scope = scope
    self.vocabulary = vocabulary
  }

  /// What is wrong with a gate or a condition, in the order of the text.
  static func check(_ tree: Syntax, scope: Scope, vocabulary: Vocabulary) -> [ExpressionProblem] {
    var checker = Checker(scope: scope, vocabulary: vocabulary)
    checker.condition(tree, of: nil)
    if case .gate = scope {
      checker.problems += NegationRule.problems(in: tree)
      checker.problems += StageLint.warnings(in: tree)
    }
    return checker.problems.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  mutating func complain(_ tree: Syntax, _ message: String, hint: String? = nil) {
    problems.append(ExpressionProblem(range: tree.range, message: message, hint: hint))
  }

  /// A warning is given once: an attribute that nobody has had is often asked for twice.
  mutating func warn(_ tree: Syntax, _ message: String, hint: String? = nil) {
    guard !problems.contains(where: { $0.message == message }) else { return }
    problems.append(ExpressionProblem(severity: .warning, range: tree.range, message: message, hint: hint))
  }

  /// A place where only true or false make sense.
  private mutating func condition(_ tree: Syntax, of operation: String?) {
    let type = type(of: tree)
    guard !type.mayBe(.bool) else { return }
    let place = operation.map { "`\($0)` works on conditions" } ?? "this has to be a condition"
    complain(tree, "\(place), and this is \(type.phrase)", hint: type == .int ? "compare it: `… >= 1`" : nil)
  }

  mutating func type(of tree: Syntax) -> StaticType {
    switch tree.form {
    case .literal(let value): return StaticType(value)
    case .name(let name): return self.name(name, tree)
    case .member, .index: return path(tree)
    case .has(let map, let name): return has(map, name, tree)
    case .list(let elements): return list(elements)
    case .not(let part):
      condition(part, of: "!")
      return .bool
    case .and(let parts): return chain(parts, "&&")
    case .or(let parts): return chain(parts, "||")
    case .negate(let part): return negated(part)
    case .binary(let operation, let left, let right): return binary(operation, left, right, tree)
    case .conditional(let test, let then, let otherwise): return conditional(test, then, otherwise)
    case .call(let function, let arguments): return call(function, arguments, tree)
    case .quantified(let quantifier, let variable, let list, let body):
      return quantified(quantifier, variable, list, body)
    case .days, .points, .events, .reached: return verb(tree)
    }
  }

  private mutating func chain(_ parts: [Syntax], _ operation: String) -> StaticType {
    for part in parts { condition(part, of: operation) }
    return .bool
  }

  private mutating func list(_ elements: [Syntax]) -> StaticType {
    for element in elements { _ = type(of: element) }
    return .list
  }

  private mutating func negated(_ part: Syntax) -> StaticType {
    let type = type(of: part)
    if !type.mayBe(.int, .double) { complain(part, "`-` works on numbers, and this is \(type.phrase)") }
    return type
  }

  private mutating func conditional(_ test: Syntax, _ then: Syntax, _ otherwise: Syntax) -> StaticType {
    condition(test, of: "? :")
    let (then, otherwise) = (type(of: then), type(of: otherwise))
    return then == otherwise ? then : .any
  }

  private mutating func quantified(
    _ quantifier: Quantifier, _ variable: String, _ list: Syntax, _ body: Syntax
  ) -> StaticType {
    let type = type(of: list)
    if !type.mayBe(.list, .map) {
      complain(list, "`\(quantifier.rawValue)` works on lists, and this is \(type.phrase)")
    }
    variables.append(variable)
    condition(body, of: quantifier.rawValue)
    variables.removeLast()
    return .bool
  }
}

/// Operators and functions.
extension Checker {
  private mutating func binary(
    _ operation: BinaryOperator, _ left: Syntax, _ right: Syntax, _ tree: Syntax
  ) -> StaticType {
    if operation.accepts(0) != nil { return comparison(operation, left, right, tree) }
    if operation == .isIn { return membership(left, right) }
    let (leftType, rightType) = (type(of: left), type(of: right))
    if let result = operation.result(leftType, rightType) { return result }
    complain(
      tree, "`\(operation.rawValue)` has no meaning between \(leftType.phrase) and \(rightType.phrase)",
      hint: leftType.mayEqual(rightType) ? "write `double(…)` around the int" : nil)
    return .any
  }

  private mutating func comparison(
    _ operation: BinaryOperator, _ left: Syntax, _ right: Syntax, _ tree: Syntax
  ) -> StaticType {
    if let clock = left.clock ?? right.clock {
      clockComparison(clock, left, right, tree)
      return .bool
    }
    let (leftType, rightType) = (type(of: left), type(of: right))
    let isEquality = operation == .equal || operation == .notEqual
    let fits = isEquality ? leftType.mayEqual(rightType) : leftType.isOrdered(with: rightType)
    if !fits {
      complain(tree, "\(leftType.phrase) and \(rightType.phrase) cannot be compared by `\(operation.rawValue)`")
    } else if !isEquality, isStage(left) || isStage(right) {
      complain(
        tree, "stages are not ordered by `\(operation.rawValue)`, which would go by the alphabet",
        hint: "write `reached(\"mql\")`")
    } else {
      stageNames(left, right)
      attributeAgainstNull(left, right, tree)
    }
    return .bool
  }

  private mutating func clockComparison(_ clock: Clock, _ left: Syntax, _ right: Syntax, _ tree: Syntax) {
    guard scope.knowsLead else { return verbOutsideGate(tree, "\(clock.rawValue)()") }
    let other = left.clock != nil ? right : left
    guard case .literal(.int) = other.form else {
      return complain(
        other, "`\(clock.rawValue)()` is only compared with a number that is written out",
        hint: "as in `\(clock.rawValue)() < 30`: only then are the days known on which the answer changes")
    }
  }

  private mutating func membership(_ left: Syntax, _ right: Syntax) -> StaticType {
    if case .literal(.string(let name)) = left.form, let root = root(right) {
      attribute(root, name, right)
      return .bool
    }
    let leftType = type(of: left)
    let rightType = type(of: right)
    guard rightType.mayBe(.list, .map) else {
      complain(
        right, "`in` looks into a list, and this is \(rightType.phrase)",
        hint: rightType == .string ? "whether a text holds another is `text.contains(\"…\")`" : nil)
      return .bool
    }
    if case .list(let elements) = right.form {
      for element in elements where !leftType.mayEqual(element.staticType) {
        complain(element, "this is \(element.staticType.phrase), and what is looked for is \(leftType.phrase)")
      }
      for element in elements { stageNames(left, element) }
    }
    return .bool
  }

  private mutating func call(_ function: Function, _ arguments: [Syntax], _ tree: Syntax) -> StaticType {
    let (takes, gives) = function.types
    guard let first = arguments.first else { return .known(gives) }
    let type = type(of: first)
    if !takes.contains(where: { type.mayBe($0) }) {
      complain(first, "`\(function.rawValue)` takes \(Self.choice(takes)), and this is \(type.phrase)")
    } else if case .error(let error)? = Syntax.constant(function, arguments) {
      complain(first, "\(error)", hint: "as in `\(function.example)`")
    }
    if arguments.count > 1 { text(function, arguments[1]) }
    return .known(gives)
  }

  /// "a string, a list or a map"
  private static func choice(_ types: [ValueType]) -> String {
    let phrases = types.map { StaticType.known($0).phrase }
    guard let last = phrases.last, phrases.count > 1 else { return phrases.first ?? "" }
    return phrases.dropLast().joined(separator: ", ") + " or " + last
  }

  private mutating func text(_ function: Function, _ argument: Syntax) {
    let type = type(of: argument)
    guard type.mayBe(.string) else {
      return complain(argument, "`\(function.rawValue)` takes a string, and this is \(type.phrase)")
    }
    guard function == .matches else { return }
    guard case .literal(.string(let pattern)) = argument.form else {
      return complain(argument, "a pattern is written out in quotes, so that it is compiled once")
    }
    if case .failure(let problem) = Pattern.compile(pattern) {
      complain(argument, "this is not a pattern: \(problem.reason)", hint: "patterns are those of RE2")
    }
  }
}

extension Syntax {
  /// The verb that counts days, where this is nothing else.
  fileprivate var clock: Clock? { if case .days(since: let clock) = form { clock } else { nil } }

  fileprivate var staticType: StaticType { constant?.value.map(StaticType.init) ?? .any }
}
