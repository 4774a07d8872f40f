/// How many leads of an account engage, and what that makes of the account, on every day since
/// the first of them did. Source: `Docs/Metrics.md`, section 6.
public struct AccountMomentum: Hashable, Sendable {
  /// What holds from a day on.
  public struct Level: Hashable, Sendable {
    /// K1: leads that engaged in the stakeholders' recent window.
    public var stakeholders: Int
    /// K0: leads that engaged in the window before it.
    public var stakeholdersBefore: Int
    /// What the two are worth to each lead that is one of them.
    public var points: Int
    /// The best of its recently engaged leads, with the stakeholders' points and those of its signals.
    public var momentum: Int
    public var isSurging: Bool

    public init(stakeholders: Int, stakeholdersBefore: Int, points: Int, momentum: Int, isSurging: Bool) {
      self.stakeholders = stakeholders
      self.stakeholdersBefore = stakeholdersBefore
      self.points = points
      self.momentum = momentum
      self.isSurging = isSurging
    }
  }

  /// Never empty. The last step stays for ever.
  public let history: History<Level>

  public init(history: History<Level>) { self.history = history }

  /// `nil` before anybody engaged.
  public func value(on day: Day) -> Level? { history.content(on: day) }

  /// The next day on which anything changes without a new event; `nil` when nothing does.
  public func nextChange(after day: Day) -> Day? { history.nextChange(after: day) }
}

/// News about a company from elsewhere: funding, a new head of sales, a competitor looked at.
public struct Signal: Hashable, Sendable {
  public var type: String
  public var day: Day

  public init(type: String, day: Day) {
    self.type = type
    self.day = day
  }
}
