/// Every number that momentum depends on, as a value. A tenant's own may differ in any of them.
///
/// The shape leaves out what could not be meant: windows have lengths and follow each other, so
/// there is no gap between them, and each table says what holds where none of its rows does. What
/// a shape cannot say is in ``problems``. The default is that of `Docs/Metrics.md`, section 6.
public struct MomentumModel: Hashable, Sendable {
  public var velocity = Velocity()
  public var frequency = Frequency()
  public var content = Content()
  public var stakeholders = Stakeholders()
  public var direction = Windows(recent: 7, before: 7)
  public var tiers = Tiers()
  public var surging = Surging()
  public var account = Account()
  public var signals = Signals()

  public init() {}

  public var source: String { "" }
}

extension MomentumModel {
  /// Two windows, one after the other: the last `recent` days, and the `before` days before those.
  public struct Windows: Hashable, Sendable {
    public var recent: Int
    public var before: Int

    public init(recent: Int, before: Int) {
      self.recent = recent
      self.before = before
    }
  }

  /// Rows by a lower bound, the highest first: the first that is reached applies.
  public struct Table: Hashable, Sendable {
    public struct Row: Hashable, Sendable {
      public var atLeast: Int
      public var points: Int

      public init(atLeast: Int, points: Int) {
        self.atLeast = atLeast
        self.points = points
      }
    }

    public var rows: [Row]
    /// Where no row is reached.
    public var otherwise: Int

    public init(_ rows: [Row], otherwise: Int) {
      self.rows = rows
      self.otherwise = otherwise
    }

    func points(for number: Int) -> Int { rows.first { number >= $0.atLeast }?.points ?? otherwise }
  }
}

extension MomentumModel {
  /// How much a lead gains in points, newer ones weighing more.
  public struct Velocity: Hashable, Sendable {
    /// So many days, each after those of the window before; what a point of them weighs.
    public struct Weight: Hashable, Sendable {
      public var days: Int
      /// In quarters, so that a half is exact: 8 is two.
      public var quarters: Int

      public init(days: Int, quarters: Int) {
        self.days = days
        self.quarters = quarters
      }
    }

    /// The first begins with the day itself.
    public var weights = [
      Weight(days: 7, quarters: 8), Weight(days: 7, quarters: 4), Weight(days: 16, quarters: 2),
    ]
    /// Of a gain above zero, in points.
    public var positive = Table(
      [
        .init(atLeast: 60, points: 10), .init(atLeast: 40, points: 8), .init(atLeast: 20, points: 5),
        .init(atLeast: 10, points: 3),
      ], otherwise: 1)
    public var none = -5
    public var negative = -6

    public init() {}

    func points(for gain: Gain) -> Int {
      if gain.quarters == 0 { return none }
      if gain.quarters < 0 { return negative }
      return positive.points(for: Int(clamping: gain.quarters / Gain.quartersInAPoint))
    }
  }

  /// Whether a lead engages more often than it did.
  public struct Frequency: Hashable, Sendable {
    /// A row applies where the recent events are so many times those before.
    public struct Row: Hashable, Sendable {
      public enum Bound: String, Hashable, Sendable {
        case atLeast
        case above
      }

      public var bound: Bound
      /// The times as a fraction, so that five quarters are exact.
      public var times: Int
      public var over: Int
      public var points: Int

      public init(_ bound: Bound, times: Int, over: Int = 1, points: Int) {
        self.bound = bound
        self.times = times
        self.over = over
        self.points = points
      }

      func isReached(by recent: Int, before: Int) -> Bool {
        let (scaled, limit) = (Int128(recent) * Int128(over), Int128(before) * Int128(times))
        return bound == .atLeast ? scaled >= limit : scaled > limit
      }
    }

    public var windows = Windows(recent: 14, before: 14)
    /// Engaged in neither window.
    public var silent = -6
    /// Engaged before and not recently.
    public var stopped = -8
    /// Of the recent events where there were none before.
    public var begun = Table([.init(atLeast: 3, points: 8)], otherwise: 3)
    /// The highest first: the first that is reached applies.
    public var rows = [
      Row(.atLeast, times: 2, points: 8), Row(.atLeast, times: 5, over: 4, points: 4),
      Row(.above, times: 3, over: 4, points: 0), Row(.above, times: 1, over: 2, points: -4),
    ]
    public var otherwise = -6

