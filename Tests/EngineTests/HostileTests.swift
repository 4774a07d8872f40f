import Definitions
import Testing

@testable import Engine

@Suite struct HostileTests {
  let extremes: [Stamp] = [
    .instant(.min), .instant(.max), .local(.min), .local(.max), .date(.min), .date(.max), .date(day("0001-01-01")),
    .date(day("9999-12-31")), at("2026-01-10 10:00"),
  ]

  @Test func noTimeMakesAnEvaluationTrap() {
    for definition in generatedDefinitions + [definition(idle: .max, age: .max), definition(idle: .min, age: -1)] {
      for zone in [Zone.utc, zone("Pacific/Apia")] {
        var builder = TimelineBuilder(definition, zone: zone)
        for first in extremes {
          for second in extremes {
            let log = LeadLog(
              records: [
                RecordFact(
                  arrival: Arrival(.max), receivedDay: .max, source: .file, createdAt: first, updatedAt: second,
                  attributes: ["size": .int(.max)], stage: .mql, stageDates: [.customer: second])
              ],
              events: [
                EventFact(arrival: Arrival(.min), at: first, type: "page_view"),
                EventFact(arrival: Arrival(0), at: second, type: "demo_request"),
              ],
              deals: [DealFact(arrival: Arrival(1), dealID: "", status: .won, closedAt: second, updatedAt: first)])
            let timeline = builder.timeline(of: log)
            #expect(timeline != nil)
            #expect(LeadState(log, zone: zone) != nil)
            guard let timeline else { continue }
            var counts = DayCounts()
            counts.add(timeline)
            _ = builder.explain(timeline.createdDay, of: log)
          }
        }
      }
    }
  }

  @Test func pointsThatDoNotFitSaturate() {
    let rich = definition(
      [.intent: "score >= 9223372036854775807 && points().within(36525) > 0"],
      scoring: [rule("page_view", points: .max), rule("unsubscribe", points: .min)])
    let events = [event(1, "page_view", "2026-01-10 10:00"), event(2, "page_view", "2026-01-11 10:00")]
    #expect(spans(timeline(rich, [], events)) == ["2026-01-10 to 2126-01-12 criteria"])
    let fall = [event(3, "unsubscribe", "2026-01-12 10:00")]
    #expect(spans(timeline(rich, [], events + fall)) == ["2026-01-10 to 2026-01-12 criteria"])
  }

  @Test func aPropertyOfAnyTypeIsJustAValue() {
    let deep = Value.list([.map(["a": .list([.double(.nan), .null])])])
    let strange: [Value] = [deep, .double(.nan), .double(.infinity), .int(.min), .string("\u{0}"), .null]
    let asked = definition([.intent: #"events("x").where(e, e.p.startsWith("a")).exists()"#])
    let events = strange.enumerated().map { index, value in
      EventFact(arrival: Arrival(Int64(index)), at: at("2026-01-10 10:00"), type: "x", properties: ["p": value])
    }
    #expect(spans(timeline(asked, [], events)) == [])
    let good = EventFact(arrival: Arrival(99), at: at("2026-01-10 10:00"), type: "x", properties: ["p": .string("abc")])
    #expect(spans(timeline(asked, [], events + [good])) == ["2026-01-10 on"])
  }
}
