import Definitions

/// What a stranger's bytes can reach, each with what must hold whatever they are.
///
/// The fuzzer (`make fuzz`, package `Tests/Fuzz`) and the test of its findings enter here, so that
/// a finding is the same thing in both.
enum FuzzEntry: String, CaseIterable, Sendable {
  /// An expression: parsed, checked, tried on facts, and evaluated as a gate.
  case expression
  /// A file of `definition set`.
  case document
  /// Facts, properties of events, and values with their types beside them.
  case json
  /// A file of `model set`.
  case model
  /// A file of `sink set`.
  case sinks

  /// Traps where a promise is broken.
  func take(_ bytes: some Sequence<UInt8>) {
    let text = String(decoding: Array(bytes), as: UTF8.self)
    switch self {
    case .expression: Self.takeExpression(text)
    case .document: Self.takeDocument(text)
    case .json: Self.takeJSON(text)
    case .model: FuzzDocuments.takeModel(text)
    case .sinks: FuzzDocuments.takeSinks(text)
    }
  }

  /// A gate has forms of its own for speed (counters against numbers, stages as bits, parts that are
  /// remembered); a trial has none of them. Both must say the same.
  private static func takeExpression(_ text: String) {
    let facts = Lead()
    _ = outcome(of: text, facts)
    let quoted = text.replacing("'", with: "''")
    guard let definition = definition("name: fuzz\nqualified: { fit: '\(quoted)' }\n"),
      let gate = definition.gates[.fit]
    else { return }
    let program = definition.program
    for day in [Lead(), Lead.late] {
      var state = program.makeState()
      day.fill(&state, of: program)
      let holds = program.holds(.fit, &state)
      precondition(program.holds(.fit, &state) == holds, "what is remembered differs from what was computed")
      walk(definition, state)
      guard program.queries.isEmpty, program.pointWindows.isEmpty else { continue }
      precondition(
        holds == (outcome(of: gate.text, day) == .value(.bool(true))), "as a gate it is \(holds), tried it is not")
    }
  }

  private static func takeDocument(_ text: String) {
    guard let definition = definition(text) else { return }
    let program = definition.program
    var state = program.makeState()
    Lead().fill(&state, of: program)
    let qualifies = program.qualifies(&state)
    var fresh = program.makeState()
    Lead().fill(&fresh, of: program)
    precondition(qualifies == Gate.allCases.allSatisfy { program.holds($0, &fresh) })
    walk(definition, state)
    let properties = program.eventProperties.map { _ in Value.string("/pricing") as Value? }
    for rule in definition.scoring {
      let plan = program.plan(forType: rule.event)
      _ = (program.score(plan, properties), program.score(plan, []))
    }
    for query in program.queries {
      if let condition = query.condition { _ = program.holds(condition, on: properties) }
    }
    precondition(self.definition(definition.source) != nil, "what was read once can be read again")
  }

  private static func takeJSON(_ text: String) {
    _ = try? Trial.answer(text)
    guard let value = try? JSONReader.read(text) else { return }
    _ = TypedJSON.value(value)
    _ = value.json
    let typed = TypedJSON.text(value)
    precondition((try? JSONReader.read(typed)).flatMap(TypedJSON.value) == value, "it does not come back: \(typed)")
  }

  private static func definition(_ text: String) -> Definition? {
    do {
      let definition = try Definition.parse(text, file: "fuzz.yaml")
      for warning in definition.warnings { _ = warning.description }
      return definition
    } catch {
      _ = error.description
      return nil
    }
  }

  private static func outcome(of text: String, _ facts: Lead) -> Outcome? {
    do {
      let outcome = try Trial(text).evaluate(facts.bindings)
      switch outcome {
      case .value(let value): _ = (value.json, TypedJSON.text(value))
      case .error(let error): _ = error.description
      }
      return outcome
    } catch {
      _ = error.description
      return nil
    }
  }

  /// Every way of explaining the gates.
  private static func walk(_ definition: Definition, _ state: GateState) {
    for gate in definition.gates.values {
      let parts = definition.program.trace(gate, state) + definition.program.decisive(gate, state)
      for part in parts { _ = "\(part.outcome)" }
    }
  }
}

/// What the entries evaluate on: a value of each kind, at the ends of their ranges too.
private struct Lead {
  var attributes: [String: Value] = [
    "a": .int(1), "b": .double(2.5), "c": .string("x"), "d": .bool(true), "n": .int(.min), "m": .double(.infinity),
    "title": .string("VP Sales\u{0}\u{FFFD}é"), "tags": .list([.string("x"), .int(1), .null, .list([])]),
    "map": .map([.string("city"): .string("Berlin"), .int(1): .double(.nan), .bool(true): .map([:])]),
  ]
  var stage = Stage.mql
  var score: Int64 = 40
  var age: Int64 = 0

  static let late = Lead(attributes: ["c": .string("")], stage: .disqualified, score: .max, age: 1_000_000)

  var bindings: [String: Value] {
    let map = Value.map(Dictionary(uniqueKeysWithValues: attributes.map { (.string($0), $1) }))
    return [
      "lead": map, "account": map, "stage": .string(stage.name), "channel": .string("linkedin"), "score": .int(score),
      "age_days": .int(age), "idle_days": .int(age),
    ]
  }

  func fill(_ state: inout GateState, of program: Program) {
    for (slot, path) in program.attributes.enumerated() { state.setAttribute(slot, attributes[path.name]) }
    state.stage = stage
    state.channel = "linkedin"
    state.score = score
    state.ageDays = age
    state.idleDays = age
    for slot in state.counts.indices { state.counts[slot] = age }
    for slot in state.points.indices { state.points[slot] = -age }
  }
}
