public import Definitions

/// The weighted points of a lead's last days, exact to the quarter of a point.
///
/// Source: `Docs/Metrics.md`, section 6, "velocity".
public struct Gain: Hashable, Sendable {
  /// Quarters of a point. Saturated at ±(2³¹ − 1), half a billion points: it is stored in 32 bits.
  public let quarters: Int32

  public init(quarters: Int32) { self.quarters = max(quarters, -Int32.max) }

  init(clamping quarters: Int128) { self.init(quarters: Int32(clamping: quarters)) }
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

extension MomentumModel.Rules {
  /// Of velocity's rows.
  public func points(for gain: Gain) -> Int { points(recent: Int(gain.quarters)) }
}
