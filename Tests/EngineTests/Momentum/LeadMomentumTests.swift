import Definitions
import Testing

@testable import Engine

@Suite struct LeadMomentumTests {
  // MARK: Windows

  @Test(arguments: [(0, 8), (6, 8), (7, 4), (13, 4), (14, 2), (29, 2), (30, 0)])
  func aPointWeighsLessTheOlderItIs(daysAgo: Int, quarters: Int32) {
    #expect(momentum(engaged(daysAgo, points: 1))?.value(on: evening)?.gain == Gain(quarters: quarters))
  }

  @Test(arguments: [(0, 3), (13, 3), (14, -8), (27, -8), (28, -6)])
  func frequencyComparesTwoFortnights(daysAgo: Int, points: Int) {
    #expect(momentum(engaged(daysAgo))?.value(on: evening)?.frequency == points)
  }

  @Test(arguments: [(0, 6), (13, 6), (14, -2), (43, -2), (44, 0)])
  func contentComparesAFortnightWithTheMonthBefore(daysAgo: Int, points: Int) {
    #expect(momentum(engaged(daysAgo, depth: 3))?.value(on: evening)?.content == points)
  }

  @Test(arguments: [(0, true, false), (29, true, false), (30, false, true), (59, false, true), (60, false, false)])
  func aLeadIsAStakeholderForTwoMonths(daysAgo: Int, isRecent: Bool, wasBefore: Bool) {
    let value = ownMomentum(engaged(daysAgo))?.value(on: evening)
    #expect(value?.isRecent == isRecent)
    #expect(value?.wasBefore == wasBefore)
    #expect(value?.isStakeholder == (isRecent || wasBefore))
  }

  // MARK: What counts

  @Test func twentyPointsThisWeekBeatTwentySpreadOverTheMonth() {
    let burst = momentum(engaged(2, points: 20))
    let spread = momentum([1, 8, 15, 22].flatMap { engaged($0, points: 5) })
    #expect(burst?.value(on: evening)?.gain.description == "40")
    #expect(spread?.value(on: evening)?.gain.description == "20")
    #expect(burst?.value(on: evening)?.velocity == 8)
    #expect(spread?.value(on: evening)?.velocity == 5)
  }

  @Test func twoThenFiveThenTenVisitsArePositive() {
    let fortnights = engaged(30, times: 2) + engaged(20, times: 5) + engaged(5, times: 10)
    #expect(momentum(fortnights)?.value(on: evening)?.frequency == 8)
    #expect(momentum(fortnights)?.value(on: evening - 15)?.frequency == 8)
    let weeks = engaged(15, times: 2) + engaged(8, times: 5) + engaged(1, times: 10)
    #expect(momentum(weeks)?.value(on: evening)?.frequency == 8)
  }

  @Test func pointsCountFromEveryEventAndTheRestFromEngagement() {
    let value = momentum(
      engaged(3, points: 5, depth: 1)
        + [Deed(points: -20, depth: 4, isEngagement: false, daysAgo: 1)])?.value(on: evening)
    #expect(value?.gain.description == "-30")
    #expect(value?.velocity == -6)
    #expect(value?.frequency == 3)
    #expect(value?.content == 1)
  }

  @Test func thereIsMomentumFromTheFirstEngagementOn() {
    let lead = momentum(scored(20, 9) + engaged(10) + scored(5, 1))
    #expect(lead?.value(on: evening - 11) == nil)
    #expect(lead?.history.steps.first?.from == evening - 10)
    // What was scored before it counts all the same: 10 days back.
    #expect(lead?.value(on: evening - 10)?.gain.description == "9")
    #expect(momentum(scored(3, 50)) == nil)
    #expect(momentum([]) == nil)
  }

