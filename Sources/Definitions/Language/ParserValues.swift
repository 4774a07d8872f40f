/// Literals, names, lists, and what follows a value: members, indexes, calls.
extension SyntaxParser {
  mutating func postfix() throws(ExpressionProblem) -> Syntax {
    var value = try primary()
    while true {
      if take(.dot) {
        value = try afterDot(value)
      } else if take(.openBracket) {
        let index = try expression()
        try expect(.closeBracket, "after the index")
        value = try node(.index(value, index), [value, index], value.range.lowerBound..<lastEnd)
      } else {
        return value
      }
    }
  }

  private mutating func primary() throws(ExpressionProblem) -> Syntax {
    let token = current
    switch token.kind {
    case .int, .double, .sign(.minus): return try number()
    case .string(let text):
      advance()
      return leaf(.literal(.string(text)), token.range)
    case .identifier(let word): return try named(word)
    case .sign(.openBracket): return try list()
    case .sign(.openParenthesis):
      advance()
      let inner = try expression()
      try expect(.closeParenthesis, "to close the bracket")
      return Syntax(form: inner.form, range: token.range.lowerBound..<lastEnd, depth: inner.depth)
    default: throw unexpected("a value")
    }
  }

  /// A number with its minus. The magnitude 2^63 exists only with one.
  private mutating func number() throws(ExpressionProblem) -> Syntax {
    let start = current.range.lowerBound
    let isNegative = take(.minus)
    let token = current
    let range = start..<token.range.upperBound
    switch token.kind {
    case .double(let value):
      advance()
      return leaf(.literal(.double(isNegative ? -value : value)), range)
    case .int(let magnitude):
      guard let value = Self.signed(magnitude, isNegative) else {
        throw ExpressionProblem(range: range, message: "this number does not fit into 64 bits")
      }
      advance()
      return leaf(.literal(.int(value)), range)
    default: throw unexpected("a value")
    }
  }

  private static func signed(_ magnitude: UInt64, _ isNegative: Bool) -> Int64? {
    guard isNegative else { return Int64(exactly: magnitude) }
    return magnitude == Int64.min.magnitude ? .min : Int64(exactly: magnitude).map { -$0 }
  }

  private mutating func named(_ word: String) throws(ExpressionProblem) -> Syntax {
    let token = current
    if let literal = Self.constants[word] {
      advance()
      return leaf(.literal(literal), token.range)
    }
    guard !Self.reserved.contains(word) else {
      throw ExpressionProblem(
        range: token.range, message: "`\(word)` is a reserved word",
        hint: word == "in" ? "`in` stands between a value and a list" : nil)
    }
    advance()
    guard sees(.openParenthesis) else { return leaf(.name(word), token.range) }
    return try call(word, token.range)
  }

  private static let constants: [String: Value] = ["true": .bool(true), "false": .bool(false), "null": .null]

  static let reserved: Set<String> = [
    "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
    "package", "namespace", "return", "var", "void", "while",
  ]

  private mutating func list() throws(ExpressionProblem) -> Syntax {
    let start = current.range.lowerBound
    advance()
    var elements: [Syntax] = []
    while !sees(.closeBracket) {
      let element = try expression()
      guard element.constant != nil else {
        throw ExpressionProblem(
          range: element.range, message: "a list holds numbers, strings, `true`, `false` and `null`",
          hint: "compare each one by itself: `x == a || x == b`")
      }
      elements.append(element)
      guard elements.count <= Limits.listElements else {
        throw ExpressionProblem(
          range: element.range, message: "a list holds at most \(Limits.listElements) values")
      }
      guard take(.comma) else { break }
    }
    try expect(.closeBracket, "after the list")
    return try node(.list(elements), elements, start..<lastEnd)
  }

  private mutating func afterDot(_ value: Syntax) throws(ExpressionProblem) -> Syntax {
    guard case .identifier(let name) = current.kind, !["in", "true", "false", "null"].contains(name) else {
      throw unexpected("a name after the dot", hint: "write other names as `[\"a name\"]`")
    }
    let nameRange = current.range
    advance()
    guard sees(.openParenthesis) else {
      return try node(.member(value, name), [value], value.range.lowerBound..<nameRange.upperBound)
    }
    let arguments = try self.arguments(of: name)
    let range = value.range.lowerBound..<lastEnd
    if let quantifier = Quantifier(rawValue: name) {
      return try quantified(quantifier, value, arguments, range)
    }
    let style = FunctionStyle.method
    return try function(name, nameRange, style, [value] + arguments, range)
  }

  private func quantified(
    _ quantifier: Quantifier, _ value: Syntax, _ arguments: [Syntax], _ range: Range<Int>
  ) throws(ExpressionProblem) -> Syntax {
    guard arguments.count == 2, case .name(let variable) = arguments[0].form else {
      throw ExpressionProblem(
        range: range, message: "`\(quantifier.rawValue)` takes a name and a condition",
        hint: "as in `lead.tags.\(quantifier.rawValue)(t, t == \"vip\")`")
    }
    return try node(
      .quantified(quantifier, variable: variable, of: value, arguments[1]), [value, arguments[1]], range)
  }

  mutating func arguments(of name: String) throws(ExpressionProblem) -> [Syntax] {
    try expect(.openParenthesis, "after `\(name)`")
    var arguments: [Syntax] = []
    while !sees(.closeParenthesis) {
      arguments.append(try expression())
      guard arguments.count <= Limits.eventTypes else { throw unexpected("fewer arguments") }
      guard take(.comma) else { break }
    }
    try expect(.closeParenthesis, "after the arguments of `\(name)`")
    return arguments
  }
}
