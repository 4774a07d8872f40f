/// A row of figures as a row of little bars: `▁▃▅█`.
public enum Sparkline {
  /// One character a value, scaled between the least and the greatest of them; a space where there is none.
  ///
  /// Values that are all equal are of middle height: they say that nothing moved, not that all is low.
  public static func text(of values: [Double?]) -> String {
    let known = values.compactMap(\.self).filter(\.isFinite)
    guard let least = known.min(), let greatest = known.max() else {
      return String(repeating: " ", count: values.count)
    }
    // Halved before subtracting, so that not even the widest range of doubles overflows.
    let range = greatest / 2 - least / 2
    return String(
      values.map { value -> Character in
        guard let value, value.isFinite else { return " " }
        guard range > 0 else { return bars[bars.count / 2] }
        let share = (value / 2 - least / 2) / range
        return bars[min(Int(share * Double(bars.count)), bars.count - 1)]
      })
  }

  private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}
