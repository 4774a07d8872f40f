public import Definitions
import Engine

/// The product's metrics, computed the plain way: for every lead and every day anew from the whole
/// log, by the words of `Docs/Metrics.md` sections 1 to 4 and of the definition language.
///
/// It shares with the product the raw log, the calendar's days and the parsed expressions, and no
/// rule. Slow, and meant to be: nothing is kept from one day to the next that could be stale.
public enum Naive {
  /// The leads of a log, each through all its days. Leads come in the order of their first rows.
  ///
  /// `nil` where Foundation does not know the log's zone.
  public static func leads(of log: NaiveLog, under definition: Definition) -> [NaiveLead]? {
    guard let calendar = TenantCalendar(zone: log.zone) else { return nil }
    let people = People(of: log, calendar: calendar)
    return people.leads.map { entries in
      let biography = Biography(of: entries, people: people, calendar: calendar)
      let facts = log.accountRows(of: biography.account, calendar)
      let life = Life(
        biography, account: AttributeHistory(facts, beginning: .ever), definition: definition)
      let lastFact = (facts.map { $0.when?.day ?? $0.receivedDay } + [biography.lastDay]).max() ?? biography.lastDay
      let last = lastFact + definition.longestMemory + 2
      return NaiveLead(
        keyrings: biography.keyrings, createdDay: biography.createdDay, channel: biography.channel(on: last),
        account: biography.account, days: life.days(through: last))
    }
  }

  /// The rows of each lead, for feeding something else with the same people; as ``leads(of:under:)``
  /// orders them.
  public static func entriesByLead(of log: NaiveLog) -> [[NaiveEntry]]? {
    guard let calendar = TenantCalendar(zone: log.zone) else { return nil }
    return People(of: log, calendar: calendar).leads
  }
}

extension NaiveLog {
  fileprivate func accountRows(of account: String?, _ calendar: TenantCalendar) -> [RowValues] {
    entries.compactMap { entry in
      guard let account, case .record(let row, let values) = entry.content, row.accountKey == account else {
        return nil
      }
      return RowValues(row: row, values: values, calendar: calendar)
    }
  }
}

extension Definition {
  /// How many days after the last fact something can still change by itself.
  fileprivate var longestMemory: Int {
    let thresholds = gates.values.map { $0.tree.longestMemory }
    return ([decay.idle ?? 0, decay.age ?? 0] + thresholds).max() ?? 0
  }
}

extension Syntax {
  /// The largest number of days that an expression names.
  fileprivate var longestMemory: Int {
    switch form {
    case .points(let window): window ?? 0
    case .events(let selection, _): selection.window ?? 0
    case .binary(_, let left, let right): max(left.daysNamed(beside: right), right.daysNamed(beside: left))
    case .and(let parts), .or(let parts), .list(let parts), .call(_, let parts): parts.map(\.longestMemory).max() ?? 0
    case .not(let part), .negate(let part), .has(let part, _), .member(let part, _): part.longestMemory
    case .index(let one, let other), .quantified(_, _, let one, let other):
      max(one.longestMemory, other.longestMemory)
    case .conditional(let condition, let then, let otherwise):
      max(condition.longestMemory, then.longestMemory, otherwise.longestMemory)
    case .literal, .name, .days, .reached: 0
    }
  }

  private func daysNamed(beside other: Syntax) -> Int {
    if case .days = other.form, case .literal(.int(let days)) = form { return Int(clamping: days) }
    return longestMemory
  }
}
