import Definitions
import Testing

@testable import Engine

@Suite struct GateTests {
  let born = record(1, created: "2026-01-10")

  @Test func withoutGatesALeadIsQualifiedFromItsCreatedDayOn() {
    #expect(spans(timeline(definition(), [born])) == ["2026-01-10 on"])
    #expect(timeline(definition(), [born])?.createdDay == day("2026-01-10"))
    #expect(timeline(definition()) == nil)
  }

  @Test func allFourGatesHaveToHold() {
    let four = definition(
      [
        .contact: "lead.email_verified == true", .fit: #"account.industry in ["saas"]"#, .intent: "score >= 10",
        .ready: #"reached("mql")"#,
      ], scoring: [rule("demo_request", points: 10)])
    let rows = [
      record(1, created: "2026-01-10", ["email_verified": true])
    ]
    let events = [event(2, "demo_request", "2026-01-12 10:00"), stage(3, .mql, "2026-01-15 10:00")]
    let account = [
      AccountFact(
        arrival: Arrival(4), receivedDay: day("2026-01-01"), source: .file, attributes: ["industry": .string("saas")])
    ]
    #expect(spans(timeline(four, rows, events, account: account)) == ["2026-01-15 on"])
    #expect(spans(timeline(four, rows, events)) == [])
    #expect(spans(timeline(four, [born], events, account: account)) == [])
    #expect(spans(timeline(four, rows, [events[1]], account: account)) == [])
  }

  @Test func aGateThatIsAnErrorDoesNotQualify() {
    #expect(spans(timeline(definition([.fit: #"lead.size >= 5"#]), [record(1, created: "2026-01-10")])) == [])
    let text = record(1, created: "2026-01-10", ["size": "big"])
    #expect(spans(timeline(definition([.fit: "lead.size >= 5"]), [text])) == [])
  }

