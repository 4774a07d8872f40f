import Testing

@testable import Engine

/// `2026-01-05…2026-02-01 decayed`, `2026-01-05…`
func span(_ from: String, _ to: String? = nil, _ reason: ExitReason? = nil) -> Timeline.Span {
  Timeline.Span(from: day(from), to: to.map(day), reason: reason)
}

func timeline(
  _ created: String, _ spans: [Timeline.Span] = [], passed: String? = nil, channel: String = "inbound"
) -> Timeline {
  Timeline(createdDay: day(created), spans: spans, passedOn: passed.map(day), channel: channel)
}

func waterfall(_ timelines: [Timeline], _ month: String, through: String? = nil) -> Waterfall {
  let period = Period(.month, containing: day(month + "-01"))
  var waterfall = Waterfall()
  for timeline in timelines { waterfall.add(timeline, in: period, through: through.map(day) ?? period.last) }
  return waterfall
}

@Suite struct TimelineTests {
  @Test func aSpanHoldsFromItsFirstDayToTheDayBeforeItsLast() {
    let lead = timeline("2026-01-01", [span("2026-01-05", "2026-01-10", .decayed), span("2026-02-01")])
    #expect(!lead.isQualified(on: day("2026-01-04")))
    #expect(lead.isQualified(on: day("2026-01-05")))
    #expect(lead.isQualified(on: day("2026-01-09")))
    #expect(!lead.isQualified(on: day("2026-01-10")))
    #expect(lead.isQualified(on: day("2031-01-01")))
  }

  @Test func theTransitionOfADayIsReadFromTheTimeline() {
    let lead = timeline("2026-01-01", [span("2026-01-05", "2026-01-10", .decayed)], passed: "2026-01-02")
    #expect(lead.transition(on: day("2026-01-02")) == .passedThrough)
    #expect(lead.transition(on: day("2026-01-05")) == .entered)
    #expect(lead.transition(on: day("2026-01-10")) == .exited(.decayed))
    #expect(lead.transition(on: day("2026-01-07")) == nil)
  }
}

@Suite struct WaterfallTests {
  let leads = [
    timeline("2026-01-02", [span("2026-01-05", "2026-02-10", .converted)]),
    timeline("2026-02-03", [span("2026-02-03", "2026-02-05", .criteria), span("2026-02-20")]),
    timeline("2026-02-04", [], passed: "2026-02-04"),
    timeline("2026-02-28", [span("2026-02-28", "2026-03-30", .decayed)]),
    timeline("2026-02-11"),
  ]

  @Test func openingPlusEnteredMinusExitedIsClosing() {
    let february = waterfall(leads, "2026-02")
    #expect(february.opening == 1)
    #expect(february.flow.entered == 4)
    #expect(february.flow.exitedConverted == 2)
    #expect(february.flow.exitedCriteria == 1)
    #expect(february.flow.exited == 3)
    #expect(february.flow.passedThrough == 1)
    #expect(february.flow.created == 4)
    #expect(february.closing == 2)
    for month in ["2025-12", "2026-01", "2026-02", "2026-03", "2026-04"] {
      let counts = waterfall(leads, month)
      #expect(counts.closing == counts.opening + counts.flow.entered - counts.flow.exited)
    }
  }

  @Test func theClosingOfAPeriodIsTheOpeningOfTheNext() {
    #expect(waterfall(leads, "2026-01").closing == waterfall(leads, "2026-02").opening)
    #expect(waterfall(leads, "2026-02").closing == waterfall(leads, "2026-03").opening)
  }

  @Test func anExitOnTheFirstDayOfAPeriodIsThatPeriods() {
    let lead = [timeline("2026-01-02", [span("2026-01-05", "2026-02-01", .decayed)])]
    #expect(waterfall(lead, "2026-01").closing == 1)
    #expect(waterfall(lead, "2026-02").opening == 1)
    #expect(waterfall(lead, "2026-02").flow.exitedDecayed == 1)
    #expect(waterfall(lead, "2026-02").closing == 0)
  }

  @Test func aPeriodInProgressEndsToday() {
    let february = waterfall(leads, "2026-02", through: "2026-02-10")
    #expect(february.flow.entered == 2)
    #expect(february.flow.exitedConverted == 2)
    #expect(february.flow.created == 2)
    #expect(february.closing == 0)
    #expect(waterfall(leads, "2026-02", through: "2026-02-09").closing == 1)
  }

