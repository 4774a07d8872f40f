/// A row of figures as a line without axes, for a cell of a table. Where there is none the line has a gap.
struct Curve {
  static let (width, height) = (112.0, 28.0)

  /// Each as `x,y x,y …`.
  let runs: [String]
  /// Points that have no neighbour to be joined with, and the last one.
  let points: [Point]
  /// Where zero lies, if it lies within.
  let zero: Double?

  struct Point { let x: Double, y: Double }

  /// `nil` where there is nothing to draw.
  init?(_ values: [Double?]) {
    let known = values.compactMap(\.self).filter(\.isFinite)
    guard let least = known.min(), let greatest = known.max() else { return nil }
    let across = Scale(0...Double(max(values.count - 1, 1)), from: 3, to: Self.width - 4)
    let down = Scale(least...greatest, from: Self.height - 4, to: 4)
    var runs: [[Point]] = [[]]
    for (index, value) in values.enumerated() {
      guard let value, value.isFinite else {
        runs.append([])
        continue
      }
      runs[runs.count - 1].append(Point(x: across(Double(index)), y: down(value)))
    }
    runs.removeAll(where: \.isEmpty)
    self.runs = runs.filter { $0.count > 1 }.map { run in run.map { "\($0.x),\($0.y)" }.joined(separator: " ") }
    points = runs.dropLast().filter { $0.count == 1 }.flatMap(\.self) + (runs.last?.last.map { [$0] } ?? [])
    zero = least < 0 && greatest > 0 ? down(0) : nil
  }
}

/// Parts of a whole in one bar.
struct ShareBar {
  let parts: [Part]

  struct Part { let x: Double, width: Double, kind: String }

  /// Parts of nothing are left out.
  init(_ parts: [(count: Int, kind: String)]) {
    let all = parts.reduce(0) { $0 + $1.count }
    let scale = Scale(0...Double(max(all, 1)), from: 0, to: 100)
    var before = 0
    self.parts = parts.compactMap { count, kind in
      guard count > 0 else { return nil }
      defer { before += count }
      return Part(
        x: scale(Double(before)), width: Scale.rounded(scale(Double(before + count)) - scale(Double(before))),
        kind: kind)
    }
  }
}
