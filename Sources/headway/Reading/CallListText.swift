import Engine
import Store
import Terminal

/// The call list as an SDR reads it: who, why, what to do, until when.
struct CallListText {
  let tenant: Tenant
  let today: Day
  let zone: Zone
  let all: [CallRow]
  /// Of all, those to be shown.
  let rows: [CallRow]

  func text(on screen: Screen) -> String {
    let hot = all.filter { $0.tier == "hot" }.count
    let late = all.filter { zone.day(ofInstant: $0.dueBy) < today }.count
    let counts = "\(hot) hot, \(all.count - hot) warming" + (late > 0 ? "; \(late) late" : "")
    var lines = [screen.paint("\(tenant.name), call list on \(today): \(counts)", .bold), ""]
    for row in rows { lines += entry(row, screen) }
    return lines.joined(separator: "\n")
  }

  private func entry(_ row: CallRow, _ screen: Screen) -> [String] {
    let number = String(repeating: " ", count: max(0, 3 - String(row.position).count)) + "\(row.position)"
    let place = [row.title, row.account].compactMap(\.self).joined(separator: ", ")
    let who = row.person ?? "somebody without a name"
    let tier = row.tier == "hot" ? screen.paint("hot", .bad) : screen.paint(row.tier, .notable)
    let engaged = row.lastEngagedAt.map { "; last engaged \(zone.day(ofInstant: $0))" } ?? ""
    let assigned = row.assignedTo.map { ", \($0)" } ?? ""
    return [
      "\(number)  \(screen.paint(who, .bold))\(place.isEmpty ? "" : ", \(place)"), lead \(row.lead.rawValue)",
      "     \(tier), momentum \(row.momentum): \(row.reason)\(engaged)",
      "     \(row.action); by \(due(row.dueBy))\(assigned)",
      "",
    ]
  }

  /// `the end of today`, `2026-11-24 09:30`, and what is late.
  private func due(_ instant: Int64) -> String {
    let day = zone.day(ofInstant: instant)
    let late = day < today ? " (late)" : ""
    // The last second of a day says the day.
    if zone.day(ofInstant: instant + 1_000_000) != day {
      return "the end of " + (day == today ? "today" : "\(day)") + late
    }
    return zone.wallClock(instant) + late
  }
}

extension Zone {
  /// `2026-11-24 09:30`.
  func wallClock(_ instant: Int64) -> String {
    let local = Stamp.local(instant + offset(atInstant: instant)).description
    return local.prefix(16).map { $0 == "T" ? " " : String($0) }.joined()
  }
}

extension CallRow: Somebody {}
extension MomentumRow: Somebody {}
