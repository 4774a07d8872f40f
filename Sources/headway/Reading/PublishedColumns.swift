import Definitions
import Engine
import Store
import Terminal

/// The columns of `report.published_lvr`, as JSON and CSV have them.
enum PublishedColumns {
  static func csv(_ reading: PublishedReading) -> Table {
    Table(columns, rows: reading.months.map { cells($0.month) })
  }

  /// With the leads that differ in a list of their own.
  static func json(_ reading: PublishedReading) -> Table {
    Table(
      columns + ["leads"],
      rows: reading.months.map { cells($0.month) + [.json(Value.list($0.leads.map(\.value)).json)] })
  }

  /// What a closing has kept.
  static func receipt(_ month: PublishedMonth, of tenant: Tenant) -> Table {
    let (figures, counts) = (month.published.figures, month.published.counts)
    return .record([
      "tenant": .text(month.tenant), "period_start": .date(month.month.first.description),
      "revision": .int(month.revision), "published_at": .instant(month.publishedAt, in: tenant.clock),
      "reason": .text(month.reason),
      "definition": .int(month.published.definition), "basis": .text(month.published.basis.rawValue),
      "opening": .int(counts.opening), "entered": .int(counts.entered), "exited": .int(counts.exited),
      "closing": .int(counts.closing), Table.Column("lvr", title: "LVR %"): .decimal(figures.lvr, shown: figures.shown),
      "status_reason": .text(figures.statusReason), "band": .text(figures.band),
      "vs_target": .text(figures.versusTarget),
    ])
  }

  private static let columns: [Table.Column] = [
    "tenant", "period_start", "definition", "published_at", "revision", "reason", "basis", "status_reason", "opening",
    "entered", "exited_converted", "exited_disqualified", "exited_decayed", "exited_criteria", "passed_through",
    "closing", "created", "entered_before", "lvr_stock", "lvr_flow", "lvr", "lvr_low", "lvr_high", "significant",
    "low_base", "band", "target_low", "target_high", "vs_target", "total_lvr", "live_definition", "live_basis",
    "live_status_reason", "live_opening", "live_entered", "live_exited_converted", "live_exited_disqualified",
    "live_exited_decayed", "live_exited_criteria", "live_passed_through", "live_closing", "live_created",
    "live_entered_before", "live_lvr_stock", "live_lvr_flow", "live_lvr", "live_band", "live_vs_target",
    "leads_changed",
  ]

  private static func cells(_ month: PublishedMonth) -> [Cell] {
    let figures = month.published.figures
    var cells: [Cell] = [
      .text(month.tenant), .date(month.month.first.description), .int(month.published.definition),
      .instant(month.publishedAt, in: .utc), .int(month.revision), .text(month.reason),
      .text(month.published.basis.rawValue),
      .text(figures.statusReason),
    ]
    cells += counts(month.published)
    cells += [
      .decimal(figures.stock), .decimal(figures.flow), .decimal(figures.lvr), .decimal(figures.low),
      .decimal(figures.high), .bool(figures.isSignificant), .bool(figures.hasLowBase), .text(figures.band),
      .decimal(figures.targetLow), .decimal(figures.targetHigh), .text(figures.versusTarget),
      .decimal(figures.totalLVR),
    ]
    cells += [
      .int(month.live?.definition), .text(month.live?.basis.rawValue), .text(month.live?.figures.statusReason),
    ]
    cells += month.live.map(counts) ?? Array(repeating: .null, count: 10)
    cells += [
      .decimal(month.live?.figures.stock), .decimal(month.live?.figures.flow), .decimal(month.live?.figures.lvr),
      .text(month.live?.figures.band), .text(month.live?.figures.versusTarget),
    ]
    return cells + [.int(month.leadsChanged)]
  }

  private static func counts(_ side: PublishedMonth.Side) -> [Cell] {
    let counts = side.counts
    return [
      .int(counts.opening), .int(counts.entered), .int(counts.exitedConverted), .int(counts.exitedDisqualified),
      .int(counts.exitedDecayed), .int(counts.exitedCriteria), .int(counts.passedThrough), .int(counts.closing),
      .int(counts.created), .int(side.enteredBefore),
    ]
  }
}

extension PublishedChange {
  fileprivate var value: Value {
    .object([
      "lead_id": .int(lead.rawValue), "external_id": .text(externalID), "email": .text(email), "name": .text(name),
      "published": .text(published), "live": .text(live), "because": .list(reasons.map(Value.string)),
    ])
  }
}
