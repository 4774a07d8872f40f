import Definitions

/// Why somebody should hear of a lead today. Source: `Docs/Metrics.md`, section 7.
public enum Occasion: Hashable, Sendable {
  /// The tier became hot.
  case hot
  /// So much more momentum than the day before.
  case momentumJump(by: Int)
  /// Warm again after it had gone cold, since when it had been cold.
  case rewarmed(coldSince: Day)
}

extension LeadMomentum {
  /// Whether it becomes warm or hot on a day or later. Only then is its past asked for: whether it was cold.
  public func warms(from day: Day) -> Bool {
    var wasPositive = false
    for step in history.steps {
      if step.from >= day, step.content.tier.isPositive, !wasPositive { return true }
      wasPositive = step.content.tier.isPositive
    }
    return false
  }

  /// The least rise from one day to the next that is a jump, and the least momentum to come to.
  private static let jump = (rise: 15, momentum: 10)

  /// What there is to tell of a day: what became so on it and was not on the day before.
  public func occasions(on day: Day) -> [Occasion] {
    guard let now = value(on: day) else { return [] }
    let before = value(on: day - 1)
    var occasions: [Occasion] = []
    if now.tier == .hot, before?.tier != .hot { occasions.append(.hot) }
    let rise = rise(on: day)
    if rise >= Self.jump.rise, now.momentum >= Self.jump.momentum { occasions.append(.momentumJump(by: rise)) }
    if now.tier.isPositive, before?.tier.isPositive != true, let cold = coldSpell(before: day) {
      occasions.append(.rewarmed(coldSince: cold))
    }
    return occasions
  }

  /// The first day of the cold spell that was the last time below neutral; `nil` where that was a
  /// cooling, or there was none.
  private func coldSpell(before day: Day) -> Day? {
    let changes = tierChanges.filter { $0.day < day }
    guard let last = changes.last(where: { $0.to < .neutral }), last.to == .cold else { return nil }
    return last.day
  }

  /// The next day on which there is something to tell though nothing new happens.
  public func nextOccasion(after day: Day) -> Day? {
    var next = nextChange(after: day)
    while let candidate = next {
      if !occasions(on: candidate).isEmpty { return candidate }
      next = nextChange(after: candidate)
    }
    return nil
  }
}

extension AccountMomentum {
  /// Whether so many of its leads engaged in the last 7 days that had not in the 30 days before
  /// those that somebody should know.
  ///
  /// - Parameter engaged: of each lead, the days on which it engaged, ascending.
  public static func stakeholdersJoined(_ engaged: [[Day]], on day: Day) -> Int? {
    let joined = engaged.count { days in
      days.contains { $0 <= day && day - $0 < 7 } && !days.contains { day - $0 >= 7 && day - $0 < 37 }
    }
    return joined >= 3 ? joined : nil
  }
}
