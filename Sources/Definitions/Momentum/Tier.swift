/// What a lead's momentum is called, the coldest first. Source: `Docs/Metrics.md`, section 6.
public enum Tier: String, Hashable, Sendable, CaseIterable {
  case cold
  case cooling
  case neutral
  case warming
  case hot
}

extension Tier: Comparable {
  private var rank: Int {
    switch self {
    case .cold: 0
    case .cooling: 1
    case .neutral: 2
    case .warming: 3
    case .hot: 4
    }
  }

  public static func < (a: Tier, b: Tier) -> Bool { a.rank < b.rank }

  /// The lead speeds up: `warming` or `hot`.
  public var isPositive: Bool { self >= .warming }
}
