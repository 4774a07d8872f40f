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

  let symbols: Symbols
  private let code: Code
  private let roots: [Gate: Code.Reference]
  /// The gates that are there, in order: `qualifies` asks them without looking one up.
  private let sequence: [Code.Reference]
  private let scoring: [ScoringCode]

  init(gates: [Gate: Syntax], scoring: [ScoringRule]) {
    var compiler = Compiler(scope: .gate)
    var roots: [Gate: Code.Reference] = [:]
    for gate in Gate.allCases {
      roots[gate] = gates[gate].map { compiler.compile($0, remembering: true) }
    }
    self.scoring = scoring.map { rule in
      ScoringCode(rule, condition: rule.condition.map { compiler.condition($0.tree, variable: EventTypes.variable) })
    }
    self.roots = roots
    sequence = Gate.allCases.compactMap { roots[$0] }
    code = compiler.code
    symbols = compiler.symbols
    attributes = symbols.attributes.keys
    eventProperties = symbols.properties.keys
    queries = symbols.queries.keys
    pointWindows = symbols.windows.keys
    ageThresholds = symbols.thresholds[.created, default: []].sorted()
    idleThresholds = symbols.thresholds[.engaged, default: []].sorted()
  }

  /// A state in which no attribute is known, nothing has happened, and the stage is `lead`.
  public func makeState() -> GateState {
    GateState(
      attributeCount: attributes.count, queryCount: queries.count, windowCount: pointWindows.count,
      memory: symbols.memory)
  }

  /// Whether a gate holds. A missing gate does; one whose value is an error or no boolean does not.
  ///
  /// `inout` because the state remembers what followed from its attributes alone. The state has
  /// to come from this program's ``makeState()``.
  public func holds(_ gate: Gate, _ state: inout GateState) -> Bool {
    roots[gate].map { code.isTrue($0, &state) } ?? true
  }

  /// Whether all four gates hold.
  public func qualifies(_ state: inout GateState) -> Bool {
    for root in sequence where !code.isTrue(root, &state) { return false }
    return true
  }

  /// Whether a condition holds on an event; an error does not.
  ///
  /// `properties` has one value a slot of ``eventProperties``, `nil` where the event has none.
  public func holds(_ condition: ConditionID, on properties: [Value?]) -> Bool {
    let conditions = symbols.conditions.keys
    guard conditions.indices.contains(condition.rawValue) else { return false }
    var facts = SlotFacts(slots: properties)
    let code = conditions[condition.rawValue]
    return code.isTrue(code.last, &facts)
  }

  /// What an event of this type means to the definition. Resolve it once per type, not per event.
  public func plan(forType type: String) -> EventPlan {
    let queries = self.queries.indices.filter { self.queries[$0].types.contains(type) }
    let rules = scoring.indices.filter { scoring[$0].event == type }
    let conditions = queries.compactMap { self.queries[$0].condition } + rules.compactMap { scoring[$0].condition }
    let properties = conditions.reduce(into: Set<Int>()) { $0.formUnion(slots(of: $1)) }
    let isNever = EventTypes.neverEngagement.contains(type)
    return EventPlan(
      queries: queries, properties: properties.sorted(), rules: rules, engagement: !isNever,
      mayEngage: !isNever, isOutboundTouch: EventTypes.outboundTouches.contains(type))
  }

  private func slots(of condition: ConditionID) -> Set<Int> {
    let code = symbols.conditions.keys[condition.rawValue]
    return Dependencies(of: code, from: code.last).attributes
  }

  /// What an event is worth, by the first rule that matches it; without one it is worth nothing,
  /// and its type says whether it is engagement.
  public func score(_ plan: EventPlan, _ properties: [Value?]) -> EventScore {
    for index in plan.rules {
      let rule = scoring[index]
      if let condition = rule.condition, !holds(condition, on: properties) { continue }
      return EventScore(
        points: rule.points, depth: rule.depth,
        isEngagement: plan.mayEngage && (rule.engagement ?? plan.engagement))
    }
    return EventScore(points: 0, depth: 0, isEngagement: plan.engagement)
  }
}

/// A scoring rule without its text.
private struct ScoringCode: Sendable {
  let event: String
  let condition: ConditionID?
  let points: Int
  let depth: Int
  let engagement: Bool?

  init(_ rule: ScoringRule, condition: ConditionID?) {
    event = rule.event
    self.condition = condition
    points = rule.points
    depth = rule.depth
    engagement = rule.engagement
  }
}

/// An event's properties, or facts given by hand.
struct SlotFacts: Facts {
  let slots: [Value?]
  var variables: [Value] = []

  init(slots: [Value?]) { self.slots = slots }

  func slot(_ index: Int) -> Value? { slots.indices.contains(index) ? slots[index] : nil }
}
