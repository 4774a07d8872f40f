internal import Store

/// The rows of `report.momentum_dashboard` as a page shows them.
struct MomentumFigures {
  let figures: [ClientPage.Figure]
  let progression: Grid

  init(_ rows: [MomentumFigure]) {
    let found = Dictionary(rows.map { (Key($0.metric, $0.segment), $0) }, uniquingKeysWith: { $1 })
    func row(_ metric: String, _ segment: String = "all") -> MomentumFigure? { found[Key(metric, segment)] }
    var figures: [ClientPage.Figure] = []

    if let hot = row("hot_leads_7_days") {
      figures.append(.init(name: "Hot in the last 7 days", value: hot.value.whole))
    }
    if let median = row("hours_from_hot_to_touch_median"), let mean = row("hours_from_hot_to_touch_mean") {
      figures.append(
        .init(
          name: "From hot to our first touch", value: median.value.rounded(to: 1), unit: "h",
          notes: ["median of \(Self.leads(median)); mean \(mean.value.rounded(to: 1)) h; last 90 days"]))
    }
    if let kept = row("share_touched_in_time") {
      figures.append(
        .init(
          name: "Touched the day they turned hot", value: kept.percent, unit: "%",
          notes: ["of those that turned hot in the last 90 days and are due"]))
    }
    if let positive = row("share_of_mqls", "positive") ?? row("share_of_mqls", "neutral")
      ?? row("share_of_mqls", "negative")
    {
      let parts = ["positive", "neutral", "negative"].map { segment in
        "\(row("share_of_mqls", segment)?.percent ?? "0")\u{A0}% \(segment)"
      }
      figures.append(
        .init(
          name: "MQLs with momentum", value: row("share_of_mqls", "positive")?.percent ?? "0", unit: "%",
          notes: [positive.leads > 0 ? parts.joined(separator: ", ") : ""]))
    }
    if let hot = row("share_to_sql", "hot") {
      let mql = row("share_to_sql", "mql").map { "against \($0.percent)\u{A0}% of \(Self.leads($0, "MQL"))" }
      figures.append(
        .init(
          name: "Hot leads that reached SQL", value: hot.percent, unit: "%",
          notes: ["of \(Self.leads(hot))"] + [mql].compactMap(\.self)))
    }
    if let days = row("days_from_first_engagement_to_hot") {
      figures.append(
        .init(
          name: "From first engagement to hot", value: days.value.rounded(to: 1), unit: "days",
          notes: ["mean of \(Self.leads(days)) that were ever hot"]))
    }
    if let ever = row("share_of_mqls_to_customer", "ever hot") {
      let never = row("share_of_mqls_to_customer", "never hot")
        .map { "against \($0.percent)\u{A0}% of \(Self.leads($0, "MQL")) that never were" }
      figures.append(
        .init(
          name: "MQLs that were hot and bought", value: ever.percent, unit: "%",
          notes: ["of \(Self.leads(ever, "MQL"))"] + [never].compactMap(\.self)))
    }
    self.figures = figures
    progression = Self.progression(rows)
  }

  private struct Key: Hashable {
    let metric: String, segment: String
    init(_ metric: String, _ segment: String) {
      self.metric = metric
      self.segment = segment
    }
  }

  private static func leads(_ row: MomentumFigure, _ word: String = "lead") -> String {
    "\(Typography.count(row.leads)) \(word)\(row.leads == 1 ? "" : "s")"
  }

  /// How fast leads go deeper, by channel.
  private static func progression(_ rows: [MomentumFigure]) -> Grid {
    let steps = ["1_to_2", "2_to_3", "3_to_4"].map { "days_from_depth_\($0)_median" }
    let wanted = rows.filter { steps.contains($0.metric) }
    var grid = Grid(
      "Median days from one depth of content to the next, by channel",
      [
        .init("Channel"), .number("Awareness → consideration"), .number("Consideration → decision"),
        .number("Decision → hand-raise"),
      ])
    let channels = Set(wanted.map(\.segment)).subtracting(["all"]).sorted()
    let segments = wanted.isEmpty ? [] : ["all"] + channels
    for segment in segments {
      let name = segment == "all" ? "All channels" : segment.replacing("_", with: " ")
      var cells: [Grid.Cell] = [Grid.Cell.text(name).heading]
      for step in steps {
        let row = wanted.first { $0.metric == step && $0.segment == segment }
        cells.append(.number(row?.value.rounded(to: 1), note: row.map { leads($0) }))
      }
      grid.append(cells)
    }
    return grid
  }
}

extension MomentumFigure {
  /// A share as a percentage.
  fileprivate var percent: String { Double(value).map { String($0 * 100).rounded(to: 0) } ?? value }
}
