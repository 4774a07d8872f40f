public import Definitions
public import Engine
public import Foundation

/// A period of a tenant, or of one of its channels, as the report views show it.
///
/// Percentages are rounded half away from zero to 6 decimals.
public struct VelocityRow: Hashable, Sendable {
  public let grain: NaiveGrain
  public let start: Day
  public let end: Day
  /// The channel; `nil` for all leads together.
  public let group: String?
  public let isFinal: Bool
  public let basis: Basis
  public let counts: VelocityCounts
  /// What flow and total compare with: entered and created in as much of the period before.
  public let enteredBefore: Int
  public let createdBefore: Int

  public var stock: Decimal?
  public var flow: Decimal?
  /// The headline: stock or flow, as the basis says.
  public var rate: Decimal?
  public var low: Decimal?
  public var high: Decimal?
  public var significant: Bool?
  public var lowBase: Bool?
  public var statusReason: String?
  /// Of a period in progress; not by channel.
  public var pace: Decimal?
  public var band: String?
  public var targetLow: Int?
  public var targetHigh: Int?
  public var versusTarget: String?
  public var total: Decimal?
  /// What a channel adds to the tenant's rate; `nil` for all leads together.
  public var contribution: Decimal?
}

/// The whole numbers of a period; `closing = opening + entered − exited`.
public struct VelocityCounts: Hashable, Sendable {
  public var opening = 0
  public var entered = 0
  public var exited: [NaiveExit: Int] = [:]
  public var passedThrough = 0
  public var closing = 0
  public var created = 0

  public init() {}

  public var allExited: Int { exited.values.reduce(0, +) }

  /// Whether there is nothing to see.
  public var isEmpty: Bool { opening == 0 && entered == 0 && allExited == 0 && closing == 0 && passedThrough == 0 }
}

/// Percent, rounded half away from zero to 6 decimals.
enum Percent {
  /// Exact: computed in whole numbers. `nil` where there is nothing to compare with.
  static func of(_ part: Int, in whole: Int) -> Decimal? {
    guard whole > 0 else { return nil }
    let millionths = part * 100_000_000
    let doubled = (2 * abs(millionths) + whole) / (2 * whole)
    return Decimal(part < 0 ? -doubled : doubled) / 1_000_000
  }

  /// The growth from one count to another.
  static func growth(from before: Int, to now: Int) -> Decimal? { of(now - before, in: before) }

  static func of(_ percentage: Double) -> Decimal {
    Decimal((percentage * 1_000_000).rounded(.toNearestOrAwayFromZero)) / 1_000_000
  }
}
