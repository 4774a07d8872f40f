import Testing

@testable import Engine

@Suite struct PeriodTests {
  @Test func aMonthIsACalendarMonth() {
    let february = Period(.month, containing: day("2028-02-17"))
    #expect(february.first == day("2028-02-01"))
    #expect(february.last == day("2028-02-29"))
    #expect(february.length == 29)
    #expect(february.description == "2028-02")
    #expect(february.previous.description == "2028-01")
    #expect(february.next.description == "2028-03")
  }

  @Test func aWeekRunsFromMondayToSunday() {
    let week = Period(.week, containing: day("2026-01-01"))
    #expect(week.first == day("2025-12-29"))
    #expect(week.last == day("2026-01-04"))
    #expect(Period(.week, containing: week.first) == week)
    #expect(Period(.week, containing: week.last) == week)
    #expect(week.next.first == day("2026-01-05"))
    #expect(week.previous.last == day("2025-12-28"))
  }

  @Test func aPeriodIsInProgressThroughItsLastDay() {
    let october = Period(.month, containing: day("2026-10-05"))
    #expect(!october.isFinal(today: day("2026-10-31")))
    #expect(october.isFinal(today: day("2026-11-01")))
    #expect(october.lastDay(today: day("2026-10-12")) == day("2026-10-12"))
    #expect(october.lastDay(today: day("2026-12-12")) == day("2026-10-31"))
  }

  @Test func periodsAreConsecutiveAndNoneIsLeftOut() {
    let months = Period.all(.month, from: day("2025-11-30"), through: day("2026-02-01"))
    #expect(months.map(\.description) == ["2025-11", "2025-12", "2026-01", "2026-02"])
    #expect(Period.all(.month, from: day("2026-02-10"), through: day("2026-02-10")).count == 1)
    #expect(Period.all(.week, from: day("2026-01-04"), through: day("2026-01-05")).count == 2)
    #expect(Period.all(.week, from: day("2026-01-05"), through: day("2026-01-04")).isEmpty)
    let weeks = Period.all(.week, from: day("1990-01-01"), through: day("2026-12-31"))
    #expect(zip(weeks, weeks.dropFirst()).allSatisfy { $0.last + 1 == $1.first })
  }

  @Test func aPeriodInProgressComparesWithTheSameNumberOfDaysOfTheOneBefore() {
    let march = Period(.month, containing: day("2026-03-01"))
    #expect(march.counterpart(of: day("2026-03-12")) == day("2026-02-12"))
    #expect(march.counterpart(of: day("2026-03-28")) == day("2026-02-28"))
    // Day 31 of March with the last day of February, which is shorter.
    #expect(march.counterpart(of: day("2026-03-31")) == day("2026-02-28"))
    let week = Period(.week, containing: day("2026-03-04"))
    #expect(week.counterpart(of: day("2026-03-04")) == day("2026-02-25"))
  }

  @Test func periodsAtTheEndsOfTimeDoNotTrap() {
    for grain in Grain.allCases {
      for extreme in [Day.min, Day.max, day("0001-01-01"), day("9999-12-31")] {
        let period = Period(grain, containing: extreme)
        _ = (period.next, period.previous, period.counterpart(of: extreme), period.description)
      }
    }
  }
}
