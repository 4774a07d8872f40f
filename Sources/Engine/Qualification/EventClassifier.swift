public import Definitions

/// Tells what an event means to a definition by its type and the few properties that the
/// definition asks for.
///
/// Scoring rules and conditions look at nothing else, so events of the same type with the
/// same values have the same effect, and each combination is evaluated once: the classifier
/// walks from the type along the values' numbers, and what it has not met before it evaluates
/// and remembers. On the way nothing is allocated.
///
/// Its memory is bounded: the numbers it gives out are good until ``forgetIfFull()``, which
/// ``TimelineBuilder/begin()`` calls between leads.
public struct EventClassifier {
  /// Combinations, values and types remembered at most.
  private let capacity: Int
  private let program: Program
  /// Names of the properties asked for, by slot; the program's, and `to` for stage changes.
  private let propertyNames: [String]
  private let stageSlot: Int

  private var types = CodeBook<String>()
  private var plans: [TypePlan] = []
  private var values = CodeBook<Value>()
  private var channels = CodeBook<String>()
  private var spelledTypes = Spellings<EventTypeCode>()
  private var spelledChannels = Spellings<ChannelCode>()
  private var spelledValues = Spellings<ValueCode>()

  /// Where a walk begins, by type; it takes so many steps, and where it ends is the effect.
  private var roots: [(node: Int32, length: Int32)] = []
  private var steps = StepTable()
  private var nodes: Int32 = 0
  private var effects: [EventEffect] = []
  /// The queries of every effect, one after the other.
  private var counted: [Int] = []

  private struct TypePlan {
    let plan: EventPlan
    /// In the order in which the values' numbers are given.
    let slots: [Int]
    let properties: [String]
    let impliedChannel: ChannelCode?
    let isStage: Bool
    let outreach: EventEffect.Outreach
  }

  /// - Parameter capacity: 65,536 remembered take about 13 MB, for each lead's stream that is read at the same time.
  public init(_ program: Program, capacity: Int = 1 << 16) {
    self.capacity = capacity
    self.program = program
    let names = program.eventProperties
    propertyNames = names.contains("to") ? names : names + ["to"]
    stageSlot = propertyNames.firstIndex(of: "to") ?? 0
  }

  /// The class of an event.
  ///
  /// - Parameter given: one number for each of ``properties(of:)``; missing ones are absent.
  ///   Reuse the array, and nothing is allocated. (A `Span` crashes the 6.3.1 compiler here.)
  public mutating func classify(_ type: EventTypeCode, _ given: [ValueCode]) -> EventClass {
    let root = roots[Int(type.rawValue)]
    var node = root.node
    for index in 0..<Int(root.length) {
      let value = index < given.count ? given[index] : .absent
      node = steps[node, value] ?? learn(type, given, from: node, at: index)
    }
    return EventClass(rawValue: node)
  }

  func effect(of event: EventClass) -> EventEffect { effects[Int(event.rawValue)] }

  /// The program's queries that count the event, in ``EventEffect/queries``.
  func query(_ index: Int32) -> Int { counted[Int(index)] }

  /// The properties whose values' numbers ``classify(_:_:)`` takes for this type, in this order.
  public func properties(of type: EventTypeCode) -> [String] {
    plans[Int(type.rawValue)].properties
  }

  /// Forgets everything when it is much.
  public mutating func forgetIfFull() {
    let strings = types.elements.count + channels.elements.count
    guard steps.count + values.elements.count + spelledValues.count + strings > capacity else { return }
    self = EventClassifier(program, capacity: capacity)
  }
}

// MARK: - Numbers

extension EventClassifier {
  public mutating func code(ofType type: String) -> EventTypeCode {
    let code = types.code(of: type)
    if Int(code) == plans.count { plan(type) }
    return EventTypeCode(rawValue: code)
  }

  /// The number of a type, by its UTF-8.
  public mutating func code(ofType utf8: RawSpan) -> EventTypeCode {
    if let code = spelledTypes.known(utf8) { return code }
    let code = code(ofType: text(utf8))
    return spelledTypes.learn(code)
  }

  public mutating func code(ofChannel channel: String) -> ChannelCode {
    ChannelCode(rawValue: channels.code(of: channel))
  }

  /// The number of a channel, by its UTF-8.
  public mutating func code(ofChannel utf8: RawSpan) -> ChannelCode {
    if let code = spelledChannels.known(utf8) { return code }
    let code = code(ofChannel: text(utf8))
    return spelledChannels.learn(code)
  }

  func channel(_ code: ChannelCode) -> String? { channels[code.rawValue] }

  public mutating func code(of value: Value?) -> ValueCode {
    value.map { ValueCode(rawValue: values.code(of: $0)) } ?? .absent
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
  mutating func classify(_ event: EventFact) -> EventClass { classify(event.type, event.properties) }

  /// The class of a stage change that a column or a deal says.
  mutating func classify(_ stage: Stage) -> EventClass {
    classify(EventTypes.stage, ["to": .string(stage.name)])
  }

  private mutating func classify(_ name: String, _ given: [String: Value]) -> EventClass {
    let type = code(ofType: name)
    return classify(type, properties(of: type).map { code(of: given[$0]) })
  }
}

// MARK: - Learning

extension EventClassifier {
  private mutating func plan(_ type: String) {
    let plan = program.plan(forType: type)
    let isStage = type == EventTypes.stage
    let slots = isStage && !plan.properties.contains(stageSlot) ? plan.properties + [stageSlot] : plan.properties
    let implied = FirstTouch.channel(impliedBy: type).map { code(ofChannel: $0) }
    plans.append(
      TypePlan(
        plan: plan, slots: slots, properties: slots.map { propertyNames[$0] }, impliedChannel: implied,
        isStage: isStage, outreach: EventEffect.Outreach(type: type)))
    let root = slots.isEmpty ? evaluate(plans.count - 1, []) : makeNode()
    roots.append((node: root, length: Int32(clamping: slots.count)))
  }

  private mutating func makeNode() -> Int32 {
    nodes += 1
    return nodes
  }

  /// Makes the step that the walk along `given` was about to take.
  private mutating func learn(
    _ type: EventTypeCode, _ given: [ValueCode], from node: Int32, at index: Int
  ) -> Int32 {
    let type = Int(type.rawValue)
    let next = index + 1 < plans[type].slots.count ? makeNode() : evaluate(type, given)
    steps.insert(node, index < given.count ? given[index] : .absent, next: next)
    return next
  }

  private mutating func evaluate(_ type: Int, _ given: [ValueCode]) -> Int32 {
    let known = plans[type]
    var properties = [Value?](repeating: nil, count: propertyNames.count)
    for (index, slot) in known.slots.enumerated() where index < given.count {
      properties[slot] = values[given[index].rawValue]
    }
    let score = program.score(known.plan, properties)
    let first = Int32(clamping: counted.count)
    counted += known.plan.queries.filter { query in
      program.queries[query].condition.map { program.holds($0, on: properties) } ?? true
    }
    effects.append(
      EventEffect(
        points: Int64(score.points), depth: Int8(clamping: score.depth), isEngagement: score.isEngagement,
        isStage: known.isStage, stage: known.isStage ? Stage(to: properties[stageSlot]) : nil,
        impliedChannel: known.impliedChannel, queries: first..<Int32(clamping: counted.count), outreach: known.outreach)
    )
    return Int32(clamping: effects.count - 1)
  }
}
