public import Definitions
public import Engine

/// One lead and every day of its life, each evaluated by itself from the whole log.
public struct NaiveLead: Sendable {
  /// The distinct sets of keys of its rows. No two leads share one, so they name the lead.
  public let keyrings: Set<Set<IdentityKey>>
  public let createdDay: Day
  /// First touch, from everything that is known now.
  public let channel: String
  public let account: String?
  /// From the created day to one past which nothing changes without a new fact.
  public let days: [NaiveDay]
}

/// What is true of a lead at the end of one day.
public struct NaiveDay: Sendable {
  public let day: Day
  public let stage: Stage
  public let attributes: [String: Value]
  /// Of the account it has now.
  public let accountAttributes: [String: Value]
  public let isQualified: Bool
  /// Became a customer without ever having been qualified.
  public let passedThrough: Bool
  /// Why it would be out if it were in the evening before.
  public let exitReason: NaiveExit?
}

/// Why a lead left, in the order in which one reason hides the next.
public enum NaiveExit: String, Hashable, Sendable, CaseIterable {
  case converted, disqualified, decayed, criteria
}

/// A run of days on which a lead is qualified, `from ..< to`; open without `to`. A pass-through
/// begins and ends on one day.
public struct NaiveSpan: Hashable, Sendable {
  public let from: Day
  public let to: Day?
  public let reason: NaiveExit?

  public init(from: Day, to: Day?, reason: NaiveExit?) {
    self.from = from
    self.to = to
    self.reason = reason
  }
}

extension NaiveLead {
  /// The state at the end of a day; `nil` before the lead was created.
  public func state(on day: Day) -> NaiveDay? {
    guard let first = days.first, let last = days.last, day >= first.day else { return nil }
    return day >= last.day ? last : days[day - first.day]
  }

  public func isQualified(on day: Day) -> Bool { state(on: day)?.isQualified ?? false }

  /// Whether it counts as entered on a day.
  public func entered(on day: Day) -> Bool { entersASpan(on: day) || passesThrough(on: day) }

  /// Whether it counts as exited on a day, and why.
  public func exited(on day: Day) -> NaiveExit? {
    if passesThrough(on: day) { return .converted }
    return isQualified(on: day - 1) && !isQualified(on: day) ? state(on: day)?.exitReason : nil
  }

  public func passesThrough(on day: Day) -> Bool { days.contains { $0.day == day && $0.passedThrough } }

  private func entersASpan(on day: Day) -> Bool { isQualified(on: day) && !isQualified(on: day - 1) }

  /// The qualification timeline, oldest first, the pass-through among them.
  public var spans: [NaiveSpan] {
    days.filter { entered(on: $0.day) }.map { first in
      if first.passedThrough { return NaiveSpan(from: first.day, to: first.day, reason: .converted) }
      let end = days.first { $0.day > first.day && !$0.isQualified }
      return NaiveSpan(from: first.day, to: end?.day, reason: end?.exitReason)
    }
  }
}
