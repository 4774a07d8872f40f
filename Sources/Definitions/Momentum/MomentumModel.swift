/// Everything that momentum depends on, as a document that a client's analyst can read and change.
///
/// There is none that is not valid: every number lies in its range, no row stands in vain, and some
/// row applies to whatever a lead did. What a document leaves out is as in the default model.
/// Source: `Docs/MomentumModel.md`; what the components mean, `Docs/Metrics.md`, section 6.
public struct MomentumModel: Sendable {
  /// What the tenant calls it.
  public internal(set) var name: String?
  public internal(set) var windows: Windows
  /// What a point is worth in each of velocity's windows, in quarters, so that a half is exact: 8 is two.
  public internal(set) var gainWeights: [Int]
  public internal(set) var velocity: Rules
  public internal(set) var frequency: Rules
  public internal(set) var content: Rules
  public internal(set) var stakeholders: Rules
  public internal(set) var tiers: Tiers
  public internal(set) var surging: Surging
  /// What an account has in the place of its best lead's points where none engaged in the
  /// stakeholders' recent days: what a silent lead sinks to.
  public internal(set) var silent: Int
  public internal(set) var signals: Signals
  /// The text of the file, as it was.
  public internal(set) var source: String

  /// Reads and checks a model.
  ///
  /// Every error that can be found is reported, not only the first.
  public static func parse(_ source: String, file: String) throws(Diagnostics) -> MomentumModel {
    try MomentumModelReader.read(source, file: file, over: .default)
  }

  /// The rows of a component.
  public func rules(of component: Component) -> Rules {
    switch component {
    case .velocity: velocity
    case .frequency: frequency
    case .content: content
    case .stakeholders: stakeholders
    }
  }
}

extension MomentumModel {
  /// The default model.
  public init() { self = .default }

  /// The parts that a lead's momentum is the sum of.
  public enum Component: String, Hashable, Sendable, CaseIterable {
    case velocity, frequency, content, stakeholders

    /// What the conditions of its rows may name.
    public var quantities: [Quantity] {
      switch self {
      case .velocity: [.gain]
      case .frequency, .content: [.recent, .before]
      case .stakeholders: [.recent, .before, .growth]
      }
    }
  }

  /// How many days are looked at, the recent ones first.
  public struct Windows: Hashable, Sendable {
    /// Each after the days of the one before; the first begins with the day itself.
    public internal(set) var velocity: [Int]
    public internal(set) var frequency: Pair
    public internal(set) var content: Pair
    public internal(set) var stakeholders: Pair
    public internal(set) var direction: Pair

    /// Two windows, one after the other: the last `recent` days, and the `before` days before those.
    public struct Pair: Hashable, Sendable {
      public let recent: Int
      public let before: Int
    }
  }

  /// The least momentum of each tier; what is below `cooling` is cold.
  public struct Tiers: Hashable, Sendable {
    public internal(set) var hot: Int
    public internal(set) var warming: Int
    public internal(set) var neutral: Int
    public internal(set) var cooling: Int

    /// Ascending: the least momentum of cooling, neutral, warming and hot.
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
    public internal(set) var fewest: Int
    /// And so many times those before, of which there is counted at least one.
    public internal(set) var times: Int

    public func holds(recent: Int, before: Int) -> Bool {
      recent >= fewest && Int128(recent) >= Int128(times) * Int128(max(before, 1))
    }
  }

  /// What news about a company adds to its momentum, by the signal's type. Nothing, where no type is named.
  public struct Signals: Hashable, Sendable {
    /// From its day on, a signal counts for so many days.
    public internal(set) var days: Int
    public internal(set) var points: [String: Int]
  }
}

extension MomentumModel: Hashable {
  /// Whether both say the same of every lead and account, and bear the same name. The words they were
  /// written in, the comments and the order of keys make no difference.
  public static func == (a: MomentumModel, b: MomentumModel) -> Bool { a.document == b.document }

  public func hash(into hasher: inout Hasher) { hasher.combine(document) }
}

extension MomentumModel {
  /// The range of a row's points, of ``silent`` and of a signal's points: a component is stored in 16 bits.
  public static let points = -10_000...10_000
  /// The range of a window. Ten years, longer than any of this means something.
  public static let days = 1...3_660
  /// The range of the numbers that conditions and tiers compare with.
  static let bounds = -1_000_000...1_000_000
  /// The range of a weight, in points.
  static let weights = 0...1_000
  static let mostWindows = 10
  /// Rows of a component.
  static let mostRows = 30
  /// The range of a factor, and of what it may be a fraction over.
  static let factors = 1...10_000
}