  @Test func aLeadEntersAndLeavesAsItsAttributesSay() {
    let rows = [
      record(1, from: .api, created: "2026-01-10", updated: "2026-01-12 10:00", ["size": 7]),
      record(2, from: .api, updated: "2026-01-20 10:00", ["size": nil]),
      record(3, from: .api, updated: "2026-02-01 10:00", ["size": 9]),
    ]
    #expect(
      spans(timeline(definition([.fit: "lead.size >= 5"]), rows))
        == ["2026-01-12 to 2026-01-20 criteria", "2026-02-01 on"])
  }

  @Test func aLeadThatEntersAndLeavesWithinADayWasNeverQualified() {
    let rows = [
      record(1, from: .api, created: "2026-01-10", updated: "2026-01-12 10:00", ["size": 7]),
      record(2, from: .api, updated: "2026-01-12 18:00", ["size": 1]),
    ]
    #expect(spans(timeline(definition([.fit: "lead.size >= 5"]), rows)) == [])
  }

  @Test func scoreIsTheSumOfThePointsOfAllEventsThroughTheDay() {
    let scored = definition(
      [.intent: "score >= 10"],
      scoring: [
        rule("page_view", points: 10, where: #"e.path.startsWith("/pricing")"#), rule("page_view", points: 1),
        rule("unsubscribe", points: -15),
      ])
    let events = [
      event(1, "page_view", "2026-01-10 10:00", ["path": "/"]), event(2, "page_view", "2026-01-11 10:00"),
      event(3, "page_view", "2026-01-12 10:00", ["path": "/pricing/enterprise"]),
      // No engagement; its points count.
      event(4, "unsubscribe", "2026-01-20 10:00"),
    ]
    #expect(spans(timeline(scored, [], events)) == ["2026-01-12 to 2026-01-20 criteria"])
  }

  @Test func anEventIsAmongTheLastNDaysOnNDays() {
    let recent = definition([.intent: #"events("demo_request").within(30).count() >= 1"#])
    #expect(
      spans(timeline(recent, [born], [event(2, "demo_request", "2026-01-12 23:59")]))
        == ["2026-01-12 to 2026-02-11 criteria"])
    let today = definition([.intent: #"events("demo_request").within(1).exists()"#])
    #expect(
      spans(timeline(today, [born], [event(2, "demo_request", "2026-01-12 23:59")]))
        == ["2026-01-12 to 2026-01-13 criteria"])
  }

  @Test func eventsInAWindowComeAndGoOneByOne() {
    let two = definition([.intent: #"events("page_view", "screen_view").within(7).count() >= 2"#])
    let events = [
      event(2, "page_view", "2026-01-12 10:00"), event(3, "screen_view", "2026-01-15 10:00"),
      event(4, "page_view", "2026-01-20 10:00"), event(5, "chat_opened", "2026-01-21 10:00"),
    ]
    #expect(
      spans(timeline(two, [born], events))
        == ["2026-01-15 to 2026-01-19 criteria", "2026-01-20 to 2026-01-22 criteria"])
  }

  @Test func distinctDaysAreNotEvents() {
    let days = definition([.intent: #"events("page_view").within(7).days() >= 2"#])
    let events = [
      event(2, "page_view", "2026-01-12 10:00"), event(3, "page_view", "2026-01-12 11:00"),
      event(4, "page_view", "2026-01-14 10:00"), event(5, "page_view", "2026-01-14 11:00"),
    ]
    #expect(spans(timeline(days, [born], events)) == ["2026-01-14 to 2026-01-19 criteria"])
  }

  @Test func aConditionThatIsAnErrorOnAnEventDoesNotMatchIt() {
    let big = definition([.intent: #"events("order").where(e, e.total > 100).count() >= 1"#])
    let events = [
      event(2, "order", "2026-01-12 10:00"), event(3, "order", "2026-01-13 10:00", ["total": "200"]),
      event(4, "order", "2026-01-14 10:00", ["total": 200]),
    ]
    #expect(spans(timeline(big, [born], events)) == ["2026-01-14 on"])
  }

  @Test func pointsWithinADaysWindowRunOut() {
    let hot = definition([.intent: "points().within(7) >= 3"], scoring: [rule("page_view", points: 2)])
    let events = [event(2, "page_view", "2026-01-12 10:00"), event(3, "page_view", "2026-01-14 10:00")]
    #expect(spans(timeline(hot, [born], events)) == ["2026-01-14 to 2026-01-19 criteria"])
  }

  @Test func anAgeComesWithoutAnyEvent() {
    #expect(spans(timeline(definition([.ready: "age_days() >= 30"]), [born])) == ["2026-02-09 on"])
    #expect(spans(timeline(definition([.ready: "age_days() == 30"]), [born])) == ["2026-02-09 to 2026-02-10 criteria"])
    #expect(spans(timeline(definition([.ready: "age_days() <= 30"]), [born])) == ["2026-01-10 to 2026-02-10 criteria"])
    #expect(
      spans(timeline(definition([.ready: "age_days() != 3"]), [born])) == [
        "2026-01-10 to 2026-01-13 criteria", "2026-01-14 on",
      ])
  }

  @Test func anIdleTimeIsCountedFromTheLastEngagementElseFromTheCreatedDay() {
    let awake = definition([.ready: "idle_days() < 10"])
    #expect(spans(timeline(awake, [born])) == ["2026-01-10 to 2026-01-20 criteria"])
    let events = [event(2, "page_view", "2026-01-25 10:00"), event(3, "email_sent", "2026-01-30 10:00")]
    #expect(
      spans(timeline(awake, [born], events))
        == ["2026-01-10 to 2026-01-20 criteria", "2026-01-25 to 2026-02-04 criteria"])
  }

  @Test func theChannelIsKnownFromItsFirstFactOn() {
    let paid = definition([.fit: #"channel == "paid""#])
    let events = [event(2, "page_view", "2026-01-15 10:00", channel: "paid")]
    #expect(spans(timeline(paid, [born], events)) == ["2026-01-15 on"])
    #expect(timeline(paid, [born], events)?.channel == "paid")
  }
}

@Suite struct DecayTests {
  let born = record(1, created: "2026-01-10")

  @Test func aLeadEngagedOnDayEIsQualifiedThroughTheDayBeforeEPlusN() {
    let decaying = definition(idle: 45)
    let events = [event(2, "page_view", "2026-02-01 10:00")]
    // E + 45 is 2026-03-18: qualified on the 17th, out on the 18th.
    #expect(spans(timeline(decaying, [born], events)) == ["2026-01-10 to 2026-03-18 decayed"])
    let result = timeline(decaying, [born], events)
    #expect(result?.isQualified(on: day("2026-03-17")) == true)
    #expect(result?.isQualified(on: day("2026-03-18")) == false)
  }

  @Test func withoutEngagementIdleTimeBeginsOnTheCreatedDay() {
    #expect(spans(timeline(definition(idle: 5), [born])) == ["2026-01-10 to 2026-01-15 decayed"])
    // What we did to reach somebody is no engagement.
    let touches = [event(2, "email_sent", "2026-01-13 10:00"), event(3, "call_attempt", "2026-01-14 10:00")]
    #expect(spans(timeline(definition(idle: 5), [born], touches)) == ["2026-01-10 to 2026-01-15 decayed"])
  }

  @Test func anEngagementOnTheLastDayKeepsALeadAndOneADayLaterBringsItBack() {
    let events = [event(2, "page_view", "2026-01-14 23:00")]
    #expect(spans(timeline(definition(idle: 5), [born], events)) == ["2026-01-10 to 2026-01-19 decayed"])
    let onTheDay = [event(2, "page_view", "2026-01-15 00:30")]
    #expect(spans(timeline(definition(idle: 5), [born], onTheDay)) == ["2026-01-10 to 2026-01-20 decayed"])
    let later = [event(2, "page_view", "2026-01-16 10:00")]
    #expect(
      spans(timeline(definition(idle: 5), [born], later))
        == ["2026-01-10 to 2026-01-15 decayed", "2026-01-16 to 2026-01-21 decayed"])
  }

  @Test func whatADefinitionCallsNoEngagementDoesNotKeepALead() {
    let quiet = definition(idle: 5, scoring: [rule("chat_opened", engagement: false)])
    let events = [event(2, "chat_opened", "2026-01-13 10:00")]
    #expect(spans(timeline(quiet, [born], events)) == ["2026-01-10 to 2026-01-15 decayed"])
  }

  @Test func ageTakesALeadOutForGood() {
    let aging = definition(age: 20)
    #expect(spans(timeline(aging, [born])) == ["2026-01-10 to 2026-01-30 decayed"])
    let later = [event(2, "page_view", "2026-02-05 10:00"), stage(3, .customer, "2026-02-06 10:00")]
    #expect(spans(timeline(aging, [born], later)) == ["2026-01-10 to 2026-01-30 decayed"])
  }

  @Test func ofAgeAndIdleTheEarlierOneCounts() {
    #expect(spans(timeline(definition(idle: 5, age: 20), [born])) == ["2026-01-10 to 2026-01-15 decayed"])
    let events = [event(2, "page_view", "2026-01-28 10:00")]
    #expect(
      spans(timeline(definition(idle: 5, age: 20), [born], events))
        == ["2026-01-10 to 2026-01-15 decayed", "2026-01-28 to 2026-01-30 decayed"])
  }

  @Test func anAgeOrIdleTimeThatNeverComesLeavesTheSpanOpen() {
    #expect(spans(timeline(definition(idle: .max, age: .max), [born])) == ["2026-01-10 on"])
    #expect(spans(timeline(definition(idle: 3_000_000), [born])) == ["2026-01-10 on"])
  }
}

@Suite struct ExitTests {
  let born = record(1, created: "2026-01-10")

  @Test func aCustomerLeavesAsConvertedAndADisqualifiedLeadAsDisqualified() {
    #expect(
      spans(timeline(definition(), [born], [stage(2, .customer, "2026-01-20 10:00")]))
        == ["2026-01-10 to 2026-01-20 converted"])
    #expect(
      spans(timeline(definition(), [born], [stage(2, .disqualified, "2026-01-20 10:00")]))
        == ["2026-01-10 to 2026-01-20 disqualified"])
  }

  @Test func ofSeveralReasonsOnOneDayTheFirstInOrderCounts() {
    let strict = definition([.fit: "lead.size >= 5"], idle: 10)
    let rows = [
      record(1, from: .api, created: "2026-01-10", updated: "2026-01-10 10:00", ["size": 7]),
      record(2, from: .api, updated: "2026-01-20 10:00", ["size": 1]),
    ]
    // 2026-01-20 is the decay date, and the fit is lost on it too.
    #expect(spans(timeline(strict, rows)) == ["2026-01-10 to 2026-01-20 decayed"])
    #expect(
      spans(timeline(strict, rows, [stage(3, .disqualified, "2026-01-20 10:00")]))
        == ["2026-01-10 to 2026-01-20 disqualified"])
    #expect(
      spans(timeline(strict, rows, [stage(3, .customer, "2026-01-20 10:00")]))
        == ["2026-01-10 to 2026-01-20 converted"])
    #expect(spans(timeline(definition([.fit: "lead.size >= 5"]), rows)) == ["2026-01-10 to 2026-01-20 criteria"])
  }

  @Test func aLeadMayComeBackAndCountsAsEnteredAgain() {
    let events = [
      stage(2, .disqualified, "2026-01-20 10:00"), stage(3, .mql, "2026-02-01 10:00"),
      stage(4, .customer, "2026-02-10 10:00"), stage(5, .sql, "2026-03-01 10:00"),
    ]
    #expect(
      spans(timeline(definition(), [born], events)) == [
        "2026-01-10 to 2026-01-20 disqualified", "2026-02-01 to 2026-02-10 converted", "2026-03-01 on",
      ])
  }

  @Test func aCustomerTakenBackByALaterDealsFileNeverLeft() {
    let won = deal(2, "d", .won, closed: "2026-02-01")
    #expect(spans(timeline(definition(), [born], [], [won])) == ["2026-01-10 to 2026-02-01 converted"])
    #expect(spans(timeline(definition(), [born], [], [won, deal(3, "d", .lost)])) == ["2026-01-10 on"])
  }
}

