public import Definitions

/// Tells what an event means to a definition by its type and the few properties that the
/// definition asks for.
///
/// Scoring rules and conditions look at nothing else, so events of the same type with the
/// same values have the same effect, and each combination is evaluated once: the classifier
/// walks from the type along the values' codes, and what it has not met before it evaluates
/// and remembers. On the way nothing is allocated. It forgets when it has met
/// ``EventClassifier/capacity`` combinations, so that its memory stays flat.
public struct EventClassifier {
  /// Combinations remembered at most: about 100 MB with the values.
  static let capacity = 1 << 20

  private let program: Program
  /// Names of the properties asked for, by slot; the program's, and `to` for stage changes.
  private let propertyNames: [String]
  private let stageSlot: Int

  private var types = CodeBook<String>()
  private var spelledTypes = Spellings<EventTypeCode>()
  private var spelledChannels = Spellings<ChannelCode>()
  private var spelledValues = Spellings<ValueCode>()
  private var plans: [TypePlan] = []
  private var values = CodeBook<Value>()
  var channels = CodeBook<String>()
  private(set) var effects: [EventEffect] = []
  /// The queries of every effect, one after the other.
  private(set) var counted: [Int] = []
  /// From a node and a value's code to the next node; at the last slot, to the effect.
  private var steps: [Step: Int32] = [:]
  private var nodes: Int32 = 0

  private struct Step: Hashable {
    let node: Int32
    let value: ValueCode
  }

  private struct TypePlan {
    let plan: EventPlan
    /// In the order in which the values' codes are given.
    let slots: [Int]
    var root: Int32
    let impliedChannel: ChannelCode?
    let isStage: Bool
  }

  public init(_ program: Program) {
    self.program = program
    let names = program.eventProperties
    propertyNames = names.contains("to") ? names : names + ["to"]
    stageSlot = propertyNames.firstIndex(of: "to") ?? 0
  }

  /// The number of a type; ask once per distinct type.
  public mutating func code(ofType type: String) -> EventTypeCode {
    let code = types.code(of: type)
    if Int(code) == plans.count { plans.append(makePlan(type)) }
    return EventTypeCode(rawValue: code)
  }

  /// The properties whose values' codes ``classify(_:_:)`` takes for this type, in this order.
  public func properties(of type: EventTypeCode) -> [String] {
    plans[Int(type.rawValue)].slots.map { propertyNames[$0] }
  }

  /// The number of a value. Good until the next ``forgetIfFull()``.
  public mutating func code(of value: Value?) -> ValueCode {
    value.map { ValueCode(rawValue: values.code(of: $0)) } ?? .absent
  }

  public mutating func code(ofChannel channel: String) -> ChannelCode {
    ChannelCode(rawValue: channels.code(of: channel))
  }

  /// The class of an event.
  ///
  /// - Parameter given: one code for each of ``properties(of:)``; missing ones are absent.
  public mutating func classify(_ type: EventTypeCode, _ given: [ValueCode]) -> EventClass {
    let type = Int(type.rawValue)
    var node = plans[type].root
    let count = plans[type].slots.count
    for index in 0..<count {
      let value = index < given.count ? given[index] : .absent
      let step = Step(node: node, value: value)
      if let next = steps[step] {
        node = next
      } else {
        node = index + 1 < count ? makeNode() : evaluate(type, given)
        steps[step] = node
      }
    }
    if count == 0, node < 0 {
      node = evaluate(type, given)
      plans[type].root = node
    }
    return EventClass(rawValue: node)
  }

  /// The number of a type, by its UTF-8.
  public mutating func code(ofType utf8: RawSpan) -> EventTypeCode {
    if let code = spelledTypes.known(utf8) { return code }
    let code = code(ofType: text(utf8))
    return spelledTypes.learn(code)
  }

  /// The number of a channel, by its UTF-8.
  public mutating func code(ofChannel utf8: RawSpan) -> ChannelCode {
    if let code = spelledChannels.known(utf8) { return code }
    let code = code(ofChannel: text(utf8))
    return spelledChannels.learn(code)
  }

  /// The number of a value by the bytes it is spelled with where it comes from.
  ///
  /// - Parameter read: what the bytes mean; asked once for each spelling, and always the same.
  public mutating func code(spelled bytes: RawSpan, read: (RawSpan) -> Value?) -> ValueCode {
    if let code = spelledValues.known(bytes) { return code }
    let code = code(of: read(bytes))
    return spelledValues.learn(code)
  }

  private func text(_ utf8: RawSpan) -> String {
    utf8.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }

  /// The class of an event as it stands in the log.
  mutating func classify(_ event: EventFact) -> EventClass {
    let type = code(ofType: event.type)
    let slots = plans[Int(type.rawValue)].slots
    return classify(type, slots.map { code(of: event.properties[propertyNames[$0]]) })
  }

  func effect(of event: EventClass) -> EventEffect { effects[Int(event.rawValue)] }

  /// Forgets the values met, when they are many: call it between leads, for it ends the
  /// life of every ``ValueCode`` and ``EventClass`` given out.
  public mutating func forgetIfFull() {
    guard steps.count + values.elements.count + spelledValues.count > Self.capacity else { return }
    values.removeAll()
    spelledValues.removeAll()
    steps.removeAll()
    effects.removeAll()
    counted.removeAll()
    nodes = 0
    for index in plans.indices { plans[index].root = plans[index].slots.isEmpty ? -1 : makeNode() }
  }

  private mutating func makePlan(_ type: String) -> TypePlan {
    let plan = program.plan(forType: type)
    let isStage = type == EventTypes.stage
    let slots = isStage && !plan.properties.contains(stageSlot) ? plan.properties + [stageSlot] : plan.properties
    return TypePlan(
      plan: plan, slots: slots, root: slots.isEmpty ? -1 : makeNode(),
      impliedChannel: FirstTouch.channel(impliedBy: type).map { code(ofChannel: $0) }, isStage: isStage)
  }

  private mutating func makeNode() -> Int32 {
    nodes += 1
    return nodes
  }

  private mutating func evaluate(_ type: Int, _ given: [ValueCode]) -> Int32 {
    let plan = plans[type]
    var properties = [Value?](repeating: nil, count: propertyNames.count)
    for (slot, code) in zip(plan.slots, given) { properties[slot] = values[code.rawValue] }
    let score = program.score(plan.plan, properties)
    let first = counted.count
    counted += plan.plan.queries.filter { query in
      program.queries[query].condition.map { program.holds($0, on: properties) } ?? true
    }
    let effect = EventEffect(
      points: Int64(score.points), depth: score.depth, isEngagement: score.isEngagement, isStage: plan.isStage,
      stage: plan.isStage ? Stage(to: properties[stageSlot]) : nil, impliedChannel: plan.impliedChannel,
      queries: first..<counted.count)
    effects.append(effect)
    return Int32(clamping: effects.count - 1)
  }
}
