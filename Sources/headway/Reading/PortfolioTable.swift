import Engine
import Store
import Terminal

/// All clients as an agency reads them in the morning: who needs a look first.
struct PortfolioTable {
  let rows: [PortfolioRow]

  func text(on screen: Screen) -> String {
    PortfolioRow.heading(of: rows) + "\n\n" + Format.table.text(of: table, on: screen)
  }

  private var table: Table {
    Table(
      [
        Table.Column("tenant", title: "client", isFlexible: false), Table.Column("lvr", title: "LVR %"),
        Table.Column("lvr_months", title: "7 months"), "band", Table.Column("vs_target", title: "target"),
        Table.Column("unusual", title: "change"), "closing", Table.Column("pace", title: "pace %"), "alerts", "hot",
      ],
      rows: rows.map { row in
        let figures = row.figures
        return [
          .text(row.tenant, ink: row.state == .active ? nil : .dim),
          .decimal(figures.lvr, shown: figures.shown, ink: figures.isSignificant == false ? .dim : .bold),
          .text(row.curve), row.word, row.target, row.changeWords, .int(row.closing),
          .decimal(figures.pace, shown: figures.pace?.rounded(to: 1)), .int(row.alerts), .int(row.hotAlerts),
        ]
      })
  }
}

extension PortfolioRow {
  /// `nil` where there is nothing to draw.
  fileprivate var curve: String? {
    let known = rates.map { $0.flatMap(Double.init) }
    return known.contains { $0 != nil } ? Sparkline.text(of: known) : nil
  }

  /// The band, or why there is none.
  fileprivate var word: Cell {
    .text(bandWords, ink: state == .active ? figures.band.map { LVRRow.inks[$0] } ?? .dim : .dim)
  }

  fileprivate var target: Cell { .text(targetWords, ink: figures.versusTarget == "below" ? .notable : nil) }

  fileprivate var changeWords: Cell {
    .text(change.words, ink: change.isUnusual.map { $0 ? .notable : .dim })
  }
}
