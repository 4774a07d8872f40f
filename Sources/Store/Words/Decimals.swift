internal import Foundation

extension String {
  /// Decimal digits with fewer decimals, half away from zero. What is no number stays as it is.
  public func rounded(to decimals: Int) -> String {
    guard var value = Decimal(string: self, locale: Locale(identifier: "en_US_POSIX")) else { return self }
    var rounded = Decimal()
    NSDecimalRound(&rounded, &value, decimals, .plain)
    let isNegative = rounded < 0
    let text = "\(isNegative ? -rounded : rounded)"
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    let padded = fraction + String(repeating: "0", count: max(0, decimals - fraction.count))
    return (isNegative ? "-" : "") + (parts.first ?? "0") + (decimals > 0 ? "." + padded : "")
  }

  /// `20` for `20.0`.
  public var whole: String { rounded(to: 0) }
}
