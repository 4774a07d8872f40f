import Definitions
public import Engine
import LibPQ

/// A period's lead velocity rate from the figure down to the leads and facts that made it.
public struct PeriodExplanation: Sendable {
  public var standing: Standing
  public var row: LVRRow
  /// Entered in the period before, or in the same number of its days while this one is in
  /// progress: what the flow rate compares with.
  public var enteredBefore: Int
  public var changes: [Change]

  /// All leads of the period that changed in one way.
  public struct Change: Sendable {
    public var transition: Transition
    public var count: Int
    /// The first of them by day, each with what did it.
    public var leads: [Entry]
  }

  public struct Entry: Sendable {
    public var lead: LeadTransition
    /// Facts and known dates, in words; empty where the log says otherwise by now, and a refresh
    /// is still to come.
    public var reasons: [String]
  }

  /// In the order of the waterfall.
  static let order: [Transition] = [.entered, .passedThrough] + ExitReason.allCases.map(Transition.exited)
}

extension Database {
  /// `nil` while nothing was computed yet, and for a period without a row: before the first lead,
  /// or ahead of today.
  ///
  /// - Parameter limit: of each change so many leads are explained.
  public func explanation(
    of period: Period, tenant: Tenant, limit: Int, asOf: Day? = nil
  ) async throws -> PeriodExplanation? {
    try await read(as: tenant.id, asOf: asOf, within: .seconds(600)) { session in
      try session.explanation(of: period, tenant: tenant, limit: limit)
    }
  }
}

extension Session {
  mutating func explanation(of period: Period, tenant: Tenant, limit: Int) throws -> PeriodExplanation? {
    let standing = try standing(of: tenant.id)
    guard let live = standing.live, let today = try run(Today()).first,
      let row = try run(ReadLVR(grain: period.grain, from: period.first, to: period.last, limit: 1)).first
    else { return nil }
    let before = try run(
      LeadTransitions(
        tenant: tenant.id, generation: live.generation, from: period.previous.first,
        through: row.isInProgress ? period.counterpart(of: today) : period.previous.last))
    let moved = try run(
      LeadTransitions(
        tenant: tenant.id, generation: live.generation, from: period.first, through: period.lastDay(today: today)))
    let groups = Dictionary(grouping: moved, by: \.transition)
    var reasons = try Reasons(
      for: groups.values.flatMap { $0.prefix(limit) }.map(\.lead), of: tenant.id, live: live, in: &self)
    return PeriodExplanation(
      standing: standing, row: row,
      enteredBefore: before.count { $0.transition == .entered || $0.transition == .passedThrough },
      changes: PeriodExplanation.order.compactMap { transition in
        groups[transition].map { leads in
          PeriodExplanation.Change(
            transition: transition, count: leads.count,
            leads: leads.prefix(limit).map {
              .init(lead: $0, reasons: reasons.words(for: $0.transition, of: $0.lead, on: $0.day))
            })
        }
      })
  }
}
