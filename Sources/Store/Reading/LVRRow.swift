public import Definitions
public import Engine

/// A row of `report.lvr`, or of one part of the leads: a channel, a value of an attribute.
///
/// Percentages are decimal digits as PostgreSQL writes a `numeric`, with six decimals: the
/// formulas are SQL's, and nothing is computed with them here. Source: `Docs/Metrics.md`, section 4.
public struct LVRRow: Sendable, Hashable {
  public var tenant: String
  public var definition: Int32
  public var period: Period
  public var isInProgress: Bool
  public var basis: Basis
  /// Which part of the leads this is about.
  public var part: Part
  public var counts: LVRCounts
  public var figures: LVRFigures
  /// The day that the row answers for.
  public var asOf: Day

  public enum Part: Sendable, Hashable {
    case all
    /// Those with this value of what they are told apart by; `nil`: those without one.
    case value(String?)
  }
}

/// The whole numbers of a period; always `closing = opening + entered − exited`.
public struct LVRCounts: Sendable, Hashable {
  public var opening = 0
  public var entered = 0
  public var exitedConverted = 0
  public var exitedDisqualified = 0
  public var exitedDecayed = 0
  public var exitedCriteria = 0
  /// In `entered` and `exitedConverted` too. 0 where a view does not have it: by channel.
  public var passedThrough = 0
  public var closing = 0
  /// Leads by their created day. 0 where a view does not have it: by channel.
  public var created = 0

  public init() {}

  public init(_ waterfall: Waterfall) {
    opening = waterfall.opening
    entered = waterfall.flow.entered
    exitedConverted = waterfall.flow.exitedConverted
    exitedDisqualified = waterfall.flow.exitedDisqualified
    exitedDecayed = waterfall.flow.exitedDecayed
    exitedCriteria = waterfall.flow.exitedCriteria
    passedThrough = waterfall.flow.passedThrough
    closing = waterfall.closing
    created = waterfall.flow.created
  }

  public var exited: Int { exitedConverted + exitedDisqualified + exitedDecayed + exitedCriteria }
}

/// What follows from a period's counts.
public struct LVRFigures: Sendable, Hashable {
  public var stock: String?
  public var flow: String?
  /// The headline: `stock` or `flow`, as the basis says.
  public var lvr: String?
  public var low: String?
  public var high: String?
  public var isSignificant: Bool?
  public var hasLowBase: Bool?
  public var pace: String?
  /// `no_prior_period`, `no_baseline` or `before_history`.
  public var statusReason: String?
  public var band: String?
  public var targetLow: String?
  public var targetHigh: String?
  /// `below`, `within` or `above`.
  public var versusTarget: String?
  public var totalLVR: String?
  public var contribution: String?
  /// `lvr` with one decimal, or as many as it takes to stay in its band.
  public var shown: String?

  public init() {}
}
