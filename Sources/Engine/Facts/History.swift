/// What held from which day on, each until the next.
///
/// The days are ascending and distinct: within one day the last word counts.
public struct History<Content> {
  public struct Step {
    public let from: Day
    public let content: Content
  }

  public private(set) var steps: [Step] = []

  public init() {}

  /// What holds at the end of a day; `nil` before the first step.
  public func content(on day: Day) -> Content? {
    steps.last { $0.from <= day }?.content
  }

  /// Adds what holds from a day on. A day before the last step's cannot come; the same
  /// day replaces it.
  mutating func append(_ content: Content, from day: Day) {
    if let last = steps.last, last.from >= day { steps.removeLast() }
    steps.append(Step(from: day, content: content))
  }

  mutating func removeAll() { steps.removeAll(keepingCapacity: true) }
}

extension History.Step: Sendable where Content: Sendable {}
extension History: Sendable where Content: Sendable {}
