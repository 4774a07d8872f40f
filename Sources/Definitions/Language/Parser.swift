/// Builds the tree of an expression: CEL's grammar, and the event verbs.
///
/// Recursive descent; the nesting is bounded while descending, and the depth of the tree while
/// building it (`1+1+1+…` nests without a bracket), so neither this nor anything that walks the
/// tree can run out of stack.
struct SyntaxParser {
  private var lexer: Lexer
  private(set) var current: Token
  private(set) var next: Token
  /// Where the last token taken ended.
  private(set) var lastEnd = 0
  private var nesting = 0
  /// What the lexer stumbled over: to the parser the text ends there.
  private var failure: ExpressionProblem?

  /// The tree of a text, or the first thing that is wrong with it.
  static func parse(_ text: String) throws(ExpressionProblem) -> Syntax {
    guard text.utf8.count <= Limits.expressionBytes else {
      throw ExpressionProblem(
        range: 0..<1,
        message: "the expression has \(text.utf8.count) bytes; at most \(Limits.expressionBytes) are read")
    }
    var parser = SyntaxParser(lexer: Lexer(text))
    do throws(ExpressionProblem) {
      let tree = try parser.expression()
      try parser.expectEnd()
      if let failure = parser.failure { throw failure }
      return tree
    } catch {
      throw parser.failure ?? error
    }
  }

  private init(lexer: Lexer) {
    self.lexer = lexer
    current = Token(kind: .end, range: 0..<0)
    next = current
    advance()
    advance()
    lastEnd = 0
  }

  /// One token on. Tokens are made as they are needed, so that the first mistake in a text ends
  /// the work.
  mutating func advance() {
    lastEnd = current.range.upperBound
    current = next
    guard failure == nil else { return }
    do {
      next = try lexer.next()
    } catch {
      failure = error
      next = Token(kind: .end, range: error.range)
    }
  }

  /// `or ? or : expression`
  mutating func expression() throws(ExpressionProblem) -> Syntax {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Limits.depth else { throw tooDeep(current.range) }
    let condition = try logical(.or)
    guard take(.question) else { return condition }
    let then = try logical(.or)
    try expect(.colon, "between the two values of `? :`")
    let otherwise = try expression()
    return try node(
      .conditional(condition, then: then, otherwise: otherwise), [condition, then, otherwise],
      condition.range.lowerBound..<otherwise.range.upperBound)
  }

  /// A chain of `||` of chains of `&&` of comparisons. One node a chain, however long.
  private mutating func logical(_ sign: Token.Sign) throws(ExpressionProblem) -> Syntax {
    var parts = [try sign == .or ? logical(.and) : binary(0)]
    while take(sign) {
      parts.append(try sign == .or ? logical(.and) : binary(0))
    }
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return parts[0] }
    return try node(
      sign == .or ? .or(parts) : .and(parts), parts, first.range.lowerBound..<last.range.upperBound)
  }

  /// Comparisons, sums and products: three levels, all of them left to right.
  private mutating func binary(_ level: Int) throws(ExpressionProblem) -> Syntax {
    guard level < Self.levels.count else { return try unary() }
    var left = try binary(level + 1)
    while let operation = binaryOperator(level) {
      advance()
      let right = try binary(level + 1)
      left = try node(
        .binary(operation, left, right), [left, right], left.range.lowerBound..<right.range.upperBound)
    }
    return left
  }

  private func binaryOperator(_ level: Int) -> BinaryOperator? {
    switch current.kind {
    case .sign(let sign): Self.levels[level][sign]
    case .identifier("in"): level == 0 ? .isIn : nil
    default: nil
    }
  }

  private static let levels: [[Token.Sign: BinaryOperator]] = [
    [
      .equal: .equal, .notEqual: .notEqual, .less: .less, .lessOrEqual: .lessOrEqual,
      .greater: .greater, .greaterOrEqual: .greaterOrEqual,
    ],
    [.plus: .add, .minus: .subtract],
    [.star: .multiply, .slash: .divide, .percent: .remainder],
  ]

  /// `!!x` or `--x`; CEL does not mix them.
  private mutating func unary() throws(ExpressionProblem) -> Syntax {
    var signs: [Token] = []
    while case .sign(let sign) = current.kind, sign == .not || sign == .minus {
      if let first = signs.first, first.kind != current.kind {
        guard sign == .minus, isNumber(next) else { throw unexpected("a value") }
        break
      }
      if sign == .minus, isNumber(next) { break }
      signs.append(current)
      guard signs.count <= Limits.depth else { throw tooDeep(current.range) }
      advance()
    }
    var operand = try postfix()
    for sign in signs.reversed() {
      let form: Syntax.Form = sign.kind == .sign(.not) ? .not(operand) : .negate(operand)
      operand = try node(form, [operand], sign.range.lowerBound..<operand.range.upperBound)
    }
    return operand
  }
}

/// Reading tokens and making nodes.
extension SyntaxParser {
  func isNumber(_ token: Token) -> Bool {
    switch token.kind {
    case .int, .double: true
    default: false
    }
  }

  func sees(_ sign: Token.Sign) -> Bool { current.kind == .sign(sign) }

  mutating func take(_ sign: Token.Sign) -> Bool {
    guard sees(sign) else { return false }
    advance()
    return true
  }

  mutating func expect(_ sign: Token.Sign, _ place: String) throws(ExpressionProblem) {
    guard take(sign) else { throw unexpected("`\(sign.rawValue)` \(place)") }
  }

  func expectEnd() throws(ExpressionProblem) {
    guard current.kind != .end else { return }
    let hint: String? =
      switch current.kind {
      case .identifier("and"), .identifier("AND"): "write `&&`"
      case .identifier("or"), .identifier("OR"): "write `||`"
      case .identifier("is"), .identifier("equals"): "write `==`"
      case .identifier("not"): "write `!`, or `!(x in list)`"
      case .sign(.question), .sign(.colon): "put one `? :` inside another into brackets"
      default: nil
      }
    throw unexpected("an operator or the end", hint: hint)
  }

  func unexpected(_ wanted: String, hint: String? = nil) -> ExpressionProblem {
    let found =
      switch current.kind {
      case .end: "the end"
      case .identifier(let word): "`\(word)`"
      case .sign(let sign): "`\(sign.rawValue)`"
      case .string: "a string"
      case .int, .double: "a number"
      }
    return ExpressionProblem(range: current.range, message: "expected \(wanted), found \(found)", hint: hint)
  }

  func node(_ form: Syntax.Form, _ parts: [Syntax], _ range: Range<Int>) throws(ExpressionProblem) -> Syntax {
    let depth = parts.reduce(0) { max($0, $1.depth + 1) }
    guard depth <= Limits.depth else { throw tooDeep(range) }
    return Syntax(form: form, range: range, depth: depth)
  }

  func leaf(_ form: Syntax.Form, _ range: Range<Int>) -> Syntax { Syntax(form: form, range: range, depth: 0) }

  func tooDeep(_ range: Range<Int>) -> ExpressionProblem {
    ExpressionProblem(
      range: range, message: "the expression is nested more than \(Limits.depth) levels deep",
      hint: "a list (`x in [...]`) says the same with less")
  }
}
