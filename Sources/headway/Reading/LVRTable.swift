import Definitions
import Engine
import Store
import Terminal

/// A tenant's lead velocity rate as a person reads it: the waterfall from left to right, what it
/// comes to, and what that is called.
struct LVRTable {
  let reading: VelocityReading
  let tenant: Tenant
  /// What the leads are told apart by, as it was asked for.
  let trait: String?

  func text(on screen: Screen) -> String {
    var paragraphs = [heading, curves]
    paragraphs.append(Format.table.text(of: trait.map(parts) ?? totals, on: screen))
    paragraphs.append(notes)
    return paragraphs.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var notes: String {
    LVRNotes(reading, explained: "--published says why").sentences.map { $0 + "\n" }.joined()
  }

  private var grain: Grain { reading.totals.first?.period.grain ?? .month }

  private var heading: String {
    """
    \(tenant.name), by \(grain.rawValue): definition \(reading.definition) "\(reading.name)", \
    \(reading.basis == .stock ? "growth of qualified leads (stock)" : "growth of newly qualified leads (flow)"), \
    as of \(reading.today)

    """
  }

  // MARK: Curves

  /// What the rate is the growth of, and the rate; of parts the former alone.
  private var curves: String {
    guard reading.totals.count > 1 else { return "" }
    if let trait { return partCurves(trait) }
    let sizes = reading.totals.map { Double(size($0)) }
    let rates = reading.totals.map { $0.figures.lvr.flatMap(Double.init) }
    let name = reading.basis == .stock ? "closing" : "entered"
    return """
      \(name)  \(Sparkline.text(of: sizes))  \(ends(reading.totals.map { String(size($0)) }))
      LVR      \(Sparkline.text(of: rates))  \(ends(reading.totals.compactMap(\.figures.shown))) %

      """
  }

  /// Where a curve begins and where it ends.
  private func ends(_ values: [String]) -> String {
    values.count > 1 ? "\(values.first ?? "") → \(values.last ?? "")" : values.first ?? "–"
  }

  private func partCurves(_ trait: String) -> String {
    let periods = reading.totals.map(\.period)
    let groups = Dictionary(grouping: reading.parts ?? [], by: \.part)
    let ranked = groups.sorted { a, b in
      let (left, right) = (a.value.map(size).max() ?? 0, b.value.map(size).max() ?? 0)
      return left != right ? left > right : a.key.title < b.key.title
    }
    let shown = ranked.prefix(Self.curvesShown)
    let width = shown.map { $0.key.title.count }.max() ?? 0
    let lines = shown.map { part, rows in
      let sizes = Dictionary(rows.map { ($0.period, Double(size($0))) }, uniquingKeysWith: { $1 })
      let name = part.title + String(repeating: " ", count: width - part.title.count)
      return "\(name)  \(Sparkline.text(of: periods.map { sizes[$0] ?? 0 }))  \(rows.last.map(size) ?? 0)"
    }
    let rest = ranked.count - shown.count
    return (lines + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: "\n") + "\n"
  }

  private static let curvesShown = 12

  private func size(_ row: LVRRow) -> Int { reading.basis == .stock ? row.counts.closing : row.counts.entered }

  // MARK: Tables

  private static let waterfall: [Table.Column] = [
    "opening", "entered", Table.Column("converted"), Table.Column("disqualified", title: "disqual."), "decayed",
    "criteria", "closing",
  ]

  private var totals: Table {
    let target = reading.totals.last { $0.figures.targetLow != nil }?.figures
    let title = target.map { " \($0.targetLow?.whole ?? "")–\($0.targetHigh?.whole ?? "") %" } ?? ""
    return Table(
      ["period"] + Self.waterfall + [
        Table.Column("lvr", title: "LVR %"), Table.Column("interval", title: "95 % interval"),
        Table.Column("band", title: grain == .month ? "band" : "status"),
        Table.Column("vs_target", title: "target\(title)", isHiddenInTables: target == nil),
      ],
      rows: reading.totals.map { row in
        let figures = row.figures
        return [Cell.text(row.period.name)] + waterfall(row.counts)
          + [rate(figures), .text(figures.interval), row.word, .text(figures.versusTarget)]
      })
  }

  /// Period after period, the largest part first.
  private func parts(by trait: String) -> Table {
    let rows = (reading.parts ?? []).sorted { a, b in
      (a.period, -size(a), a.part.title) < (b.period, -size(b), b.part.title)
    }
    var last: Period?
    return Table(
      ["period", Table.Column(trait)] + Self.waterfall + [
        Table.Column("lvr", title: "LVR %"), Table.Column("interval", title: "95 % interval"),
        Table.Column("contribution", title: "adds to LVR"),
      ],
      rows: rows.map { row in
        defer { last = row.period }
        return [.text(row.period == last ? "" : row.period.name), .text(row.part.title)] + waterfall(row.counts)
          + [
            rate(row.figures), .text(row.figures.interval),
            .decimal(row.figures.contribution, shown: row.figures.contribution?.rounded(to: 1)),
          ]
      })
  }

  /// With signs, so that a line can be added up.
  private func waterfall(_ counts: LVRCounts) -> [Cell] {
    func moved(_ count: Int, _ sign: String) -> Cell {
      Cell(.int(Int64(count)), shown: count == 0 ? "0" : sign + String(count))
    }
    return [
      .int(counts.opening), moved(counts.entered, "+"), moved(counts.exitedConverted, "-"),
      moved(counts.exitedDisqualified, "-"), moved(counts.exitedDecayed, "-"), moved(counts.exitedCriteria, "-"),
      .int(counts.closing),
    ]
  }

  private func rate(_ figures: LVRFigures) -> Cell {
    .decimal(figures.lvr, shown: figures.shown, ink: figures.isSignificant == false ? .dim : .bold)
  }
}

extension LVRRow {
  /// The band, or why there is none.
  fileprivate var word: Cell {
    figures.band == nil ? .text(bandWords, ink: .dim) : .text(bandWords, ink: figures.band.flatMap { Self.inks[$0] })
  }

  /// How bands are coloured.
  static let inks: [String: Ink] = [
    "shrinking": .bad, "stagnating": .notable, "healthy": .good, "aggressive": .good, "surge": .notable,
  ]
}
