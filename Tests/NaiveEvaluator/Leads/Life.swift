import Definitions
import Engine

/// A lead under a definition: what is asked of it each evening.
struct Life {
  let biography: Biography
  let account: AttributeHistory
  let definition: Definition
  private let scored: [ScoredHappening]

  init(_ biography: Biography, account: AttributeHistory, definition: Definition) {
    self.biography = biography
    self.account = account
    self.definition = definition
    scored = biography.happenings.map { ScoredHappening($0, rules: definition.scoring) }
  }

  func days(through last: Day) -> [NaiveDay] {
    var days: [NaiveDay] = []
    for number in biography.createdDay.number...max(last.number, biography.createdDay.number) {
      let wasEver = days.contains { $0.isQualified || $0.passedThrough }
      days.append(state(on: Day(number), wasEver: wasEver))
    }
    return days
  }

  private func state(on day: Day, wasEver: Bool) -> NaiveDay {
    let stage = biography.stage(on: day) ?? .lead
    let evening = evening(of: day, stage: stage)
    let gatesHold = gatesHold(evening)
    let isOut = stage == .customer || stage == .disqualified
    let becameCustomer = stage == .customer && biography.stage(on: day - 1) != .customer
    return NaiveDay(
      day: day, stage: stage, attributes: biography.attributes.values(on: day),
      accountAttributes: account.values(on: day),
      isQualified: gatesHold && !isOut && !isIdle(evening) && !isTooOld(evening),
      passedThrough: becameCustomer && !wasEver && !isTooOld(evening) && gatesHold,
      exitReason: exitReason(evening, gatesHold: gatesHold))
  }

  private func evening(of day: Day, stage: Stage) -> Evening {
    Evening(
      day: day, createdDay: biography.createdDay, lead: Term(biography.attributes.values(on: day)),
      account: Term(account.values(on: day)), stage: stage, channel: biography.channel(on: day),
      happenings: scored.filter { $0.happening.when.day <= day })
  }

  /// All four; a missing one is true, and one that is an error does not hold.
  private func gatesHold(_ evening: Evening) -> Bool {
    definition.gates.values.allSatisfy {
      ExpressionReader(evening: evening).value(of: $0.tree)?.isTrue ?? false
    }
  }

  private func exitReason(_ evening: Evening, gatesHold: Bool) -> NaiveExit? {
    switch evening.stage {
    case .customer: .converted
    case .disqualified: .disqualified
    default: isIdle(evening) || isTooOld(evening) ? .decayed : gatesHold ? nil : .criteria
    }
  }

  private func isIdle(_ evening: Evening) -> Bool {
    definition.decay.idle.map { evening.idleDays >= $0 } ?? false
  }

  private func isTooOld(_ evening: Evening) -> Bool {
    definition.decay.age.map { evening.ageDays >= $0 } ?? false
  }
}
