import Engine

@testable import SampleClients

/// Qualified leads per month, counted day by day with the definitions written out in Swift.
///
/// Rough: attributes do not change, ties are not settled. Good enough to see whether the
/// tables of the demo will look like a client's.
struct RoughCount {
  struct Month {
    var opening = 0
    var entered = 0
    var exited = 0
    var closing = 0
    var stock: Double { opening == 0 ? 0 : 100 * Double(closing - opening) / Double(opening) }
  }

  /// Full months, oldest first.
  private(set) var months: [Month]

  init(_ leads: [RoughLead], today: Day, rule: any RoughRule) {
    var first = SampleClients.Month(containing: today)
    let lastDay = first.first - 1
    for _ in 0..<History.months { first = first.before }
    var days = [first.first]
    while let last = days.last, last <= lastDay {
      days.append(last + SampleClients.Month(containing: last).length)
    }
    months = Array(repeating: Month(), count: days.count - 1)
    for lead in leads where rule.fits(lead) { count(lead, from: days[0], to: lastDay, starts: days, rule) }
    for index in months.indices.dropFirst() { months[index].opening = months[index - 1].closing }
    for index in months.indices {
      months[index].closing = months[index].opening + months[index].entered - months[index].exited
      if index + 1 < months.count { months[index + 1].opening = months[index].closing }
    }
  }

  /// The flow LVR of each month but the first.
  var flow: [Double] {
    zip(months.dropFirst(), months).map { this, before in
      before.entered == 0 ? 0 : 100 * Double(this.entered - before.entered) / Double(before.entered)
    }
  }

  private mutating func count(_ lead: RoughLead, from: Day, to: Day, starts: [Day], _ rule: any RoughRule) {
    let events = lead.events.sorted { $0.day < $1.day }
    let stages = lead.stages.sorted { ($0.day, rank($0.stage)) < ($1.day, rank($1.stage)) }
    var view = RoughView(day: from, created: lead.created)
    var wasQualified = false
    var day = max(from, lead.created)
    while day <= to {
      view.advance(to: day, events: events, stages: stages, rule)
      let isQualified =
        !["customer", "disqualified"].contains(view.stage) && day < lead.leftOn
        && day - view.engaged < rule.idle && day - lead.created < rule.age && rule.holds(view)
      if isQualified != wasQualified, let month = starts.lastIndex(where: { $0 <= day }) {
        if isQualified { months[month].entered += 1 } else { months[month].exited += 1 }
      }
      wasQualified = isQualified
      day = day + 1
    }
  }

  private func rank(_ stage: String) -> Int { RoughLeads.stages.firstIndex(of: stage) ?? 0 }
}

/// A lead at the end of a day.
struct RoughView {
  var day: Day
  let created: Day
  var stage = "lead"
  var engaged: Day
  var score = 0
  /// Events so far, with their points.
  var past: [(day: Day, type: String, properties: [String: String], points: Int)] = []
  private var nextEvent = 0
  private var nextStage = 0

  init(day: Day, created: Day) {
    self.day = day
    self.created = created
    engaged = created
  }

  mutating func advance(
    to day: Day, events: [(day: Day, type: String, properties: [String: String])],
    stages: [(day: Day, stage: String)], _ rule: any RoughRule
  ) {
    self.day = day
    while nextEvent < events.count, events[nextEvent].day <= day {
      let event = events[nextEvent]
      let points = rule.points(event.type, event.properties)
      score += points
      past.append((event.day, event.type, event.properties, points))
      if !RoughView.silent.contains(event.type) { engaged = event.day }
      nextEvent += 1
    }
    while nextStage < stages.count, stages[nextStage].day <= day {
      stage = stages[nextStage].stage
      nextStage += 1
    }
  }

  func has(_ types: Set<String>, within days: Int) -> Bool {
    past.contains { day - $0.day < days && types.contains($0.type) }
  }

  func points(within days: Int) -> Int { past.reduce(0) { day - $1.day < days ? $0 + $1.points : $0 } }

  func reached(_ stages: Set<String>) -> Bool { stages.contains(stage) }

  private static let silent: Set = [
    "email_sent", "email_opened", "email_bounced", "unsubscribe", "call_attempt", "linkedin_invite",
    "linkedin_message", "meeting_no_show", "meeting_cancelled", "whatsapp_message",
  ]
}
