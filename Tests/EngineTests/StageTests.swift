import Definitions
import Testing

@testable import Engine

@Suite struct StageTests {
  let born = record(1, created: "2026-01-10")

  @Test func stageEventsAndDatedColumnsChangeTheStage() {
    let log = state(
      [record(1, created: "2026-01-10", dates: [.mql: "2026-01-12", .sql: "2026-01-20 09:00"])],
      [stage(2, .opportunity, "2026-02-01 10:00")])
    #expect(steps(log) == ["2026-01-12 mql", "2026-01-20 sql", "2026-02-01 opportunity"])
    #expect(log?.stage == .opportunity)
    #expect(log?.undatedStageFrom == nil)
  }

  @Test func aStageNobodyKnowsChangesNothing() {
    let log = state([born], [event(2, "stage", "2026-01-12 10:00", ["to": "wizard"]), event(3, "stage", "2026-01-13")])
    #expect(steps(log) == [])
    #expect(log?.stage == .lead)
  }

  @Test func aStageMayGoBack() {
    let log = state([born], [stage(2, .sql, "2026-01-12 10:00"), stage(3, .lead, "2026-01-15 10:00")])
    #expect(steps(log) == ["2026-01-12 sql", "2026-01-15 lead"])
  }

  @Test func withinADayTheLatestTimeWinsWhateverArrivedLast() {
    let log = state([born], [stage(3, .mql, "2026-01-12 17:00"), stage(9, .sql, "2026-01-12 09:00")])
    #expect(steps(log) == ["2026-01-12 mql"])
  }

  @Test func onTheSameTimeTheLaterStageWinsAndDisqualifiedIsTheLast() {
    let tie = [stage(2, .opportunity, "2026-01-12 09:00"), stage(3, .mql, "2026-01-12 09:00")]
    #expect(steps(state([born], tie)) == ["2026-01-12 opportunity"])
    let out = tie + [stage(4, .disqualified, "2026-01-12 09:00"), stage(5, .customer, "2026-01-12 09:00")]
    #expect(steps(state([born], out)) == ["2026-01-12 disqualified"])
  }

  @Test func aDateAloneTiesWithAllOfItsDay() {
    let dated = record(1, created: "2026-01-10", dates: [.sql: "2026-01-12"])
    #expect(steps(state([dated], [stage(2, .mql, "2026-01-12 17:00")])) == ["2026-01-12 sql"])
    #expect(steps(state([dated], [stage(2, .customer, "2026-01-12 00:00")])) == ["2026-01-12 customer"])
  }

  @Test func columnsOfOneRowOnOneDayEndInTheLaterStage() {
    let row = record(
      1, created: "2026-01-10", dates: [.customer: "2026-01-12", .mql: "2026-01-12", .sql: "2026-01-12"])
    #expect(steps(state([row])) == ["2026-01-12 customer"])
  }

  @Test func changesBeforeTheCreatedDayCountOnItInTheirOwnOrder() {
    let early = [stage(2, .sql, "2026-01-03 10:00"), stage(3, .mql, "2026-01-07 10:00")]
    #expect(steps(state([born], early)) == ["2026-01-10 mql"])
    #expect(steps(state([born], early + [stage(4, .customer, "2026-01-10 01:00")])) == ["2026-01-10 customer"])
    // Of two days the later one has the last word, even by a date alone and a lower stage.
    let dated = record(1, created: "2026-01-10", dates: [.mql: "2026-01-08", .sql: "2026-01-07"])
    #expect(steps(state([dated])) == ["2026-01-10 mql"])
  }

  @Test func aBareStageHoldsFromItsUpdateElseFromTheDayItWasReceived() {
    let updated = record(1, received: "2026-03-05", created: "2026-01-10", updated: "2026-02-02 08:00", stage: .mql)
    #expect(steps(state([updated])) == ["2026-02-02 mql"])
    let received = record(1, received: "2026-03-05", created: "2026-01-10", stage: .mql)
    #expect(steps(state([received])) == ["2026-03-05 mql"])
    #expect(state([received])?.undatedStageFrom == day("2026-03-05"))
    #expect(state([updated])?.undatedStageFrom == day("2026-02-02"))
  }

