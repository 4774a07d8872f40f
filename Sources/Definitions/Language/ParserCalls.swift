/// How a function may be called.
enum FunctionStyle {
  /// `size(x)`
  case global
  /// `x.size()`
  case method
}

extension Function {
  /// The ways this function is written, and how many arguments it has, the receiver included.
  var shape: (styles: [FunctionStyle], arguments: Int) {
    switch self {
    case .size: ([.global, .method], 1)
    case .matches: ([.global, .method], 2)
    case .startsWith, .endsWith, .contains: ([.method], 2)
    case .lowerAscii: ([.method], 1)
    case .int, .double, .string, .timestamp, .duration: ([.global], 1)
    }
  }

  /// How it is written, for a sentence.
  var example: String {
    switch self {
    case .size: "size(lead.tags)"
    case .matches: "lead.title.matches(\"(?i)chief\")"
    case .startsWith: "e.path.startsWith(\"/pricing\")"
    case .endsWith: "lead.email.endsWith(\".edu\")"
    case .contains: "lead.title.contains(\"Sales\")"
    case .lowerAscii: "lead.title.lowerAscii()"
    case .int: "int(lead.employees)"
    case .double: "double(lead.revenue)"
    case .string: "string(lead.zip)"
    case .timestamp: "timestamp(\"2026-01-31T00:00:00Z\")"
    case .duration: "duration(\"36h\")"
    }
  }
}

/// Calls of functions, and the verbs of our own.
extension SyntaxParser {
  mutating func call(_ name: String, _ nameRange: Range<Int>) throws(ExpressionProblem) -> Syntax {
    if name == "events" { return try events(nameRange) }
    let arguments = try self.arguments(of: name)
    let range = nameRange.lowerBound..<lastEnd
    if let clock = Clock(rawValue: name) {
      guard arguments.isEmpty else { throw misused(name, range, "\(name)() < 30") }
      return leaf(.days(since: clock), range)
    }
    switch name {
    case "has": return try has(arguments, range)
    case "points": return try points(arguments, range)
    case "reached": return try reached(arguments, range)
    default: return try function(name, nameRange, .global, arguments, range)
    }
  }

  func function(
    _ name: String, _ nameRange: Range<Int>, _ style: FunctionStyle, _ arguments: [Syntax], _ range: Range<Int>
  ) throws(ExpressionProblem) -> Syntax {
    guard let function = Function(rawValue: name) else { throw unknown(name, nameRange) }
    let shape = function.shape
    guard shape.styles.contains(style), arguments.count == shape.arguments else {
      throw misused(name, range, function.example)
    }
    return try node(.call(function, arguments), arguments, range)
  }

  private func has(_ arguments: [Syntax], _ range: Range<Int>) throws(ExpressionProblem) -> Syntax {
    guard arguments.count == 1, case .member(let map, let name) = arguments[0].form else {
      throw ExpressionProblem(
        range: range, message: "`has` takes one name behind a dot, as in `has(lead.title)`",
        hint: "a name with other characters is asked for as `\"a name\" in lead`")
    }
    return try node(.has(map, name), [map], range)
  }

  private func reached(_ arguments: [Syntax], _ range: Range<Int>) throws(ExpressionProblem) -> Syntax {
    guard arguments.count == 1, case .literal(.string(let name)) = arguments[0].form else {
      throw misused("reached", range, "reached(\"mql\")")
    }
    let ordered = Stage.allCases.filter { $0 != .disqualified }.map(\.name)
    guard let stage = Stage(name: name), ordered.contains(name) else {
      let hint = name == Stage.disqualified.name ? "write `stage == \"disqualified\"`" : nil
      throw ExpressionProblem(
        range: arguments[0].range, message: "`\(name)` is not a stage that can be reached",
        hint: hint ?? Spelling.question(name, ordered) ?? "stages are: " + ordered.joined(separator: ", "))
    }
    return leaf(.reached(stage), range)
  }

  private mutating func points(_ arguments: [Syntax], _ range: Range<Int>) throws(ExpressionProblem) -> Syntax {
    let example = "points().within(14)"
    guard arguments.isEmpty else { throw misused("points", range, example) }
    guard sees(.dot), next.kind == .identifier("within") else { return leaf(.points(within: nil), range) }
    let days = try within(example)
    return leaf(.points(within: days), range.lowerBound..<lastEnd)
  }

  /// `.within(N)`, N days with the day itself.
  mutating func within(_ example: String) throws(ExpressionProblem) -> Int {
    advance()
    let name = current.range
    advance()
    let arguments = try self.arguments(of: "within")
    guard arguments.count == 1, case .literal(.int(let days)) = arguments[0].form else {
      throw ExpressionProblem(
        range: name.lowerBound..<lastEnd,
        message: "`within` takes a number of days that is written out, as in `\(example)`",
        hint: "only then are the days known on which the answer can change")
    }
    guard days >= 1, days <= Limits.windowDays else {
      throw ExpressionProblem(
        range: arguments[0].range,
        message: "`within` takes 1 to \(Limits.windowDays) days; 1 is the day itself")
    }
    return Int(days)
  }

  func misused(_ name: String, _ range: Range<Int>, _ example: String) -> ExpressionProblem {
    ExpressionProblem(range: range, message: "`\(name)` is written like this: `\(example)`")
  }

  private func unknown(_ name: String, _ range: Range<Int>) -> ExpressionProblem {
    let known =
      Function.allCases.map(\.rawValue) + Quantifier.allCases.map(\.rawValue)
      + Clock.allCases.map(\.rawValue) + ["has", "points", "reached", "events"]
    let elsewhere = ["count", "days", "within", "where"].contains(name)
    return ExpressionProblem(
      range: range, message: "there is no function `\(name)`",
      hint: elsewhere
        ? "`\(name)` belongs to `events(\"…\")`, as in `events(\"demo_request\").within(30).count() >= 1`"
        : Spelling.question(name, known))
  }
}
