import Definitions
import Testing

@testable import Engine

@Suite struct ZoneTimelineTests {
  let demo = definition([.intent: #"events("demo_request").within(7).exists()"#])

  @Test func aboutMidnightTheTenantsZoneSaysOnWhichDayALeadEnters() {
    let events = [event(1, "page_view", "2026-01-05 12:00Z"), event(2, "demo_request", "2026-01-10 23:30Z")]
    #expect(spans(timeline(demo, [], events)) == ["2026-01-10 to 2026-01-17 criteria"])
    #expect(
      spans(timeline(demo, [], events, in: zone("Europe/Berlin"))) == ["2026-01-11 to 2026-01-18 criteria"])
    #expect(
      spans(timeline(demo, [], events, in: zone("America/New_York"))) == ["2026-01-10 to 2026-01-17 criteria"])
    let morning = [events[0], event(2, "demo_request", "2026-01-10 04:30Z")]
    #expect(
      spans(timeline(demo, [], morning, in: zone("America/New_York"))) == ["2026-01-09 to 2026-01-16 criteria"])
  }

  @Test func aTimeWithoutOffsetIsReadAnewWhenTheZoneChanges() {
    let rows = [
      record(1, from: .api, created: "2026-01-05", updated: "2026-01-10 23:30", ["size": 7]),
      record(2, from: .api, updated: "2026-01-20 23:30Z", ["size": 1]),
    ]
    let fit = definition([.fit: "lead.size >= 5"])
    #expect(spans(timeline(fit, rows, in: .utc)) == ["2026-01-10 to 2026-01-20 criteria"])
    #expect(spans(timeline(fit, rows, in: zone("Asia/Tokyo"))) == ["2026-01-10 to 2026-01-21 criteria"])
  }

  @Test func inTheHourThatAClockChangeRepeatsTheWallClockMeansTheFirst() {
    // 02:30 on 2026-10-25 is 00:30 UTC, before the call at 00:45 UTC; as the second it would come after.
    let rows = [
      record(1, from: .api, created: "2026-10-01", updated: "2026-10-25 02:30", ["size": 7]),
      record(2, from: .api, updated: "2026-10-25 00:45Z", ["size": 1]),
    ]
    #expect(spans(timeline(definition([.fit: "lead.size >= 5"]), rows, in: zone("Europe/Berlin"))) == [])
  }

  @Test func aWallClockThatAClockChangeSkipsIsLaterThanTheOneAfterTheGapBegan() {
    // 02:30 on 2026-03-29 is 03:30 summer time, 01:30 UTC: after the call at 01:15 UTC.
    let rows = [
      record(1, from: .api, created: "2026-03-01", updated: "2026-03-29 02:30", ["size": 7]),
      record(2, from: .api, updated: "2026-03-29 01:15Z", ["size": 1]),
    ]
    #expect(
      spans(timeline(definition([.fit: "lead.size >= 5"]), rows, in: zone("Europe/Berlin"))) == ["2026-03-29 on"])
  }

  @Test func daysOfTwentyThreeAndTwentyFiveHoursAreDays() {
    // Seven days over either clock change end on the same weekday they began.
    let berlin = zone("Europe/Berlin")
    for (date, end) in [("2026-03-26", "2026-04-02"), ("2026-10-22", "2026-10-29")] {
      let events = [event(1, "demo_request", "\(date) 23:59")]
      #expect(spans(timeline(demo, [], events, in: berlin)) == ["\(date) to \(end) criteria"])
    }
  }
}
