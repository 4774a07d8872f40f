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
    let counts = CallRow.counts(of: all, today: today, zone: zone)
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
      "     \(row.action); by \(row.due(today: today, zone: zone))\(assigned)",
      "",
    ]
  }
}