@Suite struct PassThroughTests {
  let born = record(1, created: "2026-01-10")
  let mql = definition([.ready: #"reached("mql")"#])

  @Test func aLeadThatBecomesACustomerWithoutASpanPassesThrough() {
    #expect(
      spans(timeline(mql, [born], [stage(2, .customer, "2026-01-20 10:00")])) == ["passed 2026-01-20"])
  }

  @Test func aCustomerOnTheCreatedDayPassesThroughOnIt() {
    #expect(
      spans(timeline(definition(), [born], [], [deal(2, "d", .won, closed: "2026-01-10")])) == ["passed 2026-01-10"])
    #expect(
      spans(timeline(definition(), [born], [], [deal(2, "d", .won, closed: "2025-12-24")])) == ["passed 2026-01-10"])
  }

  @Test func reachedHoldsForACustomerButBeingAtAStageDoesNot() {
    let events = [stage(2, .customer, "2026-01-20 10:00")]
    #expect(spans(timeline(definition([.ready: #"reached("sql")"#]), [born], events)) == ["passed 2026-01-20"])
    #expect(spans(timeline(definition([.ready: #"stage == "sql""#]), [born], events)) == [])
  }

  @Test func theOtherGatesHaveToHoldOnTheDay() {
    let fit = definition([.fit: "lead.size >= 5"])
    let events = [stage(2, .customer, "2026-01-20 10:00")]
    let rows = [born, record(3, from: .api, updated: "2026-01-21 10:00", ["size": 9])]
    #expect(spans(timeline(fit, rows, events)) == [])
  }

  @Test func whoWasQualifiedBeforeConvertsInsteadOfPassing() {
    let events = [stage(2, .mql, "2026-01-15 10:00"), stage(3, .customer, "2026-01-20 10:00")]
    #expect(spans(timeline(mql, [born], events)) == ["2026-01-15 to 2026-01-20 converted"])
    let gap = [
      stage(2, .mql, "2026-01-15 10:00"), stage(3, .lead, "2026-01-17 10:00"), stage(4, .customer, "2026-01-20 10:00"),
    ]
    #expect(spans(timeline(mql, [born], gap)) == ["2026-01-15 to 2026-01-17 criteria"])
  }

  @Test func aLeadPassesThroughOnceAndMayBeQualifiedLater() {
    let events = [
      stage(2, .customer, "2026-01-20 10:00"), stage(3, .lead, "2026-02-01 10:00"),
      stage(4, .customer, "2026-02-10 10:00"), stage(5, .mql, "2026-03-01 10:00"),
    ]
    #expect(spans(timeline(mql, [born], events)) == ["passed 2026-01-20", "2026-03-01 on"])
  }

  @Test func aLeadPastItsAgeDoesNotPassThroughButAnIdleOneDoes() {
    let events = [stage(2, .customer, "2026-01-30 10:00")]
    let gates: [Gate: String] = [.ready: #"reached("mql")"#]
    #expect(spans(timeline(definition(gates, age: 20), [born], events)) == [])
    #expect(spans(timeline(definition(gates, age: 21), [born], events)) == ["passed 2026-01-30"])
    #expect(spans(timeline(definition(gates, idle: 5), [born], events)) == ["passed 2026-01-30"])
  }

  @Test func whoIsACustomerAlreadyDoesNotPassThroughWhenTheGatesBeginToHold() {
    let fit = definition([.fit: "lead.size >= 5"])
    let events = [stage(2, .customer, "2026-01-20 10:00"), stage(4, .customer, "2026-01-25 10:00")]
    let rows = [born, record(3, from: .api, updated: "2026-01-25 09:00", ["size": 9])]
    #expect(spans(timeline(fit, rows, events)) == [])
  }
}
