import Definitions
import Engine
import NaiveEvaluator
import Testing

/// The engine against the naive evaluator: everything it says of one lead.
@Suite struct TimelinePropertyTests {
  @Test func theEngineSaysOfEveryDayWhatTheWholeLogSays() {
    // About 8 ms a case in a debug build.
    let failure = Campaign(usual: 3_000).failure { random in
      EngineAnswers.complaints(random) { answers in
        var comparison = Comparison()
        for index in answers.leads.indices {
          comparison.addTimeline(index, of: answers)
          comparison.addState(index, of: answers)
          comparison.addExplanations(index, of: answers)
        }
        return comparison.complaints
      }
    }
    #expect(failure == nil)
  }
}

extension Comparison {
  fileprivate mutating func addTimeline(_ index: Int, of answers: EngineAnswers) {
    let lead = answers.leads[index]
    guard let timeline = answers.timelines[index] else { return expect("is a lead: \(lead.name)", true, false) }
    expect("created day of \(lead.name)", lead.createdDay, timeline.createdDay)
    expect("channel of \(lead.name)", lead.channel, timeline.channel)
    expect("pass-through of \(lead.name)", lead.days.first { $0.passedThrough }?.day, timeline.passedOn)
    let spans = lead.spans.filter { $0.from != $0.to }
    expect("spans of \(lead.name)", spans.map(\.words), timeline.spans.map(\.words))
  }

  fileprivate mutating func addState(_ index: Int, of answers: EngineAnswers) {
    let (lead, log) = (answers.leads[index], answers.logs[index])
    guard let state = LeadState(log, zone: answers.zone) else { return expect("is a lead: \(lead.name)", true, false) }
    let attributes = LeadAttributes(log.records, created: lead.createdDay, zone: answers.zone).histories
    for day in lead.days {
      expect("stage on \(day.day)", day.stage, state.stages.content(on: day.day) ?? .lead)
      expect("attributes on \(day.day)", day.attributes, attributes.compactMapValues { $0.value(on: day.day) })
    }
    expect("present attributes", lead.days.last?.attributes, state.attributes)
    expect("channel", lead.channel, state.channel)
    // Without one from a leads row the account is that of the e-mail address, which the log does not say.
    if let account = state.accountKey { expect("account", lead.account, account) }
  }

  /// An explanation goes the same way as the timeline, but stops on a day: it must have seen the same.
  fileprivate mutating func addExplanations(_ index: Int, of answers: EngineAnswers) {
    let (lead, log) = (answers.leads[index], answers.logs[index])
    var builder = TimelineBuilder(answers.definition, zone: answers.zone)
    for day in lead.days.map(\.day) where lead.entered(on: day) || lead.exited(on: day) != nil {
      let explanation = builder.explain(day, of: log, account: answers.accounts[index])
      expect("what happened on \(day)", lead.transition(on: day), explanation?.transition.map { "\($0)" })
    }
  }
}

extension NaiveLead {
  fileprivate var name: String { keyrings.map { "\($0.sorted())" }.sorted().joined(separator: " ") }

  /// In the words of the engine's own.
  fileprivate func transition(on day: Day) -> String? {
    if passesThrough(on: day) { return "passedThrough" }
    if entered(on: day) { return "entered" }
    return exited(on: day).flatMap { ExitReason(rawValue: $0.rawValue) }.map { "\(Transition.exited($0))" }
  }
}

extension NaiveSpan {
  fileprivate var words: String { "\(from)..<\(to.map(\.description) ?? "") \(reason?.rawValue ?? "open")" }
}

extension Timeline.Span {
  fileprivate var words: String { "\(from)..<\(to.map(\.description) ?? "") \(reason?.rawValue ?? "open")" }
}
