import Chance
import Engine

/// Times that tie, straddle midnights and meet clock changes.
struct RandomTimes {
  let zone: String
  /// Few, so that facts meet on them.
  private let days: [Day]

  /// Zones with a day on which their clocks did something.
  private static let changes: [(zone: String, day: String)] = [
    ("UTC", "2024-02-28"),
    ("Europe/Berlin", "2024-03-31"), ("Europe/Berlin", "2024-10-27"),
    ("America/New_York", "2024-03-10"), ("America/New_York", "2024-11-03"),
    // Clocks go from midnight to one, so this day begins at one.
    ("America/Sao_Paulo", "2017-10-15"),
    // Clocks go back from midnight, so the day before has an hour twice.
    ("America/Sao_Paulo", "2018-02-17"),
    // Half an hour of summer.
    ("Australia/Lord_Howe", "2024-10-06"), ("Australia/Lord_Howe", "2024-04-07"),
    ("Asia/Kathmandu", "2024-12-31"),
    // A day that nobody on the island lived through.
    ("Pacific/Apia", "2011-12-30"),
  ]

  init(using random: inout SplitMix64) {
    let change = random.one(of: Self.changes)
    zone = change.zone
    let middle = Day(iso: change.day) ?? Day(0)
    let reach = random.one(of: [3, 10, 35])
    days = [middle] + (0..<random.number(2...6)).map { _ in middle + random.number(-reach...reach) }
  }

  /// Never the day that nobody lived through: nothing was received on it.
  func dayOfReceipt(_ random: inout SplitMix64) -> Day {
    let day = random.one(of: days)
    return zone == "Pacific/Apia" && "\(day)" == "2011-12-30" ? day + 1 : day
  }

  func stamp(_ random: inout SplitMix64) -> Stamp {
    let day = random.one(of: days)
    let microseconds = Int64(day.number) * 86_400_000_000 + timeOfDay(&random)
    switch random.number(1...10) {
    case 1...3: return .date(day)
    case 4...6: return .local(microseconds)
    default: return .instant(microseconds - Int64(random.number(-12...12)) * 3_600_000_000)
    }
  }

  private func timeOfDay(_ random: inout SplitMix64) -> Int64 {
    let minutes = random.one(of: [0, 15, 60, 120, 135, 150, 720, 725, 1380, 1439])
    return Int64(minutes) * 60_000_000 + Int64(random.one(of: [0, 0, 0, 1, 59_999_999]))
  }
}
