internal import Definitions
internal import Engine
internal import Store

/// A lead's momentum over some months, as steps, with the tiers behind it; the days to come as they come if nothing
/// new happens.
struct MomentumChart {
  private static let (top, bottom) = (12.0, 196.0)
  /// Days before today, and after it.
  private static let (past, ahead) = (120, 30)

  let id = "momentum"
  let height = 228.0
  let plotEnd = bottom
  let labelAt = 216.0
  let title: String
  let description: String
  let bounds: [Bound]
  let steps: [VelocityChart.Link]
  let days: [DayLabel]
  let today: Double

  /// The least momentum of a tier.
  struct Bound { let y: Double, label: String, kind: String }
  struct DayLabel { let x: Double, label: String, anchor: String }

  /// `nil` where the lead had none in these days.
  init?(_ spans: [MomentumSpan], tiers: MomentumModel.Tiers, today: Day, title: String) {
    let (first, last) = (today - Self.past, today + Self.ahead)
    let shown = spans.filter { $0.from <= last && ($0.to.map { $0 > first } ?? true) }
    guard let oldest = shown.first else { return nil }
    let begin = max(first, min(oldest.from, today - 14))
    let across = Scale(Double(begin.number)...Double(last.number), from: 0, to: 100)
    let values = shown.map { Double($0.momentum) } + [Double(tiers.hot) + 4, Double(tiers.cooling) - 4]
    let down = Scale((values.min() ?? 0)...(values.max() ?? 1), from: Self.bottom, to: Self.top)
    bounds = [
      (tiers.hot, Tier.hot), (tiers.warming, .warming), (tiers.neutral, .neutral), (tiers.cooling, .cooling),
    ].map { Bound(y: down(Double($0.0)), label: "\($0.1.rawValue) \(Typography.count($0.0))", kind: $0.1.rawValue) }
    var steps: [VelocityChart.Link] = []
    var before: Double?
    for span in shown {
      let y = down(Double(span.momentum))
      let (from, to) = (max(span.from, begin), min(span.to ?? last, last))
      let x = across(Double(from.number))
      if let before { steps.append(.init(x1: x, y1: before, x2: x, y2: y, kind: from > today ? "path soft" : "path")) }
      // What lies ahead begins at the end of today.
      let now = min(max(today + 1, from), to)
      if now > from { steps.append(.init(x1: x, y1: y, x2: across(Double(now.number)), y2: y, kind: "path")) }
      if to > now {
        steps.append(
          .init(x1: across(Double(now.number)), y1: y, x2: across(Double(to.number)), y2: y, kind: "path soft"))
      }
      before = y
    }
    self.steps = steps
    self.today = across(Double(today.number + 1))
    // The first and the last day are said where today's label leaves them room on a narrow screen.
    days =
      (self.today > 40 ? [DayLabel(x: 0, label: begin.description, anchor: "start")] : [])
      + [DayLabel(x: self.today, label: "today", anchor: self.today > 90 ? "end" : "middle")]
      + (self.today < 60 ? [DayLabel(x: 100, label: last.description, anchor: "end")] : [])
    self.title = title
    let now = shown.last { $0.from <= today }
    description =
      "From \(Typography.count(Int(oldest.momentum))) on \(max(oldest.from, begin)) to \(now.map { "\(Typography.count(Int($0.momentum))), \($0.tier)," } ?? "nothing") today"
      + (shown.last { $0.from > today }.map {
        "; \(Typography.count(Int($0.momentum))) from \($0.from) on if nothing new comes"
      } ?? "") + "."
  }
}
