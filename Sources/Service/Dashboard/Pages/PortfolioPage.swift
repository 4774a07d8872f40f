internal import Definitions
internal import Engine
internal import Store

/// All clients side by side: who needs a look first.
struct PortfolioPage: Page {
  static let template = "portfolio"

  let shell: Shell
  let heading: Heading
  let order: Choice
  let clients: Grid
  let isEmpty: Bool

  init(_ rows: [PortfolioRow], by order: PortfolioOrder) {
    shell = Shell(
      title: "Clients", viewer: .agency, isPortfolio: true,
      footnotes: Set(rows.compactMap(\.asOf)).max().map { ["As of \($0), each client in its own time zone."] } ?? [])
    heading = Heading(title: "Clients", below: PortfolioRow.heading(of: rows, naming: \.title))
    self.order = Choice(
      title: "Order",
      options: PortfolioOrder.allCases.map {
        Link(title: $0.title, href: "/?sort=\($0.rawValue)", current: $0 == order ? "true" : nil)
      }, kind: "screen")
    var grid = Grid(
      "All clients, \(order.words)", hidesCaption: true, kind: "cards middle",
      [
        .init("Client"), .number("Lead velocity rate"), .init("7 months"), .init("Band"), .init("Target"),
        .init("Change"), .number("Qualified"), .number("Pace"), .number("Alerts, 7 days"),
      ])
    for row in rows { grid.append(Self.cells(row), kind: row.state == .active ? nil : "quiet") }
    clients = grid
    isEmpty = rows.isEmpty
  }

  private static func cells(_ row: PortfolioRow) -> [Grid.Cell] {
    let figures = row.figures
    let rate = figures.shown.map(Typography.rate)
    var change = Grid.Cell.text(row.change.words)
    if row.change.isUnusual == true {
      change = .badge("unusual", "badge notable")
      change.note = row.change.detail.map { Typography.words($0.trimmed(of: ", ")) }
    }
    var curve = Grid.Cell(curve: Curve(row.rates.map { $0.flatMap(Double.init) }))
    if curve.curve == nil { curve = .text(nil) }
    var lvr = Grid.Cell.number(rate, note: figures.interval.map(Typography.words))
    lvr.kind += " strong"
    return [
      Grid.Cell.name(
        row.name, href: "/clients/\(row.tenant)",
        note: row.month.map { "\($0.title), \(row.basis?.rawValue ?? "")" } ?? row.tenant
      ).heading,
      lvr, curve, .badge(row.bandWords, Badge.band(figures.band)),
      .day(row.targetWords.map { "\($0)\u{A0}%" }), change,
      .count(row.closing), .number(figures.pace.map { Typography.rate($0.rounded(to: 1)) }),
      .number(row.alerts == 0 ? "none" : "\(row.alerts)", note: row.hotAlerts > 0 ? "\(row.hotAlerts) hot" : nil),
    ]
  }
}

/// How words are coloured.
enum Badge {
  static func band(_ band: String?) -> String {
    switch band {
    case "shrinking": "badge bad"
    case "stagnating", "surge": "badge notable"
    case "healthy", "aggressive": "badge good"
    default: "badge"
    }
  }

  static func target(_ versus: String?) -> String {
    switch versus {
    case "below": "badge notable"
    case "within", "above": "badge good"
    default: "badge"
    }
  }
}

extension PortfolioOrder {
  fileprivate var title: String {
    switch self {
    case .change: "Unusual change"
    case .lvr: "Rate"
    case .name: "Name"
    }
  }

  fileprivate var words: String {
    switch self {
    case .change: "the most unusual change first"
    case .lvr: "the highest rate first"
    case .name: "by name"
    }
  }
}

extension String {
  /// Without any of these characters at its beginning.
  fileprivate func trimmed(of characters: String) -> String { String(drop { characters.contains($0) }) }
}
