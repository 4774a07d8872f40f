/// The rows of `day_count`: what happened per day and channel, or how that changes.
///
/// LVR is a prefix sum over these. A refresh adds a lead's new timeline and subtracts its old
/// one; what cancels out is not there. Days to come are included: a decay date is known.
public struct DayCounts: Hashable, Sendable {
  public struct Key: Hashable, Comparable, Sendable {
    public let day: Day
    public let channel: String

    public init(day: Day, channel: String) {
      self.day = day
      self.channel = channel
    }

    public static func < (a: Key, b: Key) -> Bool { (a.day, a.channel) < (b.day, b.channel) }
  }

  /// Never holds a `Flow.zero`. Counts may be negative: then they are a change.
  public private(set) var flows: [Key: Flow] = [:]

  public init() {}

  public mutating func add(_ timeline: Timeline) { change(by: timeline, +) }

  public mutating func subtract(_ timeline: Timeline) { change(by: timeline, -) }

  public mutating func add(_ other: DayCounts) {
    for (key, flow) in other.flows {
      let sum = (flows[key] ?? .zero) + flow
      flows[key] = sum == .zero ? nil : sum
    }
  }

  /// By day, then channel: two refreshes that write in this order cannot lock each other out.
  public var sorted: [(key: Key, flow: Flow)] {
    flows.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private mutating func change(by timeline: Timeline, _ operation: (Flow, Flow) -> Flow) {
    timeline.forEachFlow { day, happen in
      var happened = Flow.zero
      happen(&happened)
      let key = Key(day: day, channel: timeline.channel)
      let flow = operation(flows[key] ?? .zero, happened)
      flows[key] = flow == .zero ? nil : flow
    }
  }
}
