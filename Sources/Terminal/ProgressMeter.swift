/// What to say about long work, and when. Reads no clock and writes nothing.
///
/// On a terminal a bar that is drawn anew ten times a second; elsewhere a line every ten seconds, so that a log says
/// that the work goes on without being filled by it.
public struct ProgressMeter: Sendable {
  /// What the work has done so far.
  public struct State: Sendable, Equatable {
    /// Rows, leads, whatever the unit names.
    public var done: Int
    /// Between 0 and 1; nil where the whole is not known. Of the whole file, also after a resume.
    public var share: Double?

    public init(done: Int = 0, share: Double? = nil) {
      self.done = done
      self.share = share.map { min(max($0.isFinite ? $0 : 0, 0), 1) }
    }
  }

  private let label: String
  private let unit: String
  private let screen: Screen
  private let first: State
  private var lastShown: Duration = .zero

  /// - Parameters:
  ///   - label: What is done: `importing leads.csv`.
  ///   - unit: What is counted: `rows`.
  ///   - first: What was done before, by an import that is now resumed. It does not count for the speed.
  public init(_ label: String, unit: String, from first: State = State(), on screen: Screen) {
    self.label = label.harmless
    self.unit = unit
    self.first = first
    self.screen = screen
  }

  /// How often it is worth asking.
  public var interval: Duration { screen.isTerminal ? .milliseconds(100) : .seconds(10) }

  /// What to write so long after the start, or nil when the last one is too young.
  public mutating func text(_ state: State, after elapsed: Duration) -> String? {
    guard elapsed - lastShown >= interval else { return nil }
    lastShown = elapsed
    let line = line(state, after: elapsed)
    // Erased to its end after writing, not before: nothing flickers.
    return screen.width.map { "\r" + DisplayWidth.cut(line, to: max($0 - 1, 1)) + "\u{1B}[K" } ?? line + "\n"
  }

  /// What takes the bar away again.
  public var erasing: String { screen.isTerminal ? "\r\u{1B}[K" : "" }

  private func line(_ state: State, after elapsed: Duration) -> String {
    let seconds = elapsed / .seconds(1)
    let rate = seconds > 0 ? Double(max(state.done - first.done, 0)) / seconds : 0
    var parts = [state.share.map(percentage), "\(Self.grouped(state.done)) \(unit)"]
    if rate >= 1 { parts.append("\(Self.grouped(Int(min(rate, 1e15)))) \(unit)/s") }
    parts.append(timeLeft(state, seconds: seconds).map { "\(Self.spoken(seconds: $0)) left" })
    let facts = parts.compactMap(\.self)
    return screen.isTerminal
      ? "\(label)  \(facts.joined(separator: "  "))" : "\(label): \(facts.joined(separator: ", "))"
  }

  private func percentage(_ share: Double) -> String {
    let percent = "\(Int(share * 100)) %"
    guard screen.isTerminal else { return percent }
    let full = Int(share * Double(Self.barWidth))
    return String(repeating: "█", count: full) + String(repeating: "░", count: Self.barWidth - full) + " " + percent
  }

  private static let barWidth = 20

  /// From the share done since the start: rows left are not known, bytes of the file are.
  private func timeLeft(_ state: State, seconds: Double) -> Int? {
    guard let share = state.share else { return nil }
    let gained = share - (first.share ?? 0)
    // Below a second or a hundredth it would be a guess.
    guard seconds >= 1, gained >= 0.01, share < 1 else { return nil }
    return Int(min(seconds * (1 - share) / gained, 1e9))
  }

  /// 1240000 → 1,240,000.
  static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    let groups = stride(from: digits.count, to: 0, by: -3).map { end in
      digits.dropLast(digits.count - end).suffix(3)
    }
    return (number < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
  }

  /// 42 s, 5 min, 3 h 20 min.
  static func spoken(seconds: Int) -> String {
    switch seconds {
    case ..<90: "\(seconds) s"
    case ..<5400: "\((seconds + 30) / 60) min"
    default: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    }
  }
}
