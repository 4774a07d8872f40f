import Definitions

/// Walks the tree of an expression. Its answers are CEL's: `nil` is the error value, which
/// `&&` and `||` swallow where the other side decides.
struct ExpressionReader {
  var names: [String: Term] = [:]
  /// `nil` where only an event's properties can be asked for.
  let evening: Evening?

  func value(of syntax: Syntax) -> Term? {
    switch syntax.form {
    case .literal(let value): Term(value)
    case .name(let name): names[name] ?? root(name)
    case .member(let whole, let part): value(of: whole)?.value(at: .string(part))
    case .index(let whole, let part): element(of: whole, part)
    case .has(let whole, let part): has(whole, part)
    case .list(let elements): all(elements).map { .list($0) }
    case .not(let operand): not(operand)
    case .negate(let operand): value(of: operand)?.negated
    case .and(let operands): and(operands.map { value(of: $0) })
    case .or(let operands): or(operands.map { value(of: $0) })
    case .binary(let operation, let left, let right): binary(operation, left, right)
    case .conditional(let condition, let then, let otherwise): choose(condition, then, otherwise)
    case .call(let function, let arguments): all(arguments).flatMap { Term.call(function, $0) }
    case .quantified(let quantifier, let variable, let whole, let body):
      quantified(quantifier, variable, whole, body)
    case .days(let clock): evening.map { .int(Int64(clock == .created ? $0.ageDays : $0.idleDays)) }
    case .points(let window): evening.map { .int(Int64($0.happenings(within: window).map(\.points).reduce(0, +))) }
    case .events(let selection, let measure): evening.map { Self.measure($0.happenings(selection), measure) }
    case .reached(let stage): evening.map { .bool(Self.hasReached($0.stage, stage)) }
    }
  }

  private func root(_ name: String) -> Term? {
    guard let evening else { return nil }
    switch name {
    case "lead": return evening.lead
    case "account": return evening.account
    case "stage": return .string(evening.stage.name)
    case "channel": return .string(evening.channel)
    case "score": return .int(Int64(evening.score))
    default: return nil
    }
  }

  // MARK: Logic

  private func and(_ operands: [Term?]) -> Term? {
    if operands.contains(where: { $0?.isFalse ?? false }) { return .bool(false) }
    return operands.allSatisfy { $0?.isTrue ?? false } ? .bool(true) : nil
  }

  private func or(_ operands: [Term?]) -> Term? {
    if operands.contains(where: { $0?.isTrue ?? false }) { return .bool(true) }
    return operands.allSatisfy { $0?.isFalse ?? false } ? .bool(false) : nil
  }

  private func not(_ operand: Syntax) -> Term? {
    guard case .bool(let flag)? = value(of: operand) else { return nil }
    return .bool(!flag)
  }

  private func choose(_ condition: Syntax, _ then: Syntax, _ otherwise: Syntax) -> Term? {
    guard case .bool(let flag)? = value(of: condition) else { return nil }
    return value(of: flag ? then : otherwise)
  }

  private func quantified(_ quantifier: Quantifier, _ variable: String, _ whole: Syntax, _ body: Syntax) -> Term? {
    let elements: [Term]
    switch value(of: whole) {
    case .list(let all): elements = all
    case .map(let pairs): elements = pairs.map(\.key)
    default: return nil
    }
    let answers = elements.map { element in
      var inner = self
      inner.names[variable] = element
      return inner.value(of: body)
    }
    return quantifier == .exists ? or(answers) : and(answers)
  }

  // MARK: Parts

  /// The values of all, or the error if one of them is.
  private func all(_ parts: [Syntax]) -> [Term]? {
    let values = parts.compactMap { value(of: $0) }
    return values.count == parts.count ? values : nil
  }

  private func binary(_ operation: BinaryOperator, _ left: Syntax, _ right: Syntax) -> Term? {
    guard let left = value(of: left), let right = value(of: right) else { return nil }
    return Term.apply(operation, left, right)
  }

  private func element(of whole: Syntax, _ part: Syntax) -> Term? {
    guard let whole = value(of: whole), let part = value(of: part) else { return nil }
    guard case .list(let elements) = whole else { return whole.value(at: part) }
    return elements.indices.first { Term.int(Int64($0)).equals(part) }.map { elements[$0] }
  }

  private func has(_ whole: Syntax, _ part: String) -> Term? {
    guard case .map? = value(of: whole) else { return nil }
    return .bool(value(of: whole)?.value(at: .string(part)) != nil)
  }

  // MARK: Events and stages

  private static func measure(_ found: [ScoredHappening], _ measure: EventMeasure) -> Term {
    switch measure {
    case .count: .int(Int64(found.count))
    case .exists: .bool(!found.isEmpty)
    case .days: .int(Int64(Set(found.map(\.happening.when.day)).count))
    }
  }

  private static func hasReached(_ stage: Stage, _ goal: Stage) -> Bool {
    let ladder: [Stage] = [.lead, .mql, .sql, .opportunity, .customer]
    guard let here = ladder.firstIndex(of: stage), let there = ladder.firstIndex(of: goal) else { return false }
    return here >= there
  }
}
