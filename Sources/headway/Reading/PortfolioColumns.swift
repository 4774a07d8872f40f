import Definitions
import Engine
import Store
import Terminal

/// The columns of `agency.portfolio`, as JSON and CSV have them.
enum PortfolioColumns {
  static func all(_ rows: [PortfolioRow]) -> Table {
    Table(
      [
        "tenant", "name", "state", "definition", "basis", "period_start", "period_end", "status_reason", "opening",
        "entered", "exited", "closing", "lvr", "lvr_shown", "lvr_low", "lvr_high", "significant", "low_base", "band",
        "target_low", "target_high", "vs_target", "usual", "deviation", "distance", "unusual", "lvr_months", "pace",
        "alerts", "hot_alerts", "as_of",
      ],
      rows: rows.map { row in
        let (figures, change) = (row.figures, row.change)
        var cells: [Cell] = [
          .text(row.tenant), .text(row.name), .text(row.state.rawValue), .int(row.definition),
          .text(row.basis?.rawValue), .date(row.month?.first.description), .date(row.month?.last.description),
          .text(figures.statusReason), .int(row.opening), .int(row.entered), .int(row.exited), .int(row.closing),
        ]
        cells += [
          .decimal(figures.lvr), .text(figures.shown), .decimal(figures.low), .decimal(figures.high),
          .bool(figures.isSignificant), .bool(figures.hasLowBase), .text(figures.band), .decimal(figures.targetLow),
          .decimal(figures.targetHigh), .text(figures.versusTarget),
        ]
        cells += [
          .decimal(change.usual), .decimal(change.deviation), .decimal(change.distance), .bool(change.isUnusual),
          .json("[" + row.rates.map { $0 ?? "null" }.joined(separator: ", ") + "]"), .decimal(figures.pace),
        ]
        return cells + [.int(row.alerts), .int(row.hotAlerts), .date(row.asOf?.description)]
      })
  }
}