    public init() {}

    func points(recent: Int, before: Int) -> Int {
      if recent == 0 { return before == 0 ? silent : stopped }
      if before == 0 { return begun.points(for: recent) }
      return rows.first { $0.isReached(by: recent, before: before) }?.points ?? otherwise
    }
  }

  /// Whether a lead goes deeper than it did.
  public struct Content: Hashable, Sendable {
    /// What a depth is worth.
    public struct ByDepth: Hashable, Sendable {
      public var awareness, consideration, decision, handRaise: Int

      public init(awareness: Int, consideration: Int, decision: Int, handRaise: Int) {
        self.awareness = awareness
        self.consideration = consideration
        self.decision = decision
        self.handRaise = handRaise
      }

      subscript(depth: Int8) -> Int {
        switch depth {
        case ...1: awareness
        case 2: consideration
        case 3: decision
        default: handRaise
        }
      }
    }

    public var windows = Windows(recent: 14, before: 30)
    /// Nothing of any depth in either window.
    public var none = 0
    /// Something before, and nothing recently.
    public var lost = -2
    public var deeper = ByDepth(awareness: 1, consideration: 4, decision: 6, handRaise: 8)
    public var same = ByDepth(awareness: 0, consideration: 1, decision: 3, handRaise: 5)
    public var shallower = -3

    public init() {}

    func points(recent: Int8, before: Int8) -> Int {
      if recent == 0 { return before > 0 ? lost : none }
      if recent == before { return same[recent] }
      return recent > before ? deeper[recent] : shallower
    }
  }

  /// Whether more leads of the account engage than did.
  public struct Stakeholders: Hashable, Sendable {
    public var windows = Windows(recent: 30, before: 30)
    /// With fewer than so many leads in both windows there is no group to speak of.
    public var fewest = 2
    /// Where there is none.
    public var none = 0
    /// Of the leads that there are more than before, down to none more.
    public var growth = Table(
      [.init(atLeast: 5, points: 8), .init(atLeast: 3, points: 6), .init(atLeast: 1, points: 3)], otherwise: 0)
    /// Fewer, but some.
    public var fewer = -2
    /// Nobody any more.
    public var gone = -3

    public init() {}

    func points(recent: Int, before: Int) -> Int {
      if recent < fewest, before < fewest { return none }
      if recent >= before { return growth.points(for: recent - before) }
      return recent == 0 ? gone : fewer
    }
  }

  /// The least momentum of each tier; what is below `cooling` is cold.
  public struct Tiers: Hashable, Sendable {
    public var hot = 20
    public var warming = 10
    public var neutral = -4
    public var cooling = -10

    public init() {}

    /// The least momentum of cooling, neutral, warming and hot.
    public var bounds: [Int] { [cooling, neutral, warming, hot] }

    public func tier(of momentum: Int) -> Tier {
      if momentum >= hot { return .hot }
      if momentum >= warming { return .warming }
      if momentum >= neutral { return .neutral }
      return momentum >= cooling ? .cooling : .cold
    }
  }

  /// When so many leads of an account engage at once that somebody should look.
  public struct Surging: Hashable, Sendable {
    /// Of the recent stakeholders.
    public var fewest = 3
    /// And so many times those before, of which there is counted at least one.
    public var times = 2

    public init() {}

    func holds(recent: Int, before: Int) -> Bool {
      recent >= fewest && Int128(recent) >= Int128(times) * Int128(max(before, 1))
    }
  }

  /// What an account has of its leads.
  public struct Account: Hashable, Sendable {
    /// In the place of its best lead's points where none engaged in the stakeholders' recent days:
    /// what a silent lead sinks to.
    public var silent = -11

    public init() {}
  }

  /// What news about a company adds to its momentum, by the signal's type. Nothing, where no row says so.
  public struct Signals: Hashable, Sendable {
    /// From its day on, a signal counts for so many days *(chosen)*: as long as a stakeholder does.
    public var days = 30
    public var points: [String: Int] = [:]

    public init() {}
  }
}
