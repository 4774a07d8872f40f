import Engine
import Store
import Terminal

/// All clients as an agency reads them in the morning: who needs a look first.
struct PortfolioTable {
  let rows: [PortfolioRow]

  func text(on screen: Screen) -> String { heading + "\n\n" + Format.table.text(of: table, on: screen) }

  private var heading: String {
    let months = Set(rows.compactMap(\.month)).sorted().map(\.name)
    let unusual = rows.count { $0.change.isUnusual == true && $0.state == .active }
    let what = "\(rows.count) \(rows.count == 1 ? "client" : "clients")"
    let when = months.isEmpty ? "no month is over yet" : months.joined(separator: " and ")
    return "\(what), \(when): \(unusual == 0 ? "no unusual change" : "\(unusual) with an unusual change")"
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
    if state != .active { return .text(state.rawValue, ink: .dim) }
    if let band = figures.band { return .text(band, ink: LVRRow.inks[band]) }
    return .text(figures.statusReason?.replacing("_", with: " "), ink: .dim)
  }

  /// `below 15–25`.
  fileprivate var target: Cell {
    guard let versus = figures.versusTarget, let low = figures.targetLow, let high = figures.targetHigh else {
      return .null
    }
    return .text("\(versus) \(low.whole)–\(high.whole)", ink: versus == "below" ? .notable : nil)
  }

  /// `unusual: 6.2 × off 8.4`, in deviations from the median of the months before.
  fileprivate var changeWords: Cell {
    guard let usual = change.usual else { return .null }
    let distance = change.distance.map { " by \($0.rounded(to: 1)) ×" } ?? ""
    switch change.isUnusual {
    case true?: return .text("unusual\(distance), \(usual.rounded(to: 1)) before", ink: .notable)
    case false?: return .text("as usual", ink: .dim)
    case nil: return .null
    }
  }
}
