/// Bars that stand in the rows of a table, beside the numbers that they draw.
struct LedgerBar {
  /// In hundredths of the cell's width.
  let x: Double
  let width: Double
  /// `stand`, `plus`, `minus` or `won`.
  let kind: String
  /// Where zero is, of bars that go both ways.
  let axis: Double?
}

enum LedgerBars {
  enum Step: Equatable {
    /// A level that is stood on.
    case level(Int)
    case up(Int)
    case down(Int)
    /// As `down`, to where one wants them.
    case won(Int)
  }

  /// A waterfall from top to bottom: each step begins where the one before it ended.
  static func waterfall(_ steps: [Step]) -> [LedgerBar] {
    var (level, reached) = (0, 1)
    for step in steps {
      level = step.level(from: level)
      reached = max(reached, level)
    }
    let scale = Scale(0...Double(reached), from: 0, to: 100)
    level = 0
    return steps.map { step in
      let before = level
      level = step.level(from: level)
      let (low, high): (Int, Int) =
        if case .level = step { (0, level) } else { (min(before, level), max(before, level)) }
      return LedgerBar(
        x: scale(Double(low)), width: Scale.rounded(scale(Double(high)) - scale(Double(low))), kind: step.kind,
        axis: nil)
    }
  }

  /// What parts add or take, to the right and to the left of one zero.
  static func parts(_ values: [Double]) -> [LedgerBar] {
    let (least, greatest) = (min(values.min() ?? 0, 0), max(values.max() ?? 0, 0))
    let scale = Scale(least...max(greatest, least + 1e-9), from: 0, to: 100)
    let zero = scale(0)
    return values.map { value in
      let end = scale(value)
      return LedgerBar(
        x: min(zero, end), width: Scale.rounded(abs(end - zero)), kind: value < 0 ? "minus" : "plus", axis: zero)
    }
  }
}

extension LedgerBars.Step {
  fileprivate func level(from before: Int) -> Int {
    switch self {
    case .level(let count): count
    case .up(let count): before + count
    case .down(let count), .won(let count): before - count
    }
  }

  fileprivate var kind: String {
    switch self {
    case .level: "stand"
    case .up: "plus"
    case .down: "minus"
    case .won: "won"
    }
  }
}
