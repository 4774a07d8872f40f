import Definitions
import Foundation

/// The operators and functions of the language; `nil` is the error value.
extension Term {
  static func apply(_ operation: BinaryOperator, _ a: Term, _ b: Term) -> Term? {
    switch operation {
    case .equal: .bool(a.equals(b))
    case .notEqual: .bool(!a.equals(b))
    case .less: compare(a, b) { $0 == .orderedAscending }
    case .lessOrEqual: compare(a, b) { $0 != .orderedDescending }
    case .greater: compare(a, b) { $0 == .orderedDescending }
    case .greaterOrEqual: compare(a, b) { $0 != .orderedAscending }
    case .isIn: a.isIn(b)
    case .add, .subtract, .multiply, .divide, .remainder: arithmetic(operation, a, b)
    }
  }

  private static func compare(_ a: Term, _ b: Term, _ holds: (ComparisonResult) -> Bool) -> Term? {
    if case .double(let number) = a, number.isNaN, b.isNumber { return .bool(false) }
    if case .double(let number) = b, number.isNaN, a.isNumber { return .bool(false) }
    return a.order(b).map { .bool(holds($0)) }
  }

  private var isNumber: Bool {
    switch self {
    case .int, .double: true
    default: false
    }
  }

  private func isIn(_ container: Term) -> Term? {
    switch container {
    case .list(let elements): .bool(elements.contains { equals($0) })
    case .map: .bool(container.value(at: self) != nil)
    default: nil
    }
  }

  private static func arithmetic(_ operation: BinaryOperator, _ a: Term, _ b: Term) -> Term? {
    switch (a, b, operation) {
    case (.int(let a), .int(let b), _): integer(operation, a, b)
    case (.double(let a), .double(let b), _): floating(operation, a, b).map { .double($0) }
    case (.string(let a), .string(let b), .add): .string(a + b)
    case (.list(let a), .list(let b), .add): .list(a + b)
    case (.timestamp(let a), .duration(let b), .add), (.duration(let b), .timestamp(let a), .add):
      timestamp(nanoseconds: a + b)
    case (.timestamp(let a), .duration(let b), .subtract): timestamp(nanoseconds: a - b)
    case (.timestamp(let a), .timestamp(let b), .subtract): duration(nanoseconds: a - b)
    case (.duration(let a), .duration(let b), .add): duration(nanoseconds: a + b)
    case (.duration(let a), .duration(let b), .subtract): duration(nanoseconds: a - b)
    default: nil
    }
  }

  private static func integer(_ operation: BinaryOperator, _ a: Int64, _ b: Int64) -> Term? {
    let exact: Int128
    switch operation {
    case .add: exact = Int128(a) + Int128(b)
    case .subtract: exact = Int128(a) - Int128(b)
    case .multiply: exact = Int128(a) * Int128(b)
    case .divide where b != 0: exact = Int128(a) / Int128(b)
    case .remainder where b != 0 && !(a == .min && b == -1): exact = Int128(a) % Int128(b)
    default: return nil
    }
    return Int64(exactly: exact).map { .int($0) }
  }

  private static func floating(_ operation: BinaryOperator, _ a: Double, _ b: Double) -> Double? {
    switch operation {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    default: nil
    }
  }

  var negated: Term? {
    switch self {
    case .int(let number): number == .min ? nil : .int(-number)
    case .double(let number): .double(-number)
    default: nil
    }
  }

  static func timestamp(nanoseconds: Int128) -> Term? {
    // 0001-01-01T00:00:00Z up to, not including, 10000-01-01T00:00:00Z.
    let seconds: Range<Int128> = -62_135_596_800..<253_402_300_800
    return seconds.contains(floor(nanoseconds, 1_000_000_000)) ? .timestamp(nanoseconds) : nil
  }

  static func duration(nanoseconds: Int128) -> Term? {
    Int64(exactly: nanoseconds).map { .duration(Int128($0)) }
  }

  static func floor(_ number: Int128, _ divisor: Int128) -> Int128 {
    let quotient = number / divisor
    return number % divisor < 0 ? quotient - 1 : quotient
  }
}
