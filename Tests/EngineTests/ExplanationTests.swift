import Definitions
import Testing

@testable import Engine

@Suite struct ExplanationTests {
  func explain(
    _ definition: Definition, _ date: String, _ records: [RecordFact], _ events: [EventFact] = []
  ) -> Explanation? {
    var builder = TimelineBuilder(definition, zone: .utc)
    return builder.explain(day(date), of: LeadLog(records: records, events: events, deals: []))
  }

  let born = record(1, created: "2026-01-10")

  @Test func aLeadThatIsQualifiedWhenItBeginsEnteredByBeginning() {
    let explanation = explain(definition([.ready: "score >= 0"]), "2026-01-10", [born])
    #expect(explanation?.transition == .entered)
    #expect(explanation?.causes == [.created])
    #expect(explanation?.before == nil)
    #expect(explanation?.flipped == Gate.allCases)
  }

  @Test func anEntryNamesTheGateThatFlippedAndTheEventThatDidIt() {
    let scored = definition(
      [.intent: "score >= 10", .fit: "age_days() >= 0"],
      scoring: [rule("demo_request", points: 6), rule("page_view", points: 0)])
    let events = [
      event(2, "demo_request", "2026-01-12 10:00"), event(3, "demo_request", "2026-01-15 10:00"),
      event(4, "page_view", "2026-01-15 11:00"),
    ]
    let explanation = explain(scored, "2026-01-15", [born], events)
    #expect(explanation?.transition == .entered)
    #expect(explanation?.flipped == [.intent])
    #expect(explanation?.causes == [.happened([Arrival(3)])])
    #expect(explanation?.before?.score == 6)
    #expect(explanation?.after.score == 12)
    #expect(explain(scored, "2026-01-14", [born], events)?.transition == nil)
    #expect(explain(scored, "2026-01-14", [born], events)?.causes == [])
  }

  @Test func anExitByAWindowNamesTheEventsThatLeftIt() {
    let recent = definition([.intent: #"events("demo_request").within(30).exists()"#])
    let events = [event(2, "demo_request", "2026-01-12 10:00"), event(3, "page_view", "2026-02-11 10:00")]
    let explanation = explain(recent, "2026-02-11", [born], events)
    #expect(explanation?.transition == .exited(.criteria))
    #expect(explanation?.causes == [.leftWindow(days: 30, [Arrival(2)])])
  }

  @Test func anAttributeIsNamedWithWhoSaidIt() {
    let rows = [born, record(2, from: .api, updated: "2026-01-20 10:00", ["size": 9, "title": "CEO"])]
    let explanation = explain(definition([.fit: #"lead.size >= 5 || lead.title == "VP""#]), "2026-01-20", rows)
    #expect(
      explanation?.causes == [
        .attribute(AttributePath(root: .lead, name: "size"), from: nil, to: .int(9), said: Arrival(2))
      ])
  }

  @Test func decayNamesItsDateAndWhatItIsCountedFrom() {
    let events = [event(2, "page_view", "2026-01-20 10:00")]
    let idle = explain(definition(idle: 10), "2026-01-30", [born], events)
    #expect(idle?.transition == .exited(.decayed))
    #expect(idle?.causes == [.idle(days: 10, since: day("2026-01-20"))])
    #expect(explain(definition(age: 10), "2026-01-20", [born])?.causes == [.aged(days: 10)])
    let back = explain(definition(idle: 5), "2026-01-20", [born], events)
    #expect(back?.transition == .entered)
    #expect(back?.causes == [.happened([Arrival(2)])])
  }

  @Test func conversionsAndPassThroughsNameTheStage() {
    let events = [stage(2, .customer, "2026-01-20 10:00")]
    let change = Cause.stage(from: .lead, to: .customer)
    #expect(explain(definition(), "2026-01-20", [born], events)?.causes == [change])
    let passed = explain(definition([.ready: #"reached("mql")"#]), "2026-01-20", [born], events)
    #expect(passed?.transition == .passedThrough)
    #expect(passed?.causes == [change])
  }

  @Test func anAgeThatAGateWaitedForIsNamed() {
    #expect(explain(definition([.ready: "age_days() >= 30"]), "2026-02-09", [born])?.causes == [.aged(days: 30)])
    #expect(
      explain(definition([.ready: "idle_days() < 10"]), "2026-01-20", [born])?.causes
        == [.idle(days: 10, since: day("2026-01-10"))])
  }

  @Test func whereEitherOfTwoChangesWouldHaveDoneBothAreNamed() {
    let either = definition([.intent: #"events("a").exists() || events("b").exists()"#])
    let events = [event(2, "a", "2026-01-20 10:00"), event(3, "b", "2026-01-20 10:00")]
    #expect(
      explain(either, "2026-01-20", [born], events)?.causes == [.happened([Arrival(2)]), .happened([Arrival(3)])])
  }
}
