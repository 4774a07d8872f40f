import Foundation

/// How PostgreSQL prints what the naive evaluator says.
extension Decimal? {
  var six: String { map { $0.fixed(6) } ?? "-" }
  /// Bounds of an interval are computed with doubles on one side and numerics on the other.
  var three: String { map { $0.fixed(3) } ?? "-" }
}

extension Bool? {
  var letter: String { map { $0 ? "t" : "f" } ?? "-" }
}

extension Decimal {
  fileprivate func fixed(_ digits: Int) -> String {
    var (rounded, value) = (Decimal(), self)
    NSDecimalRound(&rounded, &value, digits, .plain)
    let isNegative = rounded < 0
    let units = "\(abs(rounded) * Decimal(sign: .plus, exponent: digits, significand: 1))"
    let padded = String(repeating: "0", count: max(0, digits + 1 - units.count)) + units
    return (isNegative ? "-" : "") + padded.dropLast(digits) + "." + padded.suffix(digits)
  }
}
