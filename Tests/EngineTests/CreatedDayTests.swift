import Definitions
import Testing

@testable import Engine

@Suite struct CreatedDayTests {
  @Test func theEarliestCreationTimeOrEventBeginsALead() {
    let two = [record(1, created: "2026-02-10 09:00"), record(2, created: "2026-02-08")]
    #expect(state(two)?.createdDay == day("2026-02-08"))
    #expect(state(two, [event(3, "page_view", "2026-02-07 23:00")])?.createdDay == day("2026-02-07"))
    #expect(state(two, [event(3, "page_view", "2026-02-09 23:00")])?.createdDay == day("2026-02-08"))
  }

  @Test func whenARowWasUpdatedSaysNothingOfWhenTheLeadBegan() {
    #expect(
      state([record(1, received: "2026-03-01", updated: "2026-01-15", ["title": "CEO"])])?.createdDay
        == day("2026-03-01"))
  }

  @Test func aStageChangeBeginsALeadOnlyWhereNothingElseDoes() {
    let mql = stage(2, .mql, "2026-02-05 10:00")
    #expect(state([record(1, received: "2026-03-01")], [mql])?.createdDay == day("2026-02-05"))
    #expect(state([record(1, created: "2026-02-20")], [mql])?.createdDay == day("2026-02-20"))
    #expect(state([], [mql, event(3, "page_view", "2026-02-09 10:00")])?.createdDay == day("2026-02-09"))
    #expect(
      state([record(1, received: "2026-03-01", dates: [.sql: "2026-02-06", .mql: "2026-02-04"])])?.createdDay
        == day("2026-02-04"))
  }

  @Test func withNothingElseALeadBeginsOnTheFirstDayItWasReceived() {
    let rows = [record(2, received: "2026-03-01"), record(1, received: "2026-03-04")]
    #expect(state(rows)?.createdDay == day("2026-03-01"))
  }

  @Test func aDealAloneMakesNoLead() {
    let won = deal(1, "d", .won, closed: "2026-01-05")
    #expect(state([], [], [won]) == nil)
    #expect(state() == nil)
    // It is a stage change, though, and dates one that nothing else does.
    #expect(state([record(2, received: "2026-03-01")], [], [won])?.createdDay == day("2026-01-05"))
  }

  @Test func aStageEventThatNamesNoStageStillBeginsALead() {
    #expect(state([], [event(1, "stage", "2026-02-05 10:00", ["to": 7])])?.createdDay == day("2026-02-05"))
  }

  @Test func anEventOfSomebodyUnknownMakesOneEvenIfItIsNoEngagement() {
    #expect(state([], [event(1, "email_sent", "2026-02-05 10:00")])?.createdDay == day("2026-02-05"))
  }

  @Test func theSameEventsFallOnOtherDaysInAnotherZone() {
    let late = [event(1, "page_view", "2026-02-05 23:30Z")]
    #expect(state([], late, in: zone("Europe/Berlin"))?.createdDay == day("2026-02-06"))
    #expect(state([], late, in: zone("America/New_York"))?.createdDay == day("2026-02-05"))
    let early = [event(1, "page_view", "2026-02-05 04:59Z")]
    #expect(state([], early, in: zone("America/New_York"))?.createdDay == day("2026-02-04"))
  }

  @Test func aTimeWithoutOffsetIsTheTenantsOwnWhereverThatIs() {
    let local = [event(1, "page_view", "2026-02-05 00:10")]
    for name in ["Europe/Berlin", "America/New_York", "Pacific/Auckland"] {
      #expect(state([], local, in: zone(name))?.createdDay == day("2026-02-05"))
    }
  }
}
