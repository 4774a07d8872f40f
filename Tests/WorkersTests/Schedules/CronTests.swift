import Chance
import Engine
import NaiveEvaluator
import Store
import Testing

@testable import Workers

@Suite struct CronTests {
  private let berlin = Zone(iana: "Europe/Berlin") ?? .utc

  private func times(_ text: String, after start: String, in zone: Zone, _ count: Int) throws -> [String] {
    let cron = try Cron(text)
    var instant = try #require(Stamp(iso: start)).instant(in: zone)
    var found: [String] = []
    for _ in 0..<count {
      guard let next = cron.next(after: instant, in: zone) else { break }
      found.append(Self.text(next))
      instant = next
    }
    return found
  }

  /// `2026-03-29T01:00Z`.
  private static func text(_ instant: Int64) -> String {
    let day = Zone.utc.day(ofInstant: instant)
    let minute = Int(instant / 60_000_000 - Int64(day.number) * 1440)
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(day)T\(two(minute / 60)):\(two(minute % 60))Z"
  }

  @Test(arguments: [
    ("*/20 * * * *", "2026-01-01T00:00:00Z", ["2026-01-01T00:20Z", "2026-01-01T00:40Z", "2026-01-01T01:00Z"]),
    ("0 9 * * mon-fri", "2026-11-20T10:00:00Z", ["2026-11-23T09:00Z", "2026-11-24T09:00Z"]),
    ("0 0 29 2 *", "2026-01-01T00:00:00Z", ["2028-02-29T00:00Z", "2032-02-29T00:00Z"]),
    ("5/25 4 1,15 * *", "2026-01-01T04:05:00Z", ["2026-01-01T04:30Z", "2026-01-01T04:55Z", "2026-01-15T04:05Z"]),
    // Both days are restricted: either is enough.
    ("0 0 13 * fri", "2026-11-01T00:00:00Z", ["2026-11-06T00:00Z", "2026-11-13T00:00Z", "2026-11-20T00:00Z"]),
    // A star with a step restricts no day by itself: both must hold.
    ("0 0 */2 * fri", "2026-11-01T00:00:00Z", ["2026-11-13T00:00Z", "2026-11-27T00:00Z"]),
    ("0 0 * * 7", "2026-11-20T00:00:00Z", ["2026-11-22T00:00Z"]),
    ("@monthly", "2026-11-20T00:00:00Z", ["2026-12-01T00:00Z"]),
  ]) func readsWhatCrontabReads(_ text: String, _ start: String, _ expected: [String]) throws {
    #expect(try times(text, after: start, in: .utc, expected.count) == expected)
  }

  @Test func aTimeThatTheChangeSkipsComesOnceJustAfterIt() throws {
    // Berlin, 29 March: 02:00 to 03:00 is skipped, at 01:00 UTC.
    #expect(
      try times("30 2 * * *", after: "2026-03-28T12:00:00Z", in: berlin, 2) == [
        "2026-03-29T01:00Z", "2026-03-30T00:30Z",
      ])
    #expect(
      try times("*/20 * * * *", after: "2026-03-29T00:30:00Z", in: berlin, 3)
        == ["2026-03-29T00:40Z", "2026-03-29T01:00Z", "2026-03-29T01:20Z"])
  }

  @Test func aTimeThatTheChangeRepeatsComesOnceTheFirstTime() throws {
    // Berlin, 25 October: 02:00 to 03:00 comes twice, from 00:00 and from 01:00 UTC.
    #expect(
      try times("30 2 * * *", after: "2026-10-24T12:00:00Z", in: berlin, 2) == [
        "2026-10-25T00:30Z", "2026-10-26T01:30Z",
      ])
  }

  @Test(arguments: [
    "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "5-1 * * * *",
    "*/0 * * * *", "a * * * *", "1,,2 * * * *", "0 0 31 2 *", "-1 * * * *", "+1 * * * *", "1-2-3 * * * *", "@never",
  ]) func refusesWhatIsNone(_ text: String) {
    #expect(throws: Cron.Fault.self) { try Cron(text) }
  }

  /// Against the naive way: every minute of a year is asked.
  @Test(arguments: 0..<40) func equalsAskingEveryMinute(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let zones = ["Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "America/New_York"]
    let zone = try #require(Zone(iana: zones[Int(seed) % zones.count]))
    let (minute, hour) = (Int.random(in: 0..<60, using: &random), Int.random(in: 0..<5, using: &random))
    let weekday = Int.random(in: 0..<7, using: &random)
    let text = Bool.random(using: &random) ? "\(minute) \(hour) * * *" : "\(minute) \(hour) * * \(weekday)"
    let cron = try Cron(text)
    let start = Int64(Day(iso: "2026-01-01")!.number) * 86_400_000_000
    let end = start + 366 * 86_400_000_000
    // A reading of the wall clock comes at the first minute that shows it or a later one.
    var expected: [Int64] = []
    var shown = zone.local(start)
    for instant in stride(from: start + 60_000_000, through: end, by: 60_000_000) {
      let now = zone.local(instant)
      guard now > shown else { continue }
      if stride(from: shown + 60_000_000, through: now, by: 60_000_000).contains(where: { reading in
        let day = Day(clamping: Int(reading / 86_400_000_000))
        return Int(reading / 60_000_000 - Int64(day.number) * 1440) == hour * 60 + minute
          && (text.hasSuffix("* * *") || day.weekday % 7 == weekday)
      }) {
        expected.append(instant)
      }
      shown = now
    }
    var found: [Int64] = []
    var instant = start
    while let next = cron.next(after: instant, in: zone), next <= end {
      found.append(next)
      instant = next
    }
    #expect(found == expected, "\(text) in \(zone.name)")
  }
}

extension Zone {
  fileprivate func local(_ instant: Int64) -> Int64 { instant + offset(atInstant: instant) }
}

extension Stamp {
  fileprivate func instant(in zone: Zone) -> Int64 { zone.read(self).instant }
}

@Suite struct SlotsTests {
  private let hourly = try! Cron("0 * * * *")
  private static let hour: Int64 = 3_600_000_000

  private func slots(missed: Int64, late: Int64 = 0, _ catchUp: CatchUp) -> Slots {
    Slots(from: Self.hour, notAfter: Self.hour * (1 + missed) + late, hourly, in: .utc, catchUp)
  }

  @Test func theLatestIsMadeUpForAndTheNextComesAfterNow() {
    let slots = slots(missed: 3, late: 5, .latest)
    #expect(slots.taken == [Self.hour * 4] && slots.following == Self.hour * 5)
  }

  @Test func skippingTakesOnlyWhatHasJustCome() {
    #expect(slots(missed: 3, late: 1_000_000, .skip).taken == [Self.hour * 4])
    #expect(slots(missed: 3, late: Slots.grace + 1, .skip).taken.isEmpty)
  }

  @Test func allAreMadeUpForUpToTheBoundAndTheScheduleGoesOn() {
    #expect(slots(missed: 3, .all).taken == (1...4).map { Self.hour * $0 })
    // Three years of hours: looked at from the end.
    #expect(slots(missed: 26_280, .all).taken == (26_182...26_281).map { Self.hour * $0 })
    #expect(slots(missed: 26_280, .latest).taken == [Self.hour * 26_281])
    let long = slots(missed: 1_000, .all)
    #expect(long.taken == (902...1001).map { Self.hour * $0 })
    #expect(long.following == Self.hour * 1002)
  }
}
