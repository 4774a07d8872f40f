/// Arithmetic of the language. Ints and doubles do not mix (as in CEL: write `double(x)`), and
/// what does not fit is an error value.
extension Value {
  func plus(_ other: Value) -> Outcome {
    switch (self, other) {
    case (.int(let left), .int(let right)): Self.checked(left.addingReportingOverflow(right))
    case (.double(let left), .double(let right)): .value(.double(left + right))
    case (.string(let left), .string(let right)): Self.joined(left, right)
    case (.list(let left), .list(let right)): Self.joined(left, right)
    case (.timestamp(let instant), .duration(let length)), (.duration(let length), .timestamp(let instant)):
      Self.checked(instant.adding(length))
    case (.duration(let left), .duration(let right)):
      Self.checkedDuration(left.nanoseconds.addingReportingOverflow(right.nanoseconds))
    default: mismatch("+", other)
    }
  }

  func minus(_ other: Value) -> Outcome {
    switch (self, other) {
    case (.int(let left), .int(let right)): Self.checked(left.subtractingReportingOverflow(right))
    case (.double(let left), .double(let right)): .value(.double(left - right))
    case (.timestamp(let left), .timestamp(let right)):
      left.since(right).map { .value(.duration($0)) } ?? .error(.overflow)
    case (.timestamp(let instant), .duration(let length)): Self.checked(instant.subtracting(length))
    case (.duration(let left), .duration(let right)):
      Self.checkedDuration(left.nanoseconds.subtractingReportingOverflow(right.nanoseconds))
    default: mismatch("-", other)
    }
  }

  func times(_ other: Value) -> Outcome {
    switch (self, other) {
    case (.int(let left), .int(let right)): Self.checked(left.multipliedReportingOverflow(by: right))
    case (.double(let left), .double(let right)): .value(.double(left * right))
    default: mismatch("*", other)
    }
  }

  func divided(by other: Value) -> Outcome {
    switch (self, other) {
    case (.int, .int(0)): .error(.divisionByZero)
    case (.int(let left), .int(let right)): Self.checked(left.dividedReportingOverflow(by: right))
    case (.double(let left), .double(let right)): .value(.double(left / right))
    default: mismatch("/", other)
    }
  }

  func remainder(by other: Value) -> Outcome {
    switch (self, other) {
    case (.int, .int(0)): .error(.divisionByZero)
    case (.int(let left), .int(let right)): Self.checked(left.remainderReportingOverflow(dividingBy: right))
    default: mismatch("%", other)
    }
  }

  var negated: Outcome {
    switch self {
    case .int(let number): Self.checked(Int64(0).subtractingReportingOverflow(number))
    case .double(let number): .value(.double(-number))
    default: .error(.mismatch(operation: "-", type, nil))
    }
  }

  private func mismatch(_ operation: String, _ other: Value) -> Outcome {
    .error(.mismatch(operation: operation, type, other.type))
  }

  private static func checked(_ result: (partialValue: Int64, overflow: Bool)) -> Outcome {
    result.overflow ? .error(.overflow) : .value(.int(result.partialValue))
  }

  private static func checkedDuration(_ result: (partialValue: Int64, overflow: Bool)) -> Outcome {
    result.overflow ? .error(.overflow) : .value(.duration(Elapsed(nanoseconds: result.partialValue)))
  }

  private static func checked(_ instant: Timestamp?) -> Outcome {
    instant.map { .value(.timestamp($0)) } ?? .error(.overflow)
  }

  /// `x + x + x + …` would double with every level of nesting.
  private static func joined(_ left: String, _ right: String) -> Outcome {
    left.utf8.count + right.utf8.count > Limits.concatenation ? .error(.tooLarge) : .value(.string(left + right))
  }

  private static func joined(_ left: [Value], _ right: [Value]) -> Outcome {
    left.count + right.count > Limits.concatenation ? .error(.tooLarge) : .value(.list(left + right))
  }
}
