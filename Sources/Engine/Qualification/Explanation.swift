public import Definitions

/// Why a lead entered or left on a day: what was otherwise on the day before, and what made it so.
public struct Explanation: Sendable {
  public let day: Day
  /// `nil` when the day changed nothing.
  public let transition: Transition?
  /// The gates whose value is not that of the day before. On the created day: all that hold.
  public let flipped: [Gate]
  /// What the gates saw at the end of the day before, and of this one: to show the values of
  /// their sub-expressions. `before` is `nil` on the created day.
  public let before: GateState?
  public let after: GateState
  public let causes: [Cause]
}

/// A fact or a known date that changed whether a lead is qualified.
public enum Cause: Hashable, Sendable {
  /// The lead is there from this day on.
  case created
  case stage(from: Stage, to: Stage)
  case attribute(AttributePath, from: Value?, to: Value?, said: Arrival?)
  case channel(from: String, to: String)
  /// These events of the day counted.
  case happened([Arrival])
  /// These events are not among the last so many days any more.
  case leftWindow(days: Int, [Arrival])
  /// So many days after the created day.
  case aged(days: Int)
  /// So many days after the last engagement day, or without any, after the created day.
  case idle(days: Int, since: Day)
}
