import ArgumentParser
import Engine
import Foundation
import Terminal

/// When something ends, as it is said on the command line: `2027-01-31` is through that day, `90d` and `12h` are
/// from now.
enum Expiry: Sendable, Hashable, ExpressibleByArgument {
  case day(Day)
  case seconds(Int64)

  init?(argument: String) {
    if let day = Day(iso: argument) {
      self = .day(day)
    } else if let unit = argument.last, let seconds = ["d": 86_400, "h": 3_600, "m": 60][unit] as Int64?,
      let count = Int64(argument.dropLast()), (1...100_000).contains(count)
    {
      self = .seconds(count * seconds)
    } else {
      return nil
    }
  }

  /// In microseconds since 1970. A day ends where this machine is.
  func instant(after now: Date) throws -> Int64 {
    let end: Date =
      switch self {
      case .seconds(let seconds): now.addingTimeInterval(Double(seconds))
      case .day(let day):
        Calendar(identifier: .gregorian).date(
          from: DateComponents(year: Int(day.year), month: Int(day.month), day: Int(day.dayOfMonth) + 1)) ?? now
      }
    guard end > now else {
      throw Failure(.usage, "that is over already", at: "--expires", advice: "name a day to come")
    }
    return Int64(end.timeIntervalSince1970 * 1_000_000)
  }
}
