/// What an evaluation looks at. The same code runs over a lead's state, over one event's
/// properties, and over facts given by hand.
protocol Facts {
  /// What fills a slot; `nil` where the lead, the event or the facts have none.
  func slot(_ index: Int) -> Value?
  var stage: Stage { get }
  var channel: String { get }
  func count(_ counter: Counter) -> Int64
  /// Variables of macros, innermost last.
  var variables: [Value] { get set }
  func remembered(_ index: Int) -> Truth?
  mutating func remember(_ index: Int, _ truth: Truth)
}

/// Facts without a lead.
extension Facts {
  var stage: Stage { .lead }
  var channel: String { "" }
  func count(_ counter: Counter) -> Int64 { 0 }
  func remembered(_ index: Int) -> Truth? { nil }
  mutating func remember(_ index: Int, _ truth: Truth) {}
}

/// Evaluation: recursive, as deep as the tree was (``Limits/depth``).
extension Code {
  /// Whether an expression is true: an error is not, and neither is a value that is no boolean.
  func isTrue(_ reference: Reference, _ facts: inout some Facts) -> Bool { truth(reference, "&&", &facts).isYes }

  /// A condition. `operation` is what asks, for the error where the answer is no boolean.
  func truth(_ reference: Reference, _ operation: String, _ facts: inout some Facts) -> Truth {
    switch nodes[reference] {
    case .and(let parts): return all(parts, &facts)
    case .or(let parts): return any(parts, &facts)
    case .compare(let counter, let operation, let number):
      let count = facts.count(counter)
      return Truth(operation.accepts(count < number ? -1 : count == number ? 0 : 1) ?? false)
    case .stageIsAmong(let stages): return Truth(stages & (1 << facts.stage.rawValue) != 0)
    case .isFilled(let index): return Truth(facts.slot(index) != nil)
    case .not(let part): return inverted(part, &facts)
    case .remembered(let index, let part):
      if let known = facts.remembered(index) { return known }
      let truth = truth(part, operation, &facts)
      facts.remember(index, truth)
      return truth
    case .quantified(let quantifier, let list, let variable, let body):
      return quantified(quantifier, list, variable, body, &facts)
    default: return Truth(outcome(reference, &facts), of: operation)
    }
  }

  private func all(_ parts: Range<Int>, _ facts: inout some Facts) -> Truth {
    var error: EvaluationError?
    for part in parts {
      switch truth(operands[part], "&&", &facts) {
      case .no: return .no
      case .yes: continue
      case .error(let first): error = error ?? first
      }
    }
    return error.map(Truth.error) ?? .yes
  }

  private func any(_ parts: Range<Int>, _ facts: inout some Facts) -> Truth {
    var error: EvaluationError?
    for part in parts {
      switch truth(operands[part], "||", &facts) {
      case .yes: return .yes
      case .no: continue
      case .error(let first): error = error ?? first
      }
    }
    return error.map(Truth.error) ?? .no
  }

  private func inverted(_ part: Reference, _ facts: inout some Facts) -> Truth {
    switch truth(part, "!", &facts) {
    case .yes: .no
    case .no: .yes
    case .error(let error): .error(error)
    }
  }

  /// `exists` is `||` over the elements and `all` is `&&`, with the same way of meeting errors.
  private func quantified(
    _ quantifier: Quantifier, _ list: Reference, _ variable: Int, _ body: Reference, _ facts: inout some Facts
  ) -> Truth {
    let elements: [Value]
    switch outcome(list, &facts) {
    case .value(.list(let values)): elements = values
    case .value(.map(let entries)): elements = entries.keys.map(\.value)
    case .value(let other): return .error(.mismatch(operation: quantifier.rawValue, other.type, nil))
    case .error(let error): return .error(error)
    }
    let outer = facts.variables.count
    defer { facts.variables.removeLast(facts.variables.count - outer) }
    var error: EvaluationError?
    for element in elements {
      facts.variables.removeLast(facts.variables.count - outer)
      facts.variables.append(element)
      switch truth(body, quantifier == .all ? "&&" : "||", &facts) {
      case .yes where quantifier == .exists: return .yes
      case .no where quantifier == .all: return .no
      case .error(let first): error = error ?? first
      default: continue
      }
    }
    return error.map(Truth.error) ?? Truth(quantifier == .all)
  }
}
