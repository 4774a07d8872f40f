import Definitions
import Engine
import Store
import Terminal

/// What was published beside what is so now, as a person reads it: a line a month, then for each month that
/// was restated what differs, who makes the difference, and why.
struct PublishedText {
  let reading: PublishedReading
  let tenant: Tenant

  func text(on screen: Screen) -> String {
    let restated = reading.months.filter { $0.month.isRestated }
    return ([heading, Format.table.text(of: months, on: screen)] + restated.map { difference($0, on: screen) })
      .joined(separator: "\n")
  }

  private var heading: String {
    let count = reading.months.count
    return
      "\(tenant.name), published figures of \(count == 1 ? "a month" : "\(count) months"), as of \(reading.today)\n"
  }

  private var months: Table {
    Table(
      [
        "period", "published", "revision", "definition", Table.Column("lvr", title: "LVR %"), "band",
        Table.Column("live_lvr", title: "live LVR %"), Table.Column("live_band"),
        Table.Column("leads_changed", title: "leads changed"),
      ],
      rows: reading.months.map { entry in
        let month = entry.month
        return [
          .text(month.month.name), .text(day(month)), .int(month.revision), .int(month.published.definition),
          rate(month.published), .text(month.published.figures.band ?? month.published.figures.statusReason),
          month.live.map(rate) ?? .null, .text(month.live.flatMap { $0.figures.band ?? $0.figures.statusReason }),
          .int(month.leadsChanged),
        ]
      })
  }

  private func rate(_ side: PublishedMonth.Side) -> Cell {
    .decimal(side.figures.lvr, shown: side.figures.shown, ink: .bold)
  }

  /// In the tenant's zone.
  private func day(_ month: PublishedMonth) -> String? {
    Zone(iana: tenant.timezone)?.day(ofInstant: month.publishedAt).description
  }

  // MARK: One month

  private func difference(_ entry: PublishedReading.Entry, on screen: Screen) -> String {
    let month = entry.month
    var lines = [screen.paint(month.month.name, .bold) + ": " + month.headline]
    lines += month.notes().map { "  " + $0 }
    if !entry.leads.isEmpty {
      lines.append("")
      lines.append(leads(entry.leads, on: screen))
    }
    let rest = month.leadsChanged - entry.leads.count
    if rest > 0 { lines.append("and \(rest) more: --limit 0\n") }
    return lines.joined(separator: "\n") + (entry.leads.isEmpty ? "\n" : "")
  }

  private func leads(_ leads: [PublishedChange], on screen: Screen) -> String {
    let table = Table(
      ["lead", "who", "published", Table.Column("live", title: "now"), "because"],
      rows: leads.map {
        [
          .int($0.lead.rawValue), .text($0.person), .text($0.published ?? "not in it"), .text($0.live ?? "not in it"),
          .text($0.reasons.joined(separator: "; ")),
        ]
      })
    return Format.table.text(of: table, on: screen)
  }
}
