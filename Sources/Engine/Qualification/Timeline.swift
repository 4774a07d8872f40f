/// Why a lead left. In this order when several hold on the day of the exit.
public enum ExitReason: String, Hashable, Sendable, CaseIterable {
  case converted
  case disqualified
  case decayed
  case criteria
}

/// The days on which a lead is qualified: all of them, past and to come, as far as its facts
/// and the calendar decide. Source: `Docs/Metrics.md`, section 3.
public struct Timeline: Hashable, Sendable {
  /// Qualified on `from` and every day before `to`.
  public struct Span: Hashable, Sendable {
    public var from: Day
    /// The day of the exit, which may be to come (a decay date); `nil` while none is known.
    public var to: Day?
    /// `nil` exactly when `to` is.
    public var reason: ExitReason?

    public init(from: Day, to: Day?, reason: ExitReason?) {
      self.from = from
      self.to = to
      self.reason = reason
    }
  }

  public var createdDay: Day
  /// Disjoint, ascending, never touching.
  public var spans: [Span]
  /// The day on which the lead came and left as a customer at once. Before every span.
  public var passedOn: Day?
  /// The first touch, under which the lead is counted.
  public var channel: String

  public init(createdDay: Day, spans: [Span] = [], passedOn: Day? = nil, channel: String) {
    self.createdDay = createdDay
    self.spans = spans
    self.passedOn = passedOn
    self.channel = channel
  }

  public func isQualified(on day: Day) -> Bool {
    spans.contains { $0.from <= day && day < $0.to ?? .max }
  }
}

/// How a lead's day differs from the one before.
public enum Transition: Hashable, Sendable {
  case entered
  case exited(ExitReason)
  case passedThrough
}
