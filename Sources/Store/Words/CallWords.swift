public import Engine

extension CallRow {
  /// `the end of today`, `2026-11-24 09:30`, and whether that is late.
  public func due(today: Day, zone: Zone) -> String {
    let day = zone.day(ofInstant: dueBy)
    let late = day < today ? " (late)" : ""
    // The last second of a day says the day.
    if zone.day(ofInstant: dueBy &+ 1_000_000) != day {
      return "the end of " + (day == today ? "today" : "\(day)") + late
    }
    return zone.wallClock(dueBy) + late
  }

  public func isLate(today: Day, zone: Zone) -> Bool { zone.day(ofInstant: dueBy) < today }

  /// `4 hot, 12 warming; 3 late`.
  public static func counts(of rows: [CallRow], today: Day, zone: Zone) -> String {
    let hot = rows.count { $0.tier == "hot" }
    let late = rows.count { $0.isLate(today: today, zone: zone) }
    return "\(hot) hot, \(rows.count - hot) warming" + (late > 0 ? "; \(late) late" : "")
  }
}

extension Zone {
  /// `2026-11-24 09:30`.
  public func wallClock(_ instant: Int64) -> String {
    let local = Stamp.local(instant &+ offset(atInstant: instant)).description
    return local.prefix(16).map { $0 == "T" ? " " : String($0) }.joined()
  }
}
