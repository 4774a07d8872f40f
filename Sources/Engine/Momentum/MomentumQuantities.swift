import Definitions

/// What the rows of a momentum model look at, of one lead on one day.
public struct MomentumQuantities: Hashable, Sendable {
  /// The weighted points.
  public var gain: Gain
  /// F1, F0: engagement events, recently and before.
  public var events: Two
  /// C1, C0: the deepest engagement, 0 to 4.
  public var depth: Two
  /// K1, K0: leads of the account that engaged; `nil` where the lead has no account, or engaged in
  /// neither window itself. Then it has no part in what its account's stakeholders are worth.
  public var stakeholders: Two?

  /// Of a component's two windows.
  public struct Two: Hashable, Sendable {
    public var recent: Int
    public var before: Int

    public init(recent: Int, before: Int) {
      self.recent = recent
      self.before = before
    }
  }

  public init(gain: Gain, events: Two, depth: Two, stakeholders: Two? = nil) {
    self.gain = gain
    self.events = events
    self.depth = depth
    self.stakeholders = stakeholders
  }

  /// In the order in which rules are asked: what stands for `recent`, and what for `before`. `nil`
  /// where no row is asked.
  func pair(of component: MomentumModel.Component) -> Two? {
    switch component {
    case .velocity: Two(recent: Int(gain.quarters), before: 0)
    case .frequency: events
    case .content: depth
    case .stakeholders: stakeholders
    }
  }
}
