internal import Definitions
internal import Engine
internal import Store

extension VelocityChart {
  init(_ rows: [LVRRow], chosen: Period?, tenant: Tenant) {
    let periods = rows.map(\.period)
    let entries = rows.enumerated().map { index, row in
      let figures = row.figures
      let bounds = figures.low.flatMap(Double.init).flatMap { low in
        figures.high.flatMap(Double.init).flatMap { high in low <= high ? low...high : nil }
      }
      return Entry(
        label: row.period.short, year: periods.year(at: index), rate: figures.lvr.flatMap(Double.init),
        shown: figures.shown.map(Typography.signed), interval: bounds, words: row.sentence,
        isInProgress: row.isInProgress, hasLowBase: figures.hasLowBase == true, isChosen: row.period == chosen)
    }
    let goal = rows.last { $0.figures.targetLow != nil }?.figures
    let target = goal?.targetLow.flatMap(Double.init).flatMap { low in
      goal?.targetHigh.flatMap(Double.init).flatMap { high in low <= high ? low...high : nil }
    }
    let (first, last) = (periods.first?.title ?? "", periods.last?.title ?? "")
    let known = rows.filter { $0.figures.lvr != nil && !$0.isInProgress }
    func rate(_ row: LVRRow) -> Double { row.figures.lvr.flatMap(Double.init) ?? 0 }
    let extremes = [("highest", known.max { rate($0) < rate($1) }), ("lowest", known.min { rate($0) < rate($1) })]
      .compactMap { word, row in
        row.flatMap { row in
          row.figures.shown.map { "\(word) \(Typography.rate($0)) in \(row.period.title)" }
        }
      }
    let words =
      [
        known.last.map { "Last: \($0.sentence)" },
        extremes.isEmpty ? nil : "Of all periods that are over, \(extremes.joined(separator: ", "))",
      ]
      .compactMap(\.self).map { $0 + "." }.joined(separator: " ")
    self.init(
      entries, target: target, title: "Lead velocity rate, \(first) to \(last)",
      description: words + " All values are in the table below.")
  }
}

extension CountsChart {
  init(_ rows: [LVRRow]) {
    let periods = rows.map(\.period)
    let entries = rows.enumerated().map { index, row in
      let running = row.isInProgress ? ", in progress" : ""
      return Entry(
        label: row.period.short, year: periods.year(at: index), all: row.counts.created,
        qualified: row.counts.entered,
        words: "\(row.period.title)\(running): \(row.counts.created) new leads, \(row.counts.entered) newly qualified",
        isInProgress: row.isInProgress)
    }
    self.init(
      entries,
      title: "New leads and newly qualified leads, \(periods.first?.title ?? "") to \(periods.last?.title ?? "")",
      description: (entries.last?.words ?? "") + ". All values are in the table below.")
  }
}

extension LVRRow {
  /// `October 2026: +27.7 %, 95 % interval 2.6 … 52.8, aggressive, above the target 10–20 %`.
  var sentence: String {
    var words = [figures.shown.map(Typography.rate) ?? "no rate (\(reasonWords))"]
    if let interval = figures.interval { words.append("95 % interval \(Typography.words(interval))") }
    if let band = bandWords { words.append(band) }
    if let versus = figures.versusTarget, let target = figures.target { words.append("\(versus) target \(target) %") }
    if figures.hasLowBase == true { words.append("low base") }
    return "\(period.title): \(words.joined(separator: ", "))"
  }
}
