/// What is known from the text alone.
extension Syntax {
  /// A scalar that is written out, `timestamp("…")` and `duration("…")` included.
  var constant: Outcome? {
    switch form {
    case .literal(let value): .value(value)
    case .call(let function, let arguments): Self.constant(function, arguments)
    default: nil
    }
  }

  static func constant(_ function: Function, _ arguments: [Syntax]) -> Outcome? {
    guard function == .timestamp || function == .duration, case .literal(let value)? = arguments.first?.form else {
      return nil
    }
    return function.of(value)
  }

  /// `a.b.c`, where it is nothing but names.
  var dottedName: String? {
    var names: [String] = []
    var tree = self
    while case .member(let inner, let name) = tree.form {
      names.append(name)
      tree = inner
    }
    guard case .name(let root) = tree.form else { return nil }
    return ([root] + names.reversed()).joined(separator: ".")
  }

  /// The parts, in the order of the text. The variable of a macro or of `where` is not one.
  public var parts: [Syntax] {
    switch form {
    case .literal, .name, .days, .points, .reached: []
    case .member(let part, _), .has(let part, _), .not(let part), .negate(let part): [part]
    case .index(let left, let right), .binary(_, let left, let right): [left, right]
    case .quantified(_, _, let list, let body): [list, body]
    case .list(let parts), .and(let parts), .or(let parts), .call(_, let parts): parts
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .events(let selection, _): selection.condition.map { [$0.body] } ?? []
    }
  }
}

extension Outcome {
  var node: Code.Node {
    switch self {
    case .value(let value): .constant(value)
    case .error(let error): .failure(error)
    }
  }
}