  @Test(arguments: [
    (scored(0, 3) + scored(13, 2), Direction.accelerating), (scored(6, 3) + scored(7, 3), .stagnating),
    (scored(6, 2) + scored(7, 3), .decelerating), (scored(7, 3), .stagnating), (scored(6, 1), .accelerating),
    (scored(6, -1), .decelerating), (scored(6, 1) + scored(14, 9), .accelerating),
    (scored(6, -1) + scored(7, -2), .accelerating), (scored(6, 1) + scored(5, -1) + scored(8, 4), .stagnating),
  ])
  func directionComparesTwoWeeks(deeds: [Deed], direction: Direction) {
    #expect(momentum(engaged(40) + deeds)?.value(on: evening)?.direction == direction)
  }

  // MARK: Days

  @Test func aSilentLeadSinksAndThenStays() {
    let lead = momentum(engaged(0, points: 10, depth: 2))
    let steps = lead?.history.steps.map { "\($0.from - evening) \($0.content.momentum) \($0.content.tier.rawValue)" }
    #expect(
      steps == [
        "0 12 warming", "7 10 warming", "14 -9 cooling", "28 -7 cooling", "30 -13 cold", "44 -11 cold",
      ])
    #expect(lead?.value(on: evening + 10_000)?.momentum == -11)
    #expect(lead?.nextChange(after: evening + 44) == nil)
  }

  @Test func aTierThatWillChangeIsKnownInAdvance() {
    let lead = momentum(engaged(0, points: 10, depth: 2))
    #expect(
      lead?.tierChanges == [
        .init(day: evening, from: nil, to: .warming), .init(day: evening + 14, from: .warming, to: .cooling),
        .init(day: evening + 30, from: .cooling, to: .cold),
      ])
    #expect(lead?.nextChange(after: evening) == evening + 7)
  }

  @Test func beforeTheFirstEngagementThereIsNothingToRiseFrom() {
    let lead = momentum(engaged(0, points: 10, depth: 2))
    #expect(lead?.rise(on: evening - 1) == 0)
    #expect(lead?.rise(on: evening) == 12)
    #expect(lead?.rise(on: evening + 1) == 0)
    #expect(lead?.rise(on: evening + 14) == -19)
  }

  @Test func theOrderOfArrivalMeansNothing() {
    let deeds = engaged(3, points: 7, depth: 1) + engaged(0, depth: 2) + engaged(3, points: 1, depth: 3) + scored(9, 4)
    #expect(ownMomentum(deeds) == ownMomentum(deeds.reversed()))
    #expect(ownMomentum(deeds) == ownMomentum(deeds.sorted { $0.daysAgo > $1.daysAgo }))
  }

  @Test func noNumberOfPointsIsTooLarge() {
    let lead = momentum(engaged(0, times: 3, points: .max))
    #expect(lead?.value(on: evening)?.gain == Gain(quarters: .max))
    #expect(lead?.value(on: evening)?.velocity == 10)
    let fallen = momentum(engaged(0) + scored(0, .min))
    #expect(fallen?.value(on: evening)?.gain.description == "-536870911.75")
    #expect(fallen?.value(on: evening)?.velocity == -6)
  }

  // MARK: From the log

  @Test func theTimelinesBuilderHandsOnWhatALeadDid() {
    let rules = [rule("page_view", points: 5), rule("stage", points: 30, where: #"e.to == "mql""#)]
    var builder = TimelineBuilder(definition(scoring: rules), zone: .utc, collectsActivity: true)
    let log = LeadLog(
      records: [record(1, dates: [.mql: "2026-06-29"])],
      events: [event(2, "page_view", "2026-06-30"), event(3, "email_sent", "2026-06-30")])
    // Twice: the lead before is forgotten.
    for _ in 1...2 { _ = builder.timeline(of: log) }
    var momentum = MomentumBuilder(MomentumModel())
    let value = momentum.add(builder.activity)?.value(on: evening)
    #expect(value?.gain.description == "70")
    #expect(value?.frequency == 3)
  }

  @Test func whoDoesNotAskForItCarriesNoActivity() {
    var builder = TimelineBuilder(definition(scoring: [rule("page_view", points: 5)]), zone: .utc)
    _ = builder.timeline(of: LeadLog(events: [event(1, "page_view", "2026-06-30")]))
    #expect(builder.activity.days.isEmpty)
  }
}
