import Engine
import Store
import Terminal

extension Cell {
  /// An instant, from microseconds since 1970. Tables show it as the clock on the wall does in `zone`, with its
  /// offset from UTC: `2026-11-23 08:00:00 +01:00`. What programs read is in UTC, whoever's it is.
  static func instant(_ microseconds: Int64?, in zone: Zone) -> Cell {
    guard let microseconds else { return .null }
    let offset = zone.offset(atInstant: microseconds)
    let (local, isBeyond) = microseconds.addingReportingOverflow(offset)
    return Cell(
      .date(text(microseconds, "T") + "Z"),
      shown: isBeyond ? nil : text(local, " ") + " " + Cell.offset(minutes: offset / 60_000_000))
  }

  /// `2026-11-23T08:00:00` of a reading of the clock.
  private static func text(_ microseconds: Int64, _ separator: String) -> String {
    let seconds = microseconds.dividingRounded(by: 1_000_000)
    let day = Day(Int32(clamping: seconds.dividingRounded(by: 86_400)))
    let time = seconds - Int64(day.number) * 86_400
    return "\(day)\(separator)\(two(time / 3600)):\(two(time / 60 % 60)):\(two(time % 60))"
  }

  /// `+01:00`. Offsets with seconds are of before 1972.
  private static func offset(minutes: Int64) -> String {
    "\(minutes < 0 ? "-" : "+")\(two(abs(minutes) / 60)):\(two(abs(minutes) % 60))"
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Tenant {
  /// Its zone; UTC where this machine does not know it, which `headway doctor` says.
  var clock: Zone { Zone(iana: timezone) ?? .utc }
}

/// Zones by their names, each read once.
struct Clocks {
  private let zones: [String: Zone]

  init(_ names: some Sequence<String>) {
    zones = Dictionary(uniqueKeysWithValues: Set(names).map { ($0, Zone(iana: $0) ?? .utc) })
  }

  subscript(name: String) -> Zone { zones[name] ?? .utc }
}

extension Int64 {
  /// Rounded down, before 1970 too.
  fileprivate func dividingRounded(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
