/// What evaluating comes to: a value, or CEL's error value.
///
/// An error is an ordinary result: `false && error` is false. It never leaves the evaluator as a
/// Swift error, and no data makes one trap.
public enum Outcome: Hashable, Sendable {
  case value(Value)
  case error(EvaluationError)

  static var yes: Outcome { .value(.bool(true)) }
  static var no: Outcome { .value(.bool(false)) }
}

/// Why there is no value.
public enum EvaluationError: Error, Hashable, Sendable {
  /// The attribute, property or key is not there.
  case missing(String)
  /// Nothing has this name.
  case unknownName(String)
  /// The operation has no meaning for a value of this type, or for two of these.
  case mismatch(operation: String, ValueType, ValueType?)
  /// An index that the list does not have.
  case noElement(Int64)
  case overflow
  case divisionByZero
  /// A text or number that cannot be read as the wanted type.
  case unreadable(as: String)
  /// RE2 refused the pattern.
  case badPattern(String)
  /// A text or list put together would exceed what one value may hold.
  case tooLarge
  /// An event verb, asked where there are no events: in `definition try`.
  case noEvents(String)
}

extension EvaluationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let name): "there is no `\(name)`"
    case .unknownName(let name): "nothing is named `\(name)`"
    case .mismatch(let operation, let type, nil): "`\(operation)` has no meaning for \(type.rawValue)"
    case .mismatch(let operation, let left, let right?):
      "`\(operation)` has no meaning between \(left.rawValue) and \(right.rawValue)"
    case .noElement(let index): "the list has no element \(index)"
    case .overflow: "the result is out of range"
    case .divisionByZero: "a division by zero"
    case .unreadable(let type): "this is no valid \(type)"
    case .badPattern(let reason): "the pattern is not valid: \(reason)"
    case .tooLarge: "the result is too large"
    case .noEvents(let verb): "`\(verb)` needs the events of a lead"
    }
  }
}
