import Definitions
import Engine
import NaiveEvaluator
import Testing

/// The engine against the naive evaluator: everything it says of one lead.
@Suite struct TimelinePropertyTests {
  // About 4 ms a case in a debug build.
  static let campaign = Campaign(usual: 4_000)

  @Test func aTimelineSaysOfEveryDayWhatTheWholeLogSays() {
    let failure = Self.campaign.failure { random in
      EngineAnswers.complaints(random) { answers in
        var comparison = Comparison()
        for (lead, timeline) in zip(answers.leads, answers.timelines) { comparison.add(lead, timeline) }
        return comparison.complaints
      }
    }
    #expect(failure == nil)
  }

  @Test func aLeadHasOnEveryDayTheStageAndAttributesThatTheWholeLogGivesIt() {
    let failure = Self.campaign.failure { random in
      EngineAnswers.complaints(random) { answers in
        var comparison = Comparison()
        for (lead, log) in zip(answers.leads, answers.logs) { comparison.add(lead, log, zone: answers.zone) }
        return comparison.complaints
      }
    }
    #expect(failure == nil)
  }
}

extension Comparison {
  fileprivate mutating func add(_ lead: NaiveLead, _ timeline: Timeline?) {
    guard let timeline else { return expect("is a lead: \(lead.name)", true, false) }
    expect("created day of \(lead.name)", lead.createdDay, timeline.createdDay)
    expect("channel of \(lead.name)", lead.channel, timeline.channel)
    expect("pass-through of \(lead.name)", lead.days.first { $0.passedThrough }?.day, timeline.passedOn)
    let spans = lead.spans.filter { $0.from != $0.to }
    expect("spans of \(lead.name)", spans.map(\.words), timeline.spans.map(\.words))
  }

  fileprivate mutating func add(_ lead: NaiveLead, _ log: LeadLog, zone: Zone) {
    guard let state = LeadState(log, zone: zone) else { return expect("is a lead: \(lead.name)", true, false) }
    let attributes = LeadAttributes(log.records, created: lead.createdDay, zone: zone)
    for day in lead.days {
      expect("stage on \(day.day)", day.stage, state.stages.content(on: day.day) ?? .lead)
      expect("attributes on \(day.day)", day.attributes, attributes.histories.compactMapValues { $0.value(on: day.day) })
    }
    expect("present attributes", lead.days.last?.attributes, state.attributes)
    expect("channel", lead.channel, state.channel)
    if let account = state.accountKey { expect("account", lead.account, account) }
  }
}

extension NaiveLead {
  var name: String { keyrings.map { "\($0.sorted())" }.sorted().joined(separator: " ") }
}

extension NaiveSpan {
  fileprivate var words: String { "\(from)..<\(to.map(\.description) ?? "") \(reason?.rawValue ?? "open")" }
}

extension Timeline.Span {
  fileprivate var words: String { "\(from)..<\(to.map(\.description) ?? "") \(reason?.rawValue ?? "open")" }
}
