/// The weighted points of a lead's last days, exact to the quarter of a point.
///
/// Source: `Docs/Metrics.md`, section 6, "velocity".
public struct Gain: Hashable, Sendable {
  static let quartersInAPoint: Int64 = 4

  /// Quarters of a point.
  public let quarters: Int64

  public init(quarters: Int64) { self.quarters = quarters }

  /// Saturated where it does not fit.
  init(clamping quarters: Int128) { self.quarters = Int64(clamping: quarters) }
}

extension Gain: Comparable {
  public static func < (a: Gain, b: Gain) -> Bool { a.quarters < b.quarters }
}

extension Gain: CustomStringConvertible {
  /// `12`, `-3.5`, `0.25`.
  public var description: String {
    let (whole, rest) = quarters.magnitude.quotientAndRemainder(dividingBy: 4)
    return (quarters < 0 ? "-" : "") + "\(whole)" + ["", ".25", ".5", ".75"][Int(rest)]
  }
}
