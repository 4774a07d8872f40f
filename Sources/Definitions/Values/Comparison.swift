extension Value {
  /// `==` of the language: numbers compare by value whatever their type (as doubles, like CEL's
  /// own runtime), lists and maps element by element, and values of different kinds are just not
  /// equal. NaN equals nothing. Never an error.
  public func equals(_ other: Value) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.int(let left), .double(let right)): Double(left) == right
    case (.double(let left), .int(let right)): left == Double(right)
    case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
    case (.list(let left), .list(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.equals($1) }
    case (.map(let left), .map(let right)):
      left.count == right.count
        && left.allSatisfy { key, value in right[key].map { value.equals($0) } ?? false }
    case (.timestamp(let left), .timestamp(let right)): left == right
    case (.duration(let left), .duration(let right)): left == right
    default: false
    }
  }

  /// How two values are ordered, where they have an order at all.
  enum Ordering {
    case ordered(Int)
    /// NaN is in it: every comparison is false.
    case unordered
    /// The types do not compare.
    case mismatch
  }

  func ordering(_ other: Value) -> Ordering {
    switch (self, other) {
    case (.int(let left), .int(let right)): .ordered(left < right ? -1 : left == right ? 0 : 1)
    case (.double(let left), .double(let right)): Self.ordering(left, right)
    case (.int(let left), .double(let right)): Self.ordering(Double(left), right)
    case (.double(let left), .int(let right)): Self.ordering(left, Double(right))
    case (.string(let left), .string(let right)): .ordered(left.order(right))
    case (.bool(let left), .bool(let right)): .ordered((left ? 1 : 0) - (right ? 1 : 0))
    case (.timestamp(let left), .timestamp(let right)): .ordered(left < right ? -1 : left == right ? 0 : 1)
    case (.duration(let left), .duration(let right)): Self.ordering(left.nanoseconds, right.nanoseconds)
    default: .mismatch
    }
  }

  private static func ordering<Number: Comparable>(_ left: Number, _ right: Number) -> Ordering {
    left < right ? .ordered(-1) : left > right ? .ordered(1) : left == right ? .ordered(0) : .unordered
  }

  /// A double can: where it is whole it finds an int. Anything without a key's type is an error.
  private var canBeKey: Bool {
    switch self {
    case .bool, .int, .double, .string: true
    case .null, .list, .map, .timestamp, .duration: false
    }
  }

  /// Whether this is in a list, or is a key of a map.
  func isIn(_ container: Value) -> Outcome {
    switch container {
    case .list(let elements): .value(.bool(elements.contains { $0.equals(self) }))
    case .map(let entries) where canBeKey: .value(.bool(MapKey(self).map { entries[$0] != nil } ?? false))
    default: .error(.mismatch(operation: "in", type, container.type))
    }
  }
}

extension BinaryOperator {
  /// What a comparison says of an order; `nil` for an operator that is none.
  func accepts(_ order: Int) -> Bool? {
    switch self {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    default: nil
    }
  }

  /// The operator with its sides exchanged: `a < b` is `b > a`.
  var mirrored: BinaryOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: self
    }
  }

  /// This operator on two values.
  func callAsFunction(_ left: Value, _ right: Value) -> Outcome {
    switch self {
    case .equal: .value(.bool(left.equals(right)))
    case .notEqual: .value(.bool(!left.equals(right)))
    case .less, .lessOrEqual, .greater, .greaterOrEqual: compare(left, right)
    case .isIn: left.isIn(right)
    case .add: left.plus(right)
    case .subtract: left.minus(right)
    case .multiply: left.times(right)
    case .divide: left.divided(by: right)
    case .remainder: left.remainder(by: right)
    }
  }

  private func compare(_ left: Value, _ right: Value) -> Outcome {
    switch left.ordering(right) {
    case .ordered(let order): .value(.bool(accepts(order) ?? false))
    case .unordered: .no
    case .mismatch: .error(.mismatch(operation: rawValue, left.type, right.type))
    }
  }
}
