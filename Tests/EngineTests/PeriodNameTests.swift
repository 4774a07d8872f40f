import Engine
import Testing

@Suite struct PeriodNameTests {
  @Test(arguments: [
    ("2026-10", "2026-10-01", "2026-10-31"), ("2026-W43", "2026-10-19", "2026-10-25"),
    ("2026-W53", "2026-12-28", "2027-01-03"), ("2026-W01", "2025-12-29", "2026-01-04"),
    ("2021-W01", "2021-01-04", "2021-01-10"), ("2020-W53", "2020-12-28", "2021-01-03"),
  ])
  func aNameIsReadAndWritten(name: String, first: String, last: String) throws {
    let period = try #require(Period(name: name))
    #expect(period.first.description == first && period.last.description == last && period.name == name)
  }

  @Test(arguments: [
    "", "2026", "2026-13", "2026-00", "2026-W54", "2026-W00", "2025-W53", "2026-1", "26-10", "2026-W1", "2026-10-01",
    "2026-+1", "x026-10",
  ])
  func whatIsNoPeriodIsNone(name: String) {
    #expect(Period(name: name) == nil)
  }

  @Test func everyWeekOfACenturyHasItsName() {
    var week = Period(.week, containing: Day(0))
    for _ in 0..<5_300 {
      #expect(Period(name: week.name) == week)
      week = week.next
    }
  }
}
