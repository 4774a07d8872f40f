/// The parts of an expression that are values.
extension Code {
  func outcome(_ reference: Reference, _ facts: inout some Facts) -> Outcome {
    switch nodes[reference] {
    case .constant(let value): return .value(value)
    case .failure(let error): return .error(error)
    case .slot(let index, let name): return facts.slot(index).map(Outcome.value) ?? .error(.missing(name))
    case .variable(let index):
      return index < facts.variables.count ? .value(facts.variables[index]) : .error(.noElement(Int64(index)))
    case .stage: return .value(.string(facts.stage.name))
    case .channel: return .value(.string(facts.channel))
    case .counter(let counter): return .value(.int(facts.count(counter)))
    case .negate(let part): return unary(part, &facts) { $0.negated }
    case .binary(let operation, let left, let right): return binary(left, right, &facts) { operation($0, $1) }
    case .conditional(let condition, let then, let otherwise):
      switch truth(condition, "? :", &facts) {
      case .yes: return outcome(then, &facts)
      case .no: return outcome(otherwise, &facts)
      case .error(let error): return .error(error)
      }
    case .call(let function, let part): return unary(part, &facts) { function.of($0) }
    case .textCall(let function, let text, let part): return binary(text, part, &facts) { function.of($0, $1) }
    case .matches(let text, let pattern):
      return unary(text, &facts) {
        guard case .string(let text) = $0 else { return .error(.mismatch(operation: "matches", $0.type, nil)) }
        return .value(.bool(pattern.matches(text)))
      }
    case .member(let map, let name): return unary(map, &facts) { $0.member(name) }
    case .hasMember(let map, let name): return unary(map, &facts) { $0.hasMember(name) }
    case .index(let container, let index): return binary(container, index, &facts) { $0.element($1) }
    case .namesStageAmong(let name, let stages):
      return unary(name, &facts) {
        guard case .string(let name) = $0, let stage = Stage(name: name) else {
          return .error(.unreadable(as: "stage"))
        }
        return .value(.bool(stages & (1 << stage.rawValue) != 0))
      }
    case .and, .or, .not, .quantified, .isFilled, .stageIsAmong, .compare, .remembered:
      return truth(reference, "&&", &facts).outcome
    }
  }

  @inline(__always)
  private func unary(_ part: Reference, _ facts: inout some Facts, _ apply: (Value) -> Outcome) -> Outcome {
    switch outcome(part, &facts) {
    case .value(let value): apply(value)
    case .error(let error): .error(error)
    }
  }

  @inline(__always)
  private func binary(
    _ left: Reference, _ right: Reference, _ facts: inout some Facts, _ apply: (Value, Value) -> Outcome
  ) -> Outcome {
    let left = outcome(left, &facts)
    guard case .value(let leftValue) = left else { return left }
    let right = outcome(right, &facts)
    guard case .value(let rightValue) = right else { return right }
    return apply(leftValue, rightValue)
  }
}

extension Function {
  /// A function of one value.
  func of(_ value: Value) -> Outcome {
    switch self {
    case .size: value.size
    case .int: value.asInt
    case .double: value.asDouble
    case .string: value.asString
    case .timestamp: value.asTimestamp
    case .duration: value.asDuration
    case .lowerAscii:
      if case .string(let text) = value {
        .value(.string(text.lowercasedASCII))
      } else {
        .error(.mismatch(operation: rawValue, value.type, nil))
      }
    case .startsWith, .endsWith, .contains, .matches: .error(.mismatch(operation: rawValue, value.type, nil))
    }
  }

  /// A function of a text and another. A pattern that is not written out is compiled each time.
  func of(_ value: Value, _ argument: Value) -> Outcome {
    guard case .string(let text) = value, case .string(let part) = argument else {
      return .error(.mismatch(operation: rawValue, value.type, argument.type))
    }
    switch self {
    case .startsWith: return .value(.bool(text.begins(with: part)))
    case .endsWith: return .value(.bool(text.ends(with: part)))
    case .contains: return .value(.bool(text.holds(part)))
    case .matches:
      switch Pattern.compile(part) {
      case .success(let pattern): return .value(.bool(pattern.matches(text)))
      case .failure(let problem): return .error(.badPattern(problem.reason))
      }
    default: return .error(.mismatch(operation: rawValue, value.type, argument.type))
    }
  }
}

extension Value {
  func member(_ name: String) -> Outcome {
    guard case .map(let entries) = self else { return .error(.mismatch(operation: ".\(name)", type, nil)) }
    return entries[.string(name)].map(Outcome.value) ?? .error(.missing(name))
  }

  func hasMember(_ name: String) -> Outcome {
    guard case .map(let entries) = self else { return .error(.mismatch(operation: "has", type, nil)) }
    return .value(.bool(entries[.string(name)] != nil))
  }

  func element(_ index: Value) -> Outcome {
    switch (self, index) {
    case (.list(let elements), .int(let position)): Self.element(of: elements, position)
    case (.list(let elements), .double(let position)):
      Int64(exactly: position).map { Self.element(of: elements, $0) } ?? .error(.unreadable(as: "index"))
    case (.map(let entries), _):
      MapKey(index).flatMap { entries[$0] }.map(Outcome.value) ?? .error(.missing(index.keyText))
    default: .error(.mismatch(operation: "[]", type, index.type))
    }
  }

  private static func element(of elements: [Value], _ position: Int64) -> Outcome {
    guard position >= 0, position < elements.count else { return .error(.noElement(position)) }
    return .value(elements[Int(position)])
  }

  private var keyText: String {
    if case .string(let text)? = asString.value { text } else { type.rawValue }
  }
}

extension Outcome {
  /// The value, where there is one.
  public var value: Value? { if case .value(let value) = self { value } else { nil } }
}
