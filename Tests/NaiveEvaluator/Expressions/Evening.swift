import Definitions
import Engine

/// A lead at the end of a day: everything that an expression can ask for, from every fact up to then.
struct Evening {
  let day: Day
  let createdDay: Day
  let lead: Term
  let account: Term
  let stage: Stage
  let channel: String
  /// Of this day and the days before, with what the scoring rules say of them.
  let happenings: [ScoredHappening]
}

/// A happening with its points and its depth, and whether it was a sign of interest.
struct ScoredHappening {
  let happening: Happening
  let points: Int
  let depth: Int
  let isEngagement: Bool

  /// What a definition says that a happening is worth: the first rule that matches it decides.
  init(_ happening: Happening, rules: [ScoringRule]) {
    let rule = rules.first { rule in
      guard rule.event == happening.type else { return false }
      guard let condition = rule.condition else { return true }
      let names = ["e": Term(happening.properties)]
      return ExpressionReader(names: names, evening: nil).value(of: condition.tree)?.isTrue ?? false
    }
    self.happening = happening
    points = rule?.points ?? 0
    depth = rule?.depth ?? 0
    isEngagement = !Self.neverEngagement.contains(happening.type) && (rule?.engagement ?? true)
  }

  private static let neverEngagement: Set<String> = [
    "stage", "note", "email_sent", "email_delivered", "email_bounced", "email_complained", "unsubscribe", "opt_out",
    "call_attempt", "linkedin_invite", "linkedin_message", "sms_sent", "meeting_cancelled", "meeting_no_show",
  ]
}

extension Evening {
  var score: Int { happenings.map(\.points).reduce(0, +) }

  var ageDays: Int { day - createdDay }

  /// Since the last engagement; a lead that never engaged counts from its created day.
  var idleDays: Int {
    day - (happenings.filter(\.isEngagement).map(\.happening.when.day).max() ?? createdDay)
  }

  /// What happened in the last so many days, this day among them; without a number ever.
  func happenings(within days: Int?) -> [ScoredHappening] {
    guard let days else { return happenings }
    return happenings.filter { day - $0.happening.when.day < days }
  }

  func happenings(_ selection: EventSelection) -> [ScoredHappening] {
    happenings(within: selection.window).filter { scored in
      guard selection.types.contains(scored.happening.type) else { return false }
      guard let condition = selection.condition else { return true }
      let names = [condition.variable: Term(scored.happening.properties)]
      return ExpressionReader(names: names, evening: nil).value(of: condition.body)?.isTrue ?? false
    }
  }
}
