/// Everything that the gates can see of one lead on one day.
///
/// Kept across the days of a lead: setting one field is cheap, and what follows from the
/// attributes, the stage and the channel alone is remembered until one of them is set.
public struct GateState: Sendable {
  /// By slot of ``Program/attributes``; `nil` where the lead or its account lacks it.
  public private(set) var attributes: [Value?]
  public var stage: Stage = .lead {
    didSet { if stage != oldValue { forget(memory.byStage) } }
  }
  public var channel: String = Self.unknownChannel {
    didSet { if !channel.hasSameBytes(as: oldValue) { forget(memory.byChannel) } }
  }
  /// The sum of the points of all events through the day.
  public var score: Int64 = 0
  /// By slot of ``Program/queries``.
  public var counts: [Int64]
  /// By slot of ``Program/pointWindows``.
  public var points: [Int64]
  /// The day minus the created day.
  public var ageDays: Int64 = 0
  /// The day minus the last engagement day; without any, equal to `ageDays`.
  public var idleDays: Int64 = 0

  private let memory: Memory
  private var known: [Truth?]
  var variables: [Value] = []

  /// The channel of a lead that no fact gave one.
  public static let unknownChannel = "unknown"

  init(attributeCount: Int, queryCount: Int, windowCount: Int, memory: Memory) {
    attributes = Array(repeating: nil, count: attributeCount)
    counts = Array(repeating: 0, count: queryCount)
    points = Array(repeating: 0, count: windowCount)
    known = Array(repeating: nil, count: memory.count)
    self.memory = memory
  }

  /// Sets or clears an attribute. A JSON null clears it, whether it comes as `nil` or as `.null`.
  public mutating func setAttribute(_ slot: Int, _ value: Value?) {
    guard attributes.indices.contains(slot) else { return }
    attributes[slot] = value == .null ? nil : value
    if slot < memory.byAttribute.count { forget(memory.byAttribute[slot]) }
  }

  /// Back to a lead of whom nothing is known, keeping the storage.
  public mutating func reset() {
    for slot in attributes.indices { attributes[slot] = nil }
    for slot in counts.indices { counts[slot] = 0 }
    for slot in points.indices { points[slot] = 0 }
    for place in known.indices { known[place] = nil }
    stage = .lead
    channel = Self.unknownChannel
    (score, ageDays, idleDays) = (0, 0, 0)
  }

  private mutating func forget(_ places: [Int]) {
    for place in places { known[place] = nil }
  }
}

extension GateState: Facts {
  func slot(_ index: Int) -> Value? { attributes[index] }

  func count(_ counter: Counter) -> Int64 {
    switch counter {
    case .score: score
    case .events(let slot): counts[slot]
    case .points(let slot): points[slot]
    case .days(.created): ageDays
    case .days(.engaged): idleDays
    }
  }

  func remembered(_ index: Int) -> Truth? { known[index] }

  mutating func remember(_ index: Int, _ truth: Truth) { known[index] = truth }
}
