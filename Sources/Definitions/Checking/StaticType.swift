/// What is known of a value's type from the text.
enum StaticType: Hashable {
  /// An attribute or a property: whatever the data hold.
  case any
  case known(ValueType)

  static let bool = StaticType.known(.bool)
  static let int = StaticType.known(.int)
  static let string = StaticType.known(.string)
  static let list = StaticType.known(.list)

  init(_ value: Value) { self = .known(value.type) }

  func mayBe(_ types: ValueType...) -> Bool {
    switch self {
    case .any: true
    case .known(let type): types.contains(type)
    }
  }

  /// Whether `==` between the two can ever be true.
  func mayEqual(_ other: StaticType) -> Bool {
    guard case .known(let left) = self, case .known(let right) = other else { return true }
    let numbers: Set<ValueType> = [.int, .double]
    return left == right || (numbers.contains(left) && numbers.contains(right))
  }

  /// Whether `<` between the two has a meaning.
  func isOrdered(with other: StaticType) -> Bool {
    let unordered: [ValueType] = [.null, .list, .map]
    for type in [self, other] {
      if case .known(let type) = type, unordered.contains(type) { return false }
    }
    return mayEqual(other)
  }

  /// With its article, for a sentence.
  var phrase: String {
    switch self {
    case .any: "a value"
    case .known(.null): "null"
    case .known(.int): "an int"
    case .known(let type): "a \(type.rawValue)"
    }
  }
}

extension BinaryOperator {
  /// The type of the result of arithmetic; `nil` where the operator has no meaning for the two.
  func result(_ left: StaticType, _ right: StaticType) -> StaticType? {
    let triples = Self.arithmetic[self] ?? []
    let fitting = triples.filter { left.mayBe($0.0) && right.mayBe($0.1) }
    guard let first = fitting.first else { return nil }
    return fitting.allSatisfy { $0.2 == first.2 } ? .known(first.2) : .any
  }

  private static let numbers: [(ValueType, ValueType, ValueType)] = [(.int, .int, .int), (.double, .double, .double)]

  private static let arithmetic: [BinaryOperator: [(ValueType, ValueType, ValueType)]] = [
    .add: numbers + [
      (.string, .string, .string), (.list, .list, .list), (.timestamp, .duration, .timestamp),
      (.duration, .timestamp, .timestamp), (.duration, .duration, .duration),
    ],
    .subtract: numbers + [
      (.timestamp, .timestamp, .duration), (.timestamp, .duration, .timestamp), (.duration, .duration, .duration),
    ],
    .multiply: numbers,
    .divide: numbers,
    .remainder: [(.int, .int, .int)],
  ]
}

extension Function {
  /// What it takes as its first argument, and what it gives.
  var types: (takes: [ValueType], gives: ValueType) {
    switch self {
    case .size: ([.string, .list, .map], .int)
    case .startsWith, .endsWith, .contains, .matches: ([.string], .bool)
    case .lowerAscii: ([.string], .string)
    case .int: ([.int, .double, .string, .timestamp], .int)
    case .double: ([.int, .double, .string], .double)
    case .string: ([.string, .bool, .int, .double, .timestamp, .duration], .string)
    case .timestamp: ([.timestamp, .string, .int], .timestamp)
    case .duration: ([.duration, .string], .duration)
    }
  }
}