  @Test func aLeadIsCountedUnderItsValueOnThePeriodsLastDay() {
    let months = Period.all(.month, from: day("2026-01-01"), through: day("2026-03-15"))
    var waterfalls = Waterfalls<String>(periods: months, today: day("2026-03-15"))
    // The first lead is in retail until 2026-02-05, in saas after that; the others have no industry.
    for (index, lead) in leads.enumerated() {
      waterfalls.add(lead) { index > 0 ? nil : $0 < day("2026-02-05") ? "retail" : "saas" }
    }
    #expect(Set(waterfalls.byPeriod[0].keys) == ["retail"])
    #expect(waterfalls.byPeriod[0]["retail"]?.closing == 1)
    // Its opening in February is under the value of February, so the counts add up.
    #expect(waterfalls.byPeriod[1]["saas"]?.opening == 1)
    #expect(waterfalls.byPeriod[1]["saas"]?.flow.exitedConverted == 1)
    #expect(waterfalls.byPeriod[1]["retail"] == nil)
    for (period, groups) in zip(months, waterfalls.byPeriod) {
      var all = Waterfall()
      for lead in leads { all.add(lead, in: period, through: period.lastDay(today: day("2026-03-15"))) }
      #expect(groups.values.map(\.opening).reduce(0, +) == all.opening)
      #expect(groups.values.map(\.closing).reduce(0, +) == all.closing)
      #expect(groups.values.map(\.flow).reduce(.zero, +) == all.flow)
      for group in groups.values { #expect(group.closing == group.opening + group.flow.entered - group.flow.exited) }
    }
  }

  @Test func theMonthBeforeOneInProgressIsAlsoCountedThroughTheSameDay() {
    let months = Period.all(.month, from: day("2026-01-01"), through: day("2026-03-10"))
    var waterfalls = Waterfalls<String>(periods: months, today: day("2026-03-10"))
    for lead in leads { waterfalls.add(lead) { _ in "all" } }
    #expect(waterfalls.sameDays["all"]?.flow.entered == 2)
    #expect(waterfalls.sameDays["all"]?.closing == 0)
    var final = Waterfalls<String>(periods: months, today: day("2026-04-01"))
    for lead in leads { final.add(lead) { _ in "all" } }
    #expect(final.sameDays.isEmpty)
  }
}

@Suite struct DayCountTests {
  @Test func everyDayCountsWhatHappenedOnIt() {
    var counts = DayCounts()
    counts.add(
      timeline("2026-01-02", [span("2026-01-05", "2026-02-10", .converted), span("2026-03-01")], channel: "paid"))
    let rows = counts.sorted.map {
      "\($0.key.day) \($0.key.channel) \($0.flow.created) \($0.flow.entered) \($0.flow.exited)"
    }
    #expect(
      rows == ["2026-01-02 paid 1 0 0", "2026-01-05 paid 0 1 0", "2026-02-10 paid 0 0 1", "2026-03-01 paid 0 1 0"])
  }

  @Test func aPassThroughIsAnEntryAnExitAndItself() {
    var counts = DayCounts()
    counts.add(timeline("2026-01-02", [], passed: "2026-01-02"))
    let flow = counts.flows[DayCounts.Key(day: day("2026-01-02"), channel: "inbound")]
    #expect(flow?.entered == 1)
    #expect(flow?.exitedConverted == 1)
    #expect(flow?.passedThrough == 1)
    #expect(flow?.created == 1)
  }

  @Test func whatIsTakenBackLeavesNothing() {
    var counts = DayCounts()
    let old = timeline("2026-01-02", [span("2026-01-05", "2026-02-10", .converted)])
    let new = timeline("2026-01-02", [span("2026-01-05", "2026-02-12", .decayed)])
    counts.subtract(old)
    counts.add(new)
    #expect(counts.sorted.map(\.key.day) == [day("2026-02-10"), day("2026-02-12")])
    #expect(counts.sorted.map(\.flow.exitedConverted) == [-1, 0])
    #expect(counts.sorted.map(\.flow.exitedDecayed) == [0, 1])
    counts.subtract(new)
    counts.add(old)
    #expect(counts.flows.isEmpty)
  }

  @Test func aChangeOfChannelMovesEveryCount() {
    var counts = DayCounts()
    counts.subtract(timeline("2026-01-02", [span("2026-01-05")], channel: "unknown"))
    counts.add(timeline("2026-01-02", [span("2026-01-05")], channel: "paid"))
    #expect(counts.sorted.map(\.key.channel) == ["paid", "unknown", "paid", "unknown"])
    #expect(counts.flows.values.reduce(.zero, +) == .zero)
  }

  @Test func sumsOverDaysAreTheWaterfallOfTheMonth() {
    let leads = WaterfallTests().leads
    var counts = DayCounts()
    for lead in leads { counts.add(lead) }
    let month = Period(.month, containing: day("2026-02-01"))
    let sum = counts.flows.filter { month.contains($0.key.day) }.values.reduce(.zero, +)
    #expect(sum == waterfall(leads, "2026-02").flow)
  }
}

@Suite struct EventWindowTests {
  @Test func anEventIsAmongTheLastSevenDaysOnSevenDays() {
    var window = EventWindow(length: 7)
    window.add(1, on: day("2026-01-10"))
    window.rewind()
    window.advance(to: day("2026-01-10"))
    #expect(window.total == 1)
    #expect(window.nextDay == day("2026-01-17"))
    window.advance(to: day("2026-01-16"))
    #expect(window.total == 1)
    window.advance(to: day("2026-01-17"))
    #expect(window.total == 0)
    #expect(window.nextDay == .max)
  }

  @Test func distinctDaysAreCountedWhateverTheOrder() {
    var window = EventWindow(length: nil, byDay: true)
    for date in ["2026-01-12", "2026-01-10", "2026-01-12", "2026-01-10", "2026-01-11"] { window.add(1, on: day(date)) }
    window.rewind()
    window.advance(to: day("2026-01-11"))
    #expect(window.total == 2)
    window.advance(to: day("2026-02-11"))
    #expect(window.total == 3)
  }

  @Test func pointsThatDoNotFitSaturateAndStillLeaveExactly() {
    var window = EventWindow(length: 2)
    for date in ["2026-01-10", "2026-01-10", "2026-01-11"] { window.add(.max, on: day(date)) }
    window.add(.min, on: day("2026-01-12"))
    window.rewind()
    window.advance(to: day("2026-01-11"))
    #expect(window.total == .max)
    window.advance(to: day("2026-01-12"))
    #expect(window.total == -1)
    window.advance(to: day("2026-01-13"))
    #expect(window.total == .min)
  }

  @Test func aWindowLongerThanTimeNeverEnds() {
    var window = EventWindow(length: .max)
    window.add(1, on: .min)
    window.add(1, on: day("2026-01-10"))
    window.rewind()
    window.advance(to: .max - 1)
    #expect(window.total == 2)
    #expect(window.nextDay == .max)
  }
}
