internal import Definitions
public import Engine

/// What has to be said beside the figures, in words: a column would hide it.
public struct LVRNotes {
  private let reading: VelocityReading
  private let name: (Period) -> String
  private let explained: String

  /// - Parameters:
  ///   - name: What a period is called.
  ///   - explained: Where one learns why a month was published otherwise: the end of a sentence.
  public init(
    _ reading: VelocityReading, naming name: @escaping (Period) -> String = \.name, explained: String
  ) {
    self.reading = reading
    self.name = name
    self.explained = explained
  }

  /// A sentence each.
  public var sentences: [String] {
    [running, first, withoutBaseline, beforeHistory, lowBase, chance, restated].compactMap(\.self)
  }

  private var rows: [LVRRow] { reading.totals }

  private var running: String? {
    guard let row = rows.last, row.isInProgress else { return nil }
    let counterpart = row.period.counterpart(of: reading.today)
    let pace = row.figures.pace.map { pace in
      let rate = (pace.hasPrefix("-") ? "" : "+") + pace.rounded(to: 1)
      return switch reading.basis {
      case .stock: "; pace \(rate) % against \(counterpart)"
      case .flow: "; pace \(rate) % against the same days of \(name(row.period.previous))"
      }
    }
    return "\(name(row.period)) is in progress: counted through \(reading.today)\(pace ?? "")."
  }

  private var first: String? {
    rows.first { $0.figures.statusReason == "no_prior_period" }
      .map { "\(name($0.period)) is the first period: there is none before it to compare with." }
  }

  private var withoutBaseline: String? {
    periods { $0.figures.statusReason == "no_baseline" }
      .map { "No rate in \($0): the period before had nobody qualified to compare with." }
  }

  private var beforeHistory: String? {
    guard let since = reading.standing.historyFrom else { return nil }
    return periods { $0.figures.statusReason == "before_history" }
      .map { "Before \(since) stages carry no date: the rates of \($0) are not reliable." }
  }

  private var lowBase: String? {
    periods { $0.figures.hasLowBase == true && $0.figures.lvr != nil }
      .map { "Low base in \($0): fewer than 20 leads to compare with, so percentages jump." }
  }

  private var chance: String? {
    periods { $0.figures.isSignificant == false }
      .map { "Could be chance in \($0): the 95 % interval includes 0." }
  }

  /// What was told is not what is shown here.
  private var restated: String? {
    let live = Dictionary(rows.map { ($0.period, $0.figures.lvr) }, uniquingKeysWith: { $1 })
    let told = reading.published.filter { live[$0.month] != .some($0.lvr) }
      .map { "\(name($0.month)) as \($0.shown.map { "\($0) %" } ?? "without a rate")" }
    return told.isEmpty ? nil : "Published otherwise: \(told.joined(separator: ", ")); \(explained)."
  }

  /// The periods of which something is true: `2026-01 … 2026-04, 2026-09`.
  private func periods(_ holds: (LVRRow) -> Bool) -> String? {
    var runs: [(first: Period, last: Period)] = []
    for period in rows.filter(holds).map(\.period) {
      if let last = runs.last?.last, last.next == period {
        runs[runs.count - 1].last = period
      } else {
        runs.append((period, period))
      }
    }
    let words = runs.map { run in
      if run.first == run.last { return name(run.first) }
      return "\(name(run.first))\(run.first.next == run.last ? ", " : " … ")\(name(run.last))"
    }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }
}
