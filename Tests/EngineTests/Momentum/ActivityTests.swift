import Testing

@testable import Engine

/// What a lead did comes to the same in whichever order it is told, and takes as much as its days.
@Suite struct ActivityTests {
  private static let days = 300

  private struct Event {
    let index: Int
    var day: Day { evening - (index * 7_919) % ActivityTests.days }
    var moment: Moment {
      Moment(instant: Int64(day.number) * microsecondsInDay + Int64(index % 86_400) * 1_000_000, day: day)
    }
  }

  private static func activity(_ events: [Event]) -> Activity {
    var activity = Activity()
    for event in events {
      let index = event.index
      activity.add(
        points: Int64(index % 7 - 7), isEngagement: index % 3 != 0, depth: Int8(index % 5), at: event.moment)
      if index % 11 == 0 { activity.touch(at: event.moment) }
    }
    return activity
  }

  @Test(arguments: [1, 2, 299, 1_500, 50_000])
  func anyOrderIsWorthTheSame(count: Int) {
    let events = (0..<count).map(Event.init)
    var (mixed, sorted) = (Self.activity(events), Self.activity(events.sorted { $0.moment < $1.moment }))
    mixed.settle()
    sorted.settle()
    #expect(mixed.days.count == min(count, Self.days))
    #expect(mixed.days.map { "\($0)" } == sorted.days.map { "\($0)" })
    #expect(mixed.contacts == sorted.contacts)
    let touched = Dictionary(grouping: events.filter { $0.index % 11 == 0 }, by: \.day)
    #expect(mixed.contacts.touched == touched.values.compactMap { $0.map(\.moment.instant).max() }.sorted())
    #expect(mixed.score == sorted.score)
  }

  @Test func whatHappensInNoOrderIsHeldByTheDay() {
    let mixed = Self.activity((0..<50_000).map(Event.init))
    #expect(mixed.days.count <= ByDay<Activity.ActiveDay>.leastRoom + 1)
  }

  @Test func whatATimelineWasMadeOfIsInOrder() {
    var builder = TimelineBuilder(
      definition(scoring: [rule("page_view", points: 5)]), zone: .utc, collectsActivity: true)
    let days = ["2026-06-03", "2026-06-01", "2026-06-02", "2026-06-01"]
    _ = builder.timeline(of: LeadLog(events: days.enumerated().map { event(Int64($0 + 1), "page_view", $1) }))
    #expect(builder.activity.days.map(\.day) == ["2026-06-01", "2026-06-02", "2026-06-03"].map(day))
    #expect(builder.activity.days.map(\.points) == [10, 5, 5])
  }
}
