import Definitions
import Foundation

/// A value of the expression language, as the evaluator computes with it. CEL's error value is
/// `nil` of an optional term.
indirect enum Term {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
  case list([Term])
  case map([(key: Term, value: Term)])
  /// Nanoseconds since 1970-01-01T00:00:00Z, within the years 1 to 9999.
  case timestamp(Int128)
  case duration(Int128)

  init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .bool(let flag): self = .bool(flag)
    case .int(let number): self = .int(number)
    case .double(let number): self = .double(number)
    case .string(let text): self = .string(text)
    case .list(let values): self = .list(values.map { Term($0) })
    case .map(let pairs): self = .map(pairs.map { (Term($0.key.value), Term($0.value)) })
    case .timestamp(let time): self = .timestamp(Int128(time.seconds) * 1_000_000_000 + Int128(time.nanoseconds))
    case .duration(let length): self = .duration(Int128(length.nanoseconds))
    }
  }

  /// Attributes by their names.
  init(_ values: [String: Value]) {
    self = .map(values.map { (.string($0.key), Term($0.value)) })
  }

  var isTrue: Bool { if case .bool(true) = self { true } else { false } }
  var isFalse: Bool { if case .bool(false) = self { true } else { false } }

  /// What a map has under a key; `nil` where it has nothing or is no map.
  func value(at key: Term) -> Term? {
    guard case .map(let pairs) = self else { return nil }
    return pairs.first { $0.key.equals(key) }?.value
  }
}

// MARK: Equality and order

extension Term {
  /// `==`: values of different types are unequal, but numbers compare as numbers.
  func equals(_ other: Term) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.string(let a), .string(let b)): Array(a.utf8) == Array(b.utf8)
    case (.timestamp(let a), .timestamp(let b)): a == b
    case (.duration(let a), .duration(let b)): a == b
    case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.equals($1) }
    case (.map(let a), .map(let b)):
      a.count == b.count && a.allSatisfy { pair in other.value(at: pair.key)?.equals(pair.value) ?? false }
    default: numericOrder(other) == .orderedSame
    }
  }

  /// Less, same or greater; `nil` where the two have no order, NaN among them.
  func order(_ other: Term) -> ComparisonResult? {
    switch (self, other) {
    case (.bool(let a), .bool(let b)): Self.order(a ? 1 : 0, b ? 1 : 0)
    case (.string(let a), .string(let b)):
      a.utf8.lexicographicallyPrecedes(b.utf8)
        ? .orderedAscending : Array(a.utf8) == Array(b.utf8) ? .orderedSame : .orderedDescending
    case (.timestamp(let a), .timestamp(let b)): Self.order(a, b)
    case (.duration(let a), .duration(let b)): Self.order(a, b)
    default: numericOrder(other)
    }
  }

  private func numericOrder(_ other: Term) -> ComparisonResult? {
    switch (self, other) {
    case (.int(let a), .int(let b)): return Self.order(a, b)
    case (.double(let a), .double(let b)): return a.isNaN || b.isNaN ? nil : Self.order(a, b)
    case (.int(let a), .double(let b)): return Self.order(a, to: b)
    case (.double(let a), .int(let b)):
      return Self.order(b, to: a).flatMap { ComparisonResult(rawValue: -$0.rawValue) }
    default: return nil
    }
  }

  /// Exact, also where the integer has no double of its own.
  private static func order(_ a: Int64, to b: Double) -> ComparisonResult? {
    if b.isNaN { return nil }
    if b >= 9_223_372_036_854_775_808 { return .orderedAscending }
    if b < -9_223_372_036_854_775_808 { return .orderedDescending }
    let whole = Int64(b.rounded(.down))
    if a == whole { return b > b.rounded(.down) ? .orderedAscending : .orderedSame }
    return order(a, whole)
  }

  private static func order<T: Comparable>(_ a: T, _ b: T) -> ComparisonResult {
    a < b ? .orderedAscending : a > b ? .orderedDescending : .orderedSame
  }
}
