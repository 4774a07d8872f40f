/// Numbers for names, given in the order they are first met.
struct SlotTable<Key: Hashable & Sendable>: Sendable {
  private(set) var keys: [Key] = []
  private var slots: [Key: Int] = [:]

  init(_ keys: [Key] = []) {
    for key in keys { _ = slot(for: key) }
  }

  mutating func slot(for key: Key) -> Int {
    if let slot = slots[key] { return slot }
    slots[key] = keys.count
    keys.append(key)
    return keys.count - 1
  }
}

/// What the expressions of one definition read, numbered across all of them.
struct Symbols: Sendable {
  var attributes = SlotTable<AttributePath>()
  var properties = SlotTable<String>()
  var queries = SlotTable<EventQuery>()
  var windows = SlotTable<Int>()
  var conditions = SlotTable<Code>()
  var thresholds: [Clock: Set<Int>] = [:]
  var memory = Memory()

  /// A comparison `days op number`: the days on which it has another value than the day before.
  mutating func note(_ clock: Clock, _ operation: BinaryOperator, _ number: Int64) {
    let (next, _) = number.addingReportingOverflow(1)
    let days: [Int64] =
      switch operation {
      case .less, .greaterOrEqual: [number]
      case .lessOrEqual, .greater: [next]
      default: [number, next]
      }
    thresholds[clock, default: []].formUnion(days.filter { Self.reachable.contains($0) }.map(Int.init))
  }

  /// No lead is older than 2,700 years, and on day 0 nothing has changed yet.
  private static let reachable: ClosedRange<Int64> = 1...1_000_000
}

/// Which remembered conditions are to be forgotten when something changes.
struct Memory: Sendable {
  private(set) var count = 0
  private(set) var byAttribute: [[Int]] = []
  private(set) var byStage: [Int] = []
  private(set) var byChannel: [Int] = []

  mutating func place(for dependencies: Dependencies) -> Int {
    let place = count
    count += 1
    for slot in dependencies.attributes {
      while byAttribute.count <= slot { byAttribute.append([]) }
      byAttribute[slot].append(place)
    }
    if dependencies.stage { byStage.append(place) }
    if dependencies.channel { byChannel.append(place) }
    return place
  }
}

/// What a piece of code looks at.
struct Dependencies {
  var attributes: Set<Int> = []
  var stage = false
  var channel = false
  /// Something that moves with events and days, so that remembering it would not pay.
  var isMoving = false

  init(of code: Code, from root: Code.Reference) {
    var open = [root]
    while let next = open.popLast() {
      note(code.nodes[next])
      open.append(contentsOf: code.parts(of: next))
    }
  }

  private mutating func note(_ node: Code.Node) {
    switch node {
    case .slot(let slot, _), .isFilled(let slot): attributes.insert(slot)
    case .stage, .stageIsAmong: stage = true
    case .channel: channel = true
    case .counter, .compare: isMoving = true
    default: break
    }
  }
}

extension Code {
  /// The nodes that a node is made of.
  func parts(of reference: Reference) -> [Reference] {
    switch nodes[reference] {
    case .constant, .failure, .slot, .isFilled, .variable, .stage, .channel, .counter, .stageIsAmong, .compare: []
    case .not(let part), .negate(let part), .call(_, let part), .matches(let part, _), .member(let part, _),
      .hasMember(let part, _), .namesStageAmong(let part, _), .remembered(_, let part):
      [part]
    case .and(let parts), .or(let parts): Array(operands[parts])
    case .binary(_, let left, let right), .textCall(_, let left, let right), .index(let left, let right),
      .quantified(_, let left, _, let right):
      [left, right]
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    }
  }
}
