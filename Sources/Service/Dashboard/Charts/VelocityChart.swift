/// The rate period by period, with its interval and the target: geometry and words, no looks.
///
/// Places along are hundredths of the width, places down are pixels: so a picture fills any width, and its text
/// keeps its size.
struct VelocityChart {
  static let height = 308.0
  /// Where the greatest value lies, and the least.
  private static let (top, bottom) = (18.0, 252.0)
  /// Where the line of a value stands that is written below its point.
  private static let below = 22.0

  let id = "velocity"
  let height = Self.height
  let plotEnd = bottom
  let labelAt = 272.0
  let title: String
  let description: String
  let ticks: [Tick]
  let goals: [Goal]
  let links: [Link]
  let columns: [Column]

  /// What is drawn of one period.
  struct Entry {
    var label: String
    /// Below the label, where it changes.
    var year: String?
    var rate: Double?
    var shown: String?
    var interval: ClosedRange<Double>?
    /// All of it in words: what a pointer that rests there is told.
    var words: String
    var isInProgress = false
    var hasLowBase = false
    var isChosen = false
  }

  struct Tick { let y: Double, label: String, kind: String }
  struct Goal { let y: Double, extent: Double, words: String }
  struct Link { let x1: Double, y1: Double, x2: Double, y2: Double, kind: String }
  struct Spread { let y1: Double, y2: Double, kind: String }
  struct Dot { let y: Double, kind: String, isRound: Bool, isChosen: Bool }
  struct Label { let y: Double, text: String, kind: String }
  struct Column {
    let x: Double, from: Double, width: Double
    let words: String, label: String, year: String?, kind: String
    let spread: Spread?
    let dot: Dot?
    let value: Label?
  }

  init(_ entries: [Entry], target: ClosedRange<Double>?, title: String, description: String) {
    self.title = title
    self.description = description
    let domain = Self.domain(of: entries, target: target)
    let scale = Scale(domain, from: Self.bottom, to: Self.top)
    let marks = Ticks(over: domain, wanted: 6)
    ticks = marks.values.map {
      Tick(y: scale($0), label: Typography.plain($0, decimals: marks.decimals), kind: $0 == 0 ? "zero" : "grid")
    }
    goals =
      target.map { target in
        let (high, low) = (scale(target.upperBound), scale(target.lowerBound))
        return [
          Goal(
            y: high, extent: Scale.rounded(max(low - high, 1)),
            words: "target \(Typography.plain(target.lowerBound, decimals: 0))–"
              + "\(Typography.plain(target.upperBound, decimals: 0)) %")
        ]
      } ?? []
    let places = Columns(count: entries.count)
    links = zip(entries.indices, entries.indices.dropFirst()).compactMap { a, b in
      guard let before = entries[a].rate, let after = entries[b].rate else { return nil }
      return Link(
        x1: places.centre(a), y1: scale(before), x2: places.centre(b), y2: scale(after),
        kind: entries[b].isInProgress ? "path soft" : "path")
    }
    columns = entries.indices.map { Self.column($0, of: entries, places, scale) }
  }

  /// Rates, target and zero always; intervals as far as they do not flatten the rest: no further out than the
  /// rates' own extent.
  private static func domain(of entries: [Entry], target: ClosedRange<Double>?) -> ClosedRange<Double> {
    let rates = entries.compactMap(\.rate)
    let needed = rates + [0] + (target.map { [$0.lowerBound, $0.upperBound] } ?? [])
    let (low, high) = (needed.min() ?? 0, needed.max() ?? 0)
    let room = max(high - low, 10)
    let intervals = entries.compactMap(\.interval)
    let least = max(intervals.map(\.lowerBound).min() ?? low, low - room)
    let greatest = min(intervals.map(\.upperBound).max() ?? high, high + room)
    let domain = min(low, least)...max(high, greatest)
    return Ticks.widened(domain.upperBound > domain.lowerBound ? domain : -10...10, wanted: 6)
  }

  private static func column(_ index: Int, of entries: [Entry], _ places: Columns, _ scale: Scale) -> Column {
    let entry = entries[index]
    let isLast = index == entries.lastIndex { $0.rate != nil && !$0.isInProgress }
    let spread = entry.interval.map { interval in
      let shown = interval.clamped(to: scale.domain)
      return Spread(
        y1: scale(shown.upperBound), y2: scale(shown.lowerBound), kind: shown == interval ? "spread" : "spread cut")
    }
    let isMajor = isLast || entry.isChosen
    return Column(
      x: places.centre(index), from: Scale.rounded(Double(index) * places.width), width: Scale.rounded(places.width),
      words: entry.words, label: entry.label, year: entry.year, kind: places.isMinor(index) ? "minor" : "",
      spread: spread,
      dot: entry.rate.map {
        Dot(
          y: scale($0), kind: entry.isInProgress || entry.hasLowBase ? "dot hollow" : "dot",
          isRound: !entry.hasLowBase, isChosen: entry.isChosen)
      },
      value: zip(entry.rate, entry.shown).map { rate, shown in
        // Above the point, or below it where both lines go up from there and the labels of the periods leave room.
        let isValley = Self.isValley(index, of: entries) && scale(rate) + Self.below <= Self.bottom
        return Label(
          y: Scale.rounded(scale(rate) + (isValley ? Self.below : -12) + (entry.isChosen ? isValley ? 4 : -4 : 0)),
          text: shown,
          kind: isMajor ? "value major" : "value")
      })
  }
}

extension VelocityChart {
  private static func isValley(_ index: Int, of entries: [Entry]) -> Bool {
    guard let rate = entries[index].rate else { return false }
    let around = [index - 1, index + 1].filter(entries.indices.contains).compactMap { entries[$0].rate }
    return !around.isEmpty && around.allSatisfy { $0 > rate }
  }
}

private func zip<A, B>(_ a: A?, _ b: B?) -> (A, B)? {
  if let a, let b { (a, b) } else { nil }
}
