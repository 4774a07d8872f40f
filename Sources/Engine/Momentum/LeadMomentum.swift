public import Definitions

/// A lead's momentum on every day since its first engagement, past and to come, as far as the
/// events known decide it: one that stays silent sinks, and then stays where it is.
///
/// Source: `Docs/Metrics.md`, section 6.
public struct LeadMomentum: Hashable, Sendable {
  /// What holds from a day on.
  public struct Level: Hashable, Sendable {
    public var velocity: Int
    public var frequency: Int
    public var content: Int
    public var stakeholders: Int
    /// The sum of the four. Not a score: that is the sum of points.
    public var momentum: Int
    public var tier: Tier
    public var direction: Direction
    public var gain: Gain
  }

  /// From one tier to another; from none on the day of the first engagement.
  public struct TierChange: Hashable, Sendable {
    public let day: Day
    public let from: Tier?
    public let to: Tier

    public init(day: Day, from: Tier?, to: Tier) {
      self.day = day
      self.from = from
      self.to = to
    }
  }

  /// Never empty. The last step stays for ever.
  public let history: History<Level>

  /// - Parameter account: of the lead's present account, made with this lead; `nil` where it has none.
  public init(_ own: OwnMomentum, account: AccountMomentum?, model: MomentumModel) {
    self.init(own.history.steps[...], account?.history.steps[...] ?? [], model)
  }

  /// What it is from a day on, for those who do not ask about the past: of an account with many leads
  /// that is most of it.
  public init(_ own: OwnMomentum, account: AccountMomentum?, model: MomentumModel, since day: Day) {
    self.init(own.history.steps(since: day), account?.history.steps(since: day) ?? [], model)
  }

  private init(
    _ lead: ArraySlice<History<OwnMomentum.Level>.Step>, _ mates: ArraySlice<History<AccountMomentum.Level>.Step>,
    _ model: MomentumModel
  ) {
    var history = History<Level>()
    var next = mates.startIndex
    var around: AccountMomentum.Level?
    for (index, step) in zip(lead.indices, lead) {
      while next < mates.endIndex, mates[next].from <= step.from {
        around = mates[next].content
        next += 1
      }
      history.note(Level(step.content, around, model), from: step.from)
      // What becomes of the account before the lead's next step is a step as well.
      let end = index + 1 < lead.endIndex ? lead[index + 1].from : .max
      while next < mates.endIndex, mates[next].from < end {
        around = mates[next].content
        history.note(Level(step.content, around, model), from: mates[next].from)
        next += 1
      }
    }
    self.history = history
  }

  /// `nil` before the first engagement.
  public func value(on day: Day) -> Level? { history.content(on: day) }

  /// How much more momentum there is than the day before; what is not there yet counts as 0.
  public func rise(on day: Day) -> Int {
    (value(on: day)?.momentum ?? 0) - (value(on: day - 1)?.momentum ?? 0)
  }

  /// The next day on which anything changes without a new event; `nil` when nothing does.
  public func nextChange(after day: Day) -> Day? { history.nextChange(after: day) }

  /// Oldest first, beginning with the first tier of all.
  public var tierChanges: [TierChange] {
    var tier: Tier?
    return history.steps.compactMap { step in
      defer { tier = step.content.tier }
      return tier == step.content.tier ? nil : TierChange(day: step.from, from: tier, to: step.content.tier)
    }
  }
}

extension LeadMomentum.Level {
  init(_ own: OwnMomentum.Level, _ account: AccountMomentum.Level?, _ model: MomentumModel) {
    velocity = own.velocity
    frequency = own.frequency
    content = own.content
    gain = own.gain
    direction = own.direction
    stakeholders = if let account, own.isStakeholder { account.points } else { 0 }
    momentum = own.total + stakeholders
    tier = model.tiers.tier(of: momentum)
  }
}
