/// All of a definition that is evaluated: the gates, the conditions on events, the scoring.
///
/// Made once per definition and shared by every lead. What it reads is numbered: attributes,
/// event queries and point windows are slots that the engine fills, so that evaluating looks
/// nothing up by name and allocates nothing.
public struct Program: Sendable {
  /// The lead and account attributes that the gates read; the index is the slot in ``GateState``.
  public let attributes: [AttributePath]
  /// The properties that conditions on events read; the index is the slot in the array given to
  /// ``holds(_:on:)`` and ``score(_:_:)``.
  public let eventProperties: [String]
  /// The distinct event verbs of all gates; the index is the slot in ``GateState/counts``.
  public let queries: [EventQuery]
  /// The distinct N of `points().within(N)`; the index is the slot in ``GateState/points``.
  public let pointWindows: [Int]
  /// The ages in days on which some comparison with `age_days()` has another value than the day
  /// before. Ascending, all above 0.
  public let ageThresholds: [Int]
  /// The same for `idle_days()`.
  public let idleThresholds: [Int]

  /// A state in which no attribute is known, nothing has happened, and the stage is `lead`.
  public func makeState() -> GateState { GateState(attributeCount: attributes.count, queryCount: queries.count, windowCount: pointWindows.count) }

  /// Whether a gate holds. A missing gate does; one whose value is an error or no boolean does not.
  ///
  /// `inout` because the state remembers what followed from its attributes alone.
  public func holds(_ gate: Gate, _ state: inout GateState) -> Bool { false }

  /// Whether all four gates hold.
  public func qualifies(_ state: inout GateState) -> Bool { false }

  /// Whether a condition holds on an event; an error does not.
  ///
  /// `properties` has one value a slot of ``eventProperties``, `nil` where the event has none.
  public func holds(_ condition: ConditionID, on properties: [Value?]) -> Bool { false }

  /// What an event of this type means to the definition. Resolve it once per type, not per event.
  public func plan(forType type: String) -> EventPlan {
    EventPlan(queries: [], properties: [], rules: [], engagement: !EventTypes.neverEngagement.contains(type), mayEngage: true, isOutboundTouch: EventTypes.outboundTouches.contains(type))
  }

  /// What an event is worth, by the first rule that matches it.
  public func score(_ plan: EventPlan, _ properties: [Value?]) -> EventScore {
    EventScore(points: 0, depth: 0, isEngagement: plan.engagement)
  }
}

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
  /// are none, no property has to be read, and an array of `nil`s will do.
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
}
