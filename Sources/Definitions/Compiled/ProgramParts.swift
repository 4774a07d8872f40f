/// `lead.title` or `account.industry`: the attribute's own name, one level deep. What lies inside
/// a nested value (`lead.address.city`, `lead.tags[0]`) the program finds by itself.
public struct AttributePath: Hashable, Sendable {
  public enum Root: String, Hashable, Sendable, CaseIterable {
    case lead, account
  }

  public let root: Root
  public let name: String

  public init(root: Root, name: String) {
    self.root = root
    self.name = name
  }
}

/// A condition on an event's properties: what `.where(e, …)` or a rule's `where` says.
public struct ConditionID: Hashable, Sendable {
  let rawValue: Int
}

/// A number about a lead's events that the gates ask for.
public struct EventQuery: Hashable, Sendable {
  public enum Measure: Hashable, Sendable {
    /// How many events; `.exists()` asks for this too.
    case count
    /// On how many distinct days.
    case days
  }

  /// Distinct, sorted.
  public let types: [String]
  public let condition: ConditionID?
  /// Days D − N + 1 … D; `nil` is every day through D.
  public let window: Int?
  public let measure: Measure
}

/// What an event of one type means to a definition.
public struct EventPlan: Sendable {
  /// Indexes of ``Program/queries`` that look at events of this type (their condition still decides).
  public let queries: [Int]
  /// Slots of ``Program/eventProperties`` that anything asks of an event of this type. When there
  /// are none, no property has to be read, and an array of `nil`s (or an empty one) will do.
  public let properties: [Int]
  /// Indexes of the scoring rules for this type, in order.
  let rules: [Int]
  /// Whether an event that no rule matches is engagement.
  public let engagement: Bool
  /// Whether a rule could make it engagement.
  let mayEngage: Bool
  public let isOutboundTouch: Bool
}

/// What one event is worth.
public struct EventScore: Hashable, Sendable {
  public let points: Int
  public let depth: Int
  public let isEngagement: Bool

  public init(points: Int, depth: Int, isEngagement: Bool) {
    self.points = points
    self.depth = depth
    self.isEngagement = isEngagement
  }
}