  @Test func aBareStageIsAChangeOnlyWhereItDiffersFromTheLastOfItsKindOfSource() {
    let rows = [
      record(1, received: "2026-03-01", created: "2026-01-10", stage: .mql),
      record(3, received: "2026-03-03", stage: .mql),
      record(4, received: "2026-03-04", from: .api, updated: "2026-03-04 10:00", stage: .mql),
      record(5, received: "2026-03-05", stage: .sql),
      record(6, received: "2026-03-06", from: .api, updated: "2026-03-06 10:00", stage: .mql),
    ]
    // The second file row repeats the first: it does not undo the event between them. Nor
    // does the second call repeat anything but the first call.
    let log = state(rows, [stage(2, .opportunity, "2026-03-02 10:00")])
    #expect(
      steps(log) == ["2026-03-01 mql", "2026-03-02 opportunity", "2026-03-04 mql", "2026-03-05 sql"])
    #expect(log?.undatedStageFrom == day("2026-03-01"))
  }

  @Test func aStageWhoseDateIsOnItsOwnRowIsNotBare() {
    let row = record(
      1, received: "2026-03-05", created: "2026-01-10", stage: .customer, dates: [.customer: "2026-02-01"])
    #expect(steps(state([row])) == ["2026-02-01 customer"])
    #expect(state([row])?.undatedStageFrom == nil)
    // The date of another stage does not tell when this one began.
    let other = record(1, received: "2026-03-05", created: "2026-01-10", stage: .customer, dates: [.mql: "2026-02-01"])
    #expect(steps(state([other])) == ["2026-02-01 mql", "2026-03-05 customer"])
    #expect(state([other])?.undatedStageFrom == day("2026-03-05"))
  }

  @Test func aStageThatACallLeavesUndatedIsNoMatterOfAnImport() {
    #expect(state([record(1, received: "2026-03-05", from: .api, stage: .mql)])?.undatedStageFrom == nil)
  }
}

@Suite struct DealTests {
  let born = record(1, created: "2026-01-10")

  @Test func aWonDealMakesACustomerOnTheDayItWasClosed() {
    #expect(steps(state([born], [], [deal(2, "d", .won, closed: "2026-02-01")])) == ["2026-02-01 customer"])
  }

  @Test func anOpenOrLostDealWithAClosingDateChangesNothing() {
    let deals = [deal(2, "a", .open, closed: "2026-02-01"), deal(3, "b", .lost, closed: "2026-02-01")]
    #expect(steps(state([born], [], deals)) == [])
  }

  @Test func aLaterFileMayTakeACustomerBack() {
    let won = deal(2, "d", .won, closed: "2026-02-01")
    #expect(steps(state([born], [], [won, deal(3, "d", .lost, closed: "2026-02-03")])) == [])
    #expect(steps(state([born], [], [won, deal(3, "other", .lost)])) == ["2026-02-01 customer"])
    #expect(
      steps(state([born], [], [won, deal(3, "d", .won, closed: "2026-02-05")])) == ["2026-02-05 customer"])
  }

  @Test func anOlderStateOfADealReplacesNothingButOneAsOldDoes() {
    let won = deal(2, "d", .won, closed: "2026-02-01", updated: "2026-02-01 12:00")
    let older = deal(3, "d", .open, updated: "2026-01-20 12:00")
    let asOld = deal(3, "d", .open, updated: "2026-02-01 12:00")
    #expect(steps(state([born], [], [won, older])) == ["2026-02-01 customer"])
    #expect(steps(state([born], [], [won, asOld])) == [])
    #expect(steps(state([born], [], [won, deal(3, "d", .open)])) == [])
  }

  @Test func aDealClosedBeforeTheLeadBeganMakesACustomerOnTheCreatedDay() {
    #expect(steps(state([born], [], [deal(2, "d", .won, closed: "2025-12-01")])) == ["2026-01-10 customer"])
  }
}
