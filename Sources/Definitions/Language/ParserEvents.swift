/// `events("a", "b").where(e, …).within(N).count()`: read as one, because nothing in between is a value.
extension SyntaxParser {
  mutating func events(_ name: Range<Int>) throws(ExpressionProblem) -> Syntax {
    let types = try eventTypes(name)
    var condition: EventSelection.Condition?
    var window: Int?
    while sees(.dot), case .identifier(let verb) = next.kind {
      if verb == "where", condition == nil {
        condition = try whereClause()
      } else if verb == "within", window == nil {
        window = try within("events(\"demo_request\").within(30).exists()")
      } else if let measure = EventMeasure(rawValue: verb) {
        return try measured(
          EventSelection(types: types, condition: condition, window: window), measure, from: name.lowerBound)
      } else {
        throw misplaced(verb)
      }
    }
    throw ExpressionProblem(
      range: name.lowerBound..<lastEnd, message: "events by themselves are not a value",
      hint: "add `.count()`, `.exists()` or `.days()`")
  }

  private mutating func eventTypes(_ name: Range<Int>) throws(ExpressionProblem) -> [String] {
    let arguments = try self.arguments(of: "events")
    var types: [String] = []
    for argument in arguments {
      guard case .literal(.string(let type)) = argument.form, !type.isEmpty else {
        throw ExpressionProblem(
          range: argument.range, message: "`events` takes the types of events in quotes",
          hint: "as in `events(\"demo_request\", \"pricing_request\").count()`")
      }
      types.append(type)
    }
    guard !types.isEmpty else {
      throw ExpressionProblem(
        range: name.lowerBound..<lastEnd, message: "`events` takes at least one type of events",
        hint: "as in `events(\"demo_request\").exists()`")
    }
    return types
  }

  private mutating func whereClause() throws(ExpressionProblem) -> EventSelection.Condition {
    advance()
    let start = current.range.lowerBound
    advance()
    let arguments = try self.arguments(of: "where")
    guard arguments.count == 2, case .name(let variable) = arguments[0].form else {
      throw ExpressionProblem(
        range: start..<lastEnd, message: "`where` takes a name for the event and a condition",
        hint: "as in `.where(e, e.path.startsWith(\"/pricing\"))`")
    }
    return EventSelection.Condition(variable: variable, body: arguments[1])
  }

  private mutating func measured(
    _ selection: EventSelection, _ measure: EventMeasure, from start: Int
  ) throws(ExpressionProblem) -> Syntax {
    advance()
    let name = current.range
    advance()
    guard try arguments(of: measure.rawValue).isEmpty else {
      throw ExpressionProblem(
        range: name, message: "`\(measure.rawValue)` takes nothing here",
        hint: "a condition on the events stands in `.where(e, …)`")
    }
    return try node(
      .events(selection, measure), selection.condition.map { [$0.body] } ?? [], start..<lastEnd)
  }

  private func misplaced(_ verb: String) -> ExpressionProblem {
    let verbs = ["where", "within"] + EventMeasure.allCases.map(\.rawValue)
    let isRepeated = verb == "where" || verb == "within"
    return ExpressionProblem(
      range: next.range,
      message: isRepeated ? "`\(verb)` stands here twice" : "events have no `\(verb)`",
      hint: isRepeated
        ? "join two conditions with `&&`"
        : Spelling.question(verb, verbs) ?? "they have: " + verbs.joined(separator: ", "))
  }
}
