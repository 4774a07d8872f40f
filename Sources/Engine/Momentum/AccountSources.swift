import Definitions

/// What an account's momentum is made of; while it stays the same, so does the momentum.
struct AccountSources: Equatable {
  /// Of its leads, those that engaged in the stakeholders' two windows.
  let recent, before: Int
  /// The most that a recent one makes by itself; `nil` where there is none.
  let best: Int32?
  let signals: Int
}

extension RowTables {
  func level(_ sources: AccountSources) -> AccountMomentum.Level {
    let points = stakeholders.points(recent: sources.recent, before: sources.before)
    return AccountMomentum.Level(
      stakeholders: sources.recent, stakeholdersBefore: sources.before, points: points,
      momentum: (sources.best.map { Int($0) } ?? silent) + points + sources.signals,
      isSurging: surging.holds(recent: sources.recent, before: sources.before))
  }
}
