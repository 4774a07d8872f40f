extension Trial {
  /// Answers a line of `{"expr": …, "bindings": {…}}` in typed JSON: `{"value": …}`, or `{"error": …}`
  /// where there is none, an expression that does not parse among it.
  ///
  /// Throws where the line is no such thing.
  public static func answer(_ line: String) throws(JSONProblem) -> String {
    let request = try JSONReader.read(line)
    guard case .map(let members) = request, case .string(let expression)? = members[.string("expr")] else {
      throw JSONProblem(line: 1, message: "this is no object with an \"expr\"")
    }
    do {
      let outcome = try Trial(expression).evaluate(try bindings(members[.string("bindings")]))
      switch outcome {
      case .value(let value): return #"{"value": \#(TypedJSON.text(value))}"#
      case .error(let error): return #"{"error": \#(Value.quoted(error.description))}"#
      }
    } catch let problem as JSONProblem {
      throw problem
    } catch {
      return #"{"error": \#(Value.quoted((error as? Diagnostic)?.message ?? "\(error)"))}"#
    }
  }

  private static func bindings(_ given: Value?) throws(JSONProblem) -> [String: Value] {
    guard let given else { return [:] }
    guard case .map(let members) = given else {
      throw JSONProblem(line: 1, message: "\"bindings\" is no object")
    }
    var bindings: [String: Value] = [:]
    for (name, content) in members {
      guard case .string(let name) = name, let value = TypedJSON.value(content) else {
        throw JSONProblem(line: 1, message: "the binding \(name) is no typed value, such as {\"int\": \"5\"}")
      }
      bindings[name] = value
    }
    return bindings
  }

  /// Facts as plain JSON: `{"lead": {…}, "x": 1}`.
  public static func facts(_ json: String) throws(JSONProblem) -> [String: Value] {
    guard case .map(let members) = try JSONReader.read(json) else {
      throw JSONProblem(line: 1, message: "the facts are no JSON object")
    }
    var facts: [String: Value] = [:]
    for case (.string(let name), let value) in members { facts[name] = value }
    return facts
  }
}
