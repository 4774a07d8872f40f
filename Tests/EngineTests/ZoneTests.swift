import Foundation
import Testing

@testable import Engine

@Suite struct ZoneTests {
  let berlin = zone("Europe/Berlin")

  @Test func aLocalTimeThatAClockChangeSkipsMovesForward() {
    // 02:30 does not exist; it is 03:30 summer time, 01:30 UTC.
    #expect(berlin.instant(ofLocal: clock("2026-03-29", 2, 30)) == clock("2026-03-29", 1, 30))
    #expect(berlin.instant(ofLocal: clock("2026-03-29", 1, 59)) == clock("2026-03-29", 0, 59))
    #expect(berlin.instant(ofLocal: clock("2026-03-29", 3, 0)) == clock("2026-03-29", 1, 0))
  }

  @Test func aLocalTimeThatAClockChangeRepeatsMeansTheFirst() {
    #expect(berlin.instant(ofLocal: clock("2026-10-25", 2, 30)) == clock("2026-10-25", 0, 30))
    #expect(berlin.instant(ofLocal: clock("2026-10-25", 1, 59)) == clock("2026-10-24", 23, 59))
    #expect(berlin.instant(ofLocal: clock("2026-10-25", 3, 0)) == clock("2026-10-25", 2, 0))
  }

  @Test func aMidnightThatIsSkippedStillBeginsItsDay() throws {
    let saoPaulo = try #require(Zone(iana: "America/Sao_Paulo"))
    let moment = saoPaulo.read(.date(day("2018-11-04")))
    #expect(moment.day == day("2018-11-04"))
    #expect(moment.instant == clock("2018-11-04", 3))
    #expect(moment.wholeDay)
  }

  @Test func theDateThatSamoaNeverHadReadsAsTheNextOne() throws {
    let apia = try #require(Zone(iana: "Pacific/Apia"))
    #expect(apia.read(.date(day("2011-12-30"))).day == day("2011-12-31"))
  }

  @Test func theDayOfAnInstantIsTheLocalOneEastAndWestOfUtc() throws {
    let newYork = try #require(Zone(iana: "America/New_York"))
    let auckland = try #require(Zone(iana: "Pacific/Auckland"))
    #expect(newYork.day(ofInstant: clock("2026-11-01", 3, 59)) == day("2026-10-31"))
    #expect(newYork.day(ofInstant: clock("2026-11-01", 4, 0)) == day("2026-11-01"))
    #expect(auckland.day(ofInstant: clock("2026-10-31", 10, 59)) == day("2026-10-31"))
    #expect(auckland.day(ofInstant: clock("2026-10-31", 11, 0)) == day("2026-11-01"))
    #expect(Zone.utc.day(ofInstant: -1) == day("1969-12-31"))
  }

  @Test func aStampWithAnOffsetKeepsItsInstantInEveryZone() {
    let stamp = Stamp.instant(clock("2026-10-31", 23, 30))
    #expect(berlin.read(stamp) == Moment(instant: clock("2026-10-31", 23, 30), day: day("2026-11-01")))
    #expect(Zone.utc.read(stamp).day == day("2026-10-31"))
  }

  @Test func yearsAfterTheTableOfAZoneFollowItsRule() throws {
    #expect(berlin.day(ofInstant: clock("2090-07-01", 22, 30)) == day("2090-07-02"))
    #expect(berlin.day(ofInstant: clock("2090-01-01", 22, 30)) == day("2090-01-01"))
    let rule = try #require(YearlyRule(posix: "CET-1CEST,M3.5.0,M10.5.0/3"))
    let year = rule.changes(after: clock("2026-01-01") / 1_000_000).prefix(2)
    #expect(year.map(\.at) == [clock("2026-03-29", 1) / 1_000_000, clock("2026-10-25", 1) / 1_000_000])
    #expect(year.map(\.offset) == [7200, 3600])
  }

  @Test(arguments: [
    "", "../../etc/passwd", "/etc/passwd", "Europe/Atlantis", "Europe//Berlin", "Europe", "zone.tab",
  ])
  func whatIsNoZoneIsNil(name: String) {
    #expect(Zone(iana: name) == nil)
    #expect(Zone(iana: name + "\0") == nil)
  }

  @Test func brokenZoneBytesAreNilNotATrap() {
    let header = Array("TZif2".utf8) + [UInt8](repeating: 0xFF, count: 60)
    for length in 0...header.count { #expect(Zone(name: "x", tzif: Array(header.prefix(length))) == nil) }
  }

  @Test func hostileTimesSaturate() {
    for zone in [Zone.utc, berlin] {
      for value in [Int64.min, .min + 1, .max - 1, .max] {
        _ = zone.read(.instant(value))
        _ = zone.read(.local(value))
        #expect(!Stamp.instant(value).description.isEmpty)
      }
      _ = zone.read(.date(.max))
      _ = zone.read(.date(.min))
    }
  }

  @Test(arguments: [
    "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca", "Europe/Dublin",
  ])
  func everyHourOfAYearFallsOnTheDayThatFoundationSays(name: String) throws {
    let zone = try #require(Zone(iana: name))
    let peer = try #require(TimeZone(identifier: name))
    for hour in 0..<(24 * 366) {
      let instant = clock("2024-01-01") + Int64(hour) * 3_600_000_000
      let offset = peer.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant / 1_000_000)))
      #expect(zone.offset(atInstant: instant) == Int64(offset) * 1_000_000)
    }
  }

  @Test func stampsAreWrittenAsIso() {
    #expect(Stamp.instant(clock("2026-10-31", 9, 30)).description == "2026-10-31T09:30:00Z")
    #expect(Stamp.local(clock("1969-12-31", 23, 59, 59) + 5).description == "1969-12-31T23:59:59.000005")
    #expect(Stamp.date(day("2026-10-31")).description == "2026-10-31")
  }
}
