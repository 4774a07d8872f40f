/// How the points of a lead's last week compare with those of the week before.
public enum Direction: String, Hashable, Sendable, CaseIterable {
  /// Nothing this week, or as much as in the week before.
  case stagnating
  case accelerating
  case decelerating
}
