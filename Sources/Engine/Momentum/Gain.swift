/// The weighted points of a lead's last days, exact to the quarter of a point.
///
/// Source: `Docs/Metrics.md`, section 6, "velocity".
public struct Gain: Hashable, Sendable {
  static let quartersInAPoint: Int32 = 4

  /// Quarters of a point; saturated beyond half a milliard points.
  public let quarters: Int32

  public init(quarters: Int32) { self.quarters = quarters }

  /// Saturated where it does not fit.
  init(clamping quarters: Int128) { self.quarters = Int32(clamping: quarters) }
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
