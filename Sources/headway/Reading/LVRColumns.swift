import Definitions
import Engine
import Store
import Terminal

/// The columns of `report.lvr` and `report.lvr_by_channel`, as JSON and CSV have them.
enum LVRColumns {
  /// The rows of `report.lvr`.
  static func totals(_ rows: [LVRRow]) -> Table {
    Table(
      [
        "tenant", "definition", "grain", "period_start", "period_end", "status", "status_reason", "basis", "opening",
        "entered", "exited_converted", "exited_disqualified", "exited_decayed", "exited_criteria", "passed_through",
        "closing", "lvr_stock", "lvr_flow", "lvr", "lvr_low", "lvr_high", "significant", "low_base", "pace", "band",
        "target_low", "target_high", "vs_target", "created", "total_lvr", "as_of",
      ],
      rows: rows.map { row in
        let (counts, figures) = (row.counts, row.figures)
        var cells = heading(row)
        cells += [.text(figures.statusReason), .text(row.basis.rawValue)]
        cells += waterfall(counts)
        cells += [.int(counts.passedThrough), .int(counts.closing)]
        cells += rates(figures)
        cells += [
          .decimal(figures.pace), .text(figures.band), .decimal(figures.targetLow), .decimal(figures.targetHigh),
        ]
        cells += [.text(figures.versusTarget), .int(counts.created), .decimal(figures.totalLVR)]
        return cells + [.date(row.asOf.description)]
      })
  }

  /// The rows of `report.lvr_by_channel`, with what the leads are told apart by in place of `channel`.
  static func parts(_ rows: [LVRRow], by name: String) -> Table {
    Table(
      [
        "tenant", "definition", "grain", "period_start", "period_end", "status", "basis", Table.Column(name), "opening",
        "entered", "exited_converted", "exited_disqualified", "exited_decayed", "exited_criteria", "closing",
        "lvr_stock", "lvr_flow", "lvr", "lvr_low", "lvr_high", "significant", "low_base", "contribution", "as_of",
      ],
      rows: rows.map { row in
        var cells = heading(row)
        cells += [.text(row.basis.rawValue), .text(row.part.value)]
        cells += waterfall(row.counts)
        cells += [.int(row.counts.closing)]
        cells += rates(row.figures)
        return cells + [.decimal(row.figures.contribution), .date(row.asOf.description)]
      })
  }

  private static func heading(_ row: LVRRow) -> [Cell] {
    [
      .text(row.tenant), .int(row.definition), .text(row.period.grain.rawValue), .date(row.period.first.description),
      .date(row.period.last.description), .text(row.isInProgress ? "in_progress" : "final"),
    ]
  }

  private static func waterfall(_ counts: LVRCounts) -> [Cell] {
    [
      .int(counts.opening), .int(counts.entered), .int(counts.exitedConverted), .int(counts.exitedDisqualified),
      .int(counts.exitedDecayed), .int(counts.exitedCriteria),
    ]
  }

  private static func rates(_ figures: LVRFigures) -> [Cell] {
    [
      .decimal(figures.stock), .decimal(figures.flow), .decimal(figures.lvr), .decimal(figures.low),
      .decimal(figures.high), .bool(figures.isSignificant), .bool(figures.hasLowBase),
    ]
  }
}
