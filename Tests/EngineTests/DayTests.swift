import Testing

@testable import Engine

@Suite struct DayTests {
  @Test func aDayIsCountedFromTheEpoch() throws {
    #expect(try #require(Day(iso: "1970-01-01")).number == 0)
    #expect(try #require(Day(iso: "2000-03-01")).number == 11_017)
    #expect(Day(-1).description == "1969-12-31")
    #expect(Day(iso: "9999-12-31")?.number == 2_932_896)
    #expect(Day(iso: "0001-01-01")?.number == -719_162)
  }

  @Test func everyDayOfEightCenturiesIsReadAsItIsWritten() {
    for number in Int32(-150_000)...150_000 {
      let day = Day(number)
      let (year, month, dayOfMonth) = day.civil
      #expect(Day(year: year, month: month, day: dayOfMonth) == day)
      if number % 97 == 0 { #expect(Day(iso: day.description) == day) }
    }
  }

  @Test(arguments: [
    "", "2026-1-01", "2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "2026-10-31 ", "2026/10/31",
    "+026-10-31", "2026-10-3", "２026-10-31",
  ])
  func whatIsNoDateIsRefused(text: String) {
    #expect(Day(iso: text) == nil)
  }

  @Test func arithmeticStopsAtTheLastDayThatFits() {
    #expect(Day(0) + Int.max == .max)
    #expect(Day(-5) + Int.min == .min)
    #expect(Day(0) - Int.max == .min)
    #expect(Day(0) - Int.min == .max)
    #expect(Day.max - Day.min == Int(Int32.max) - Int(Int32.min))
    #expect(!Day.max.description.isEmpty && !Day.min.description.isEmpty)
  }

  @Test func weekdaysAreIsoWeekdays() {
    #expect(Day(iso: "2026-10-26")?.weekday == 1)
    #expect(Day(iso: "2026-11-01")?.weekday == 7)
    #expect(Day(iso: "1969-12-29")?.weekday == 1)
  }
}
