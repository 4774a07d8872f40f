/// What held from which day on, each until the next.
///
/// The days are ascending and distinct: within one day the last word counts.
public struct History<Content> {
  public struct Step {
    // In this order a day fills what most contents leave over at their end.
    public let content: Content
    public let from: Day

    @inline(__always)
    public init(from day: Day, content: Content) {
      from = day
      self.content = content
    }
  }

  public private(set) var steps: [Step] = []

  public init() {}

  /// - Parameter steps: their days ascending and distinct.
  public init(steps: [Step]) { self.steps = steps }

  /// What holds at the end of a day; `nil` before the first step.
  public func content(on day: Day) -> Content? {
    let next = index(after: day)
    return next == 0 ? nil : steps[next - 1].content
  }

  /// The next day on which something else holds; `nil` when nothing will.
  public func nextChange(after day: Day) -> Day? {
    let next = index(after: day)
    return next < steps.count ? steps[next].from : nil
  }

  /// The step that holds on a day, and all that come after it.
  func steps(since day: Day) -> ArraySlice<Step> { steps[max(0, index(after: day) - 1)...] }

  /// The first step after a day; the number of steps where there is none.
  private func index(after day: Day) -> Int {
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].from <= day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Adds what holds from a day on. A day before the last step's cannot come; the same
  /// day replaces it.
  mutating func append(_ content: Content, from day: Day) {
    if let last = steps.last, last.from >= day { steps.removeLast() }
    steps.append(Step(from: day, content: content))
  }
}

extension History where Content: Equatable {
  /// Adds what holds from a day on, after the last step's, unless it held before.
  mutating func note(_ content: Content, from day: Day) {
    if steps.last?.content != content { append(content, from: day) }
  }
}

extension History.Step: Equatable where Content: Equatable {}
extension History.Step: Hashable where Content: Hashable {}
extension History: Equatable where Content: Equatable {}
extension History: Hashable where Content: Hashable {}
extension History.Step: Sendable where Content: Sendable {}
extension History: Sendable where Content: Sendable {}
