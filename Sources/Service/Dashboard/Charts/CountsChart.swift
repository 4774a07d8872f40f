/// All new leads of each period, and the newly qualified ones among the same periods' leads, side by side.
struct CountsChart {
  private static let (top, bottom) = (14.0, 172.0)

  let id = "counts"
  let height = 228.0
  let plotEnd = bottom
  let labelAt = 192.0
  let title: String
  let description: String
  let ticks: [VelocityChart.Tick]
  let columns: [Column]

  struct Entry {
    var label: String
    var year: String?
    var all: Int
    var qualified: Int
    var words: String
    var isInProgress = false
  }

  struct Bar { let x: Double, y: Double, width: Double, extent: Double, kind: String }
  struct Column {
    let x: Double, from: Double, width: Double
    let words: String, label: String, year: String?, kind: String
    let bars: [Bar]
  }

  init(_ entries: [Entry], title: String, description: String) {
    self.title = title
    self.description = description
    let most = entries.flatMap { [$0.all, $0.qualified] }.max() ?? 0
    let domain = Ticks.widened(0...Double(max(most, 1)), wanted: 4)
    let scale = Scale(domain, from: Self.bottom, to: Self.top)
    let marks = Ticks(over: domain, wanted: 4)
    // There is no half of a lead.
    ticks = marks.values.filter { $0 == $0.rounded() }.map {
      VelocityChart.Tick(y: scale($0), label: Typography.count(Int($0)), kind: $0 == 0 ? "zero" : "grid")
    }
    let places = Columns(count: entries.count)
    columns = entries.enumerated().map { index, entry in
      let from = Double(index) * places.width
      func bar(_ count: Int, at part: Double, _ kind: String) -> Bar {
        let y = scale(Double(count))
        return Bar(
          x: Scale.rounded(from + part * places.width), y: y, width: Scale.rounded(0.32 * places.width),
          extent: Scale.rounded(Self.bottom - y), kind: entry.isInProgress ? kind + " later" : kind)
      }
      return Column(
        x: places.centre(index), from: Scale.rounded(from), width: Scale.rounded(places.width), words: entry.words,
        label: entry.label, year: entry.year, kind: places.isMinor(index) ? "minor" : "",
        bars: [bar(entry.all, at: 0.16, "all"), bar(entry.qualified, at: 0.52, "some")])
    }
  }
}
