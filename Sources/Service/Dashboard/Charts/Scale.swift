/// Takes values to places: the domain's ends to the range's, everything between in proportion.
struct Scale: Hashable {
  let domain: ClosedRange<Double>
  /// The place of the domain's lower end, and of its upper one: downwards where values grow upwards.
  let from: Double
  let to: Double

  init(_ domain: ClosedRange<Double>, from: Double, to: Double) {
    self.domain = domain
    self.from = from
    self.to = to
  }

  /// Rounded to hundredths, which no screen can tell apart. A domain without extent puts all in the middle.
  func callAsFunction(_ value: Double) -> Double {
    let extent = domain.upperBound - domain.lowerBound
    guard extent > 0, extent.isFinite, value.isFinite else { return Self.rounded((from + to) / 2) }
    return Self.rounded(from + (value - domain.lowerBound) / extent * (to - from))
  }

  static func rounded(_ place: Double) -> Double {
    let rounded = (place * 100).rounded() / 100
    // No "-0.0" in a picture.
    return rounded == 0 ? 0 : rounded
  }
}

/// Round numbers to rule a picture with: steps of 1, 2 or 5 times a power of ten.
struct Ticks: Hashable {
  let values: [Double]
  /// Decimals that tell neighbours apart.
  let decimals: Int

  /// - Parameter wanted: About so many steps; between half and twice as many come out.
  init(over domain: ClosedRange<Double>, wanted: Int) {
    let extent = domain.upperBound - domain.lowerBound
    guard extent > 0, extent.isFinite, wanted > 0 else {
      values = domain.lowerBound.isFinite ? [domain.lowerBound] : []
      decimals = 0
      return
    }
    let rough = extent / Double(wanted)
    var power = 1.0
    var digits = 0
    while power * 10 <= rough { power *= 10 }
    while power > rough, digits < 9 {
      power /= 10
      digits += 1
    }
    let step = [1.0, 2, 5, 10].map { $0 * power }.min { abs($0 - rough) < abs($1 - rough) } ?? power
    // A bound that is a step itself may come out a hair beside it.
    let (first, last) = (
      (domain.lowerBound / step - 1e-9).rounded(.up), (domain.upperBound / step + 1e-9).rounded(.down)
    )
    values = first > last ? [] : stride(from: first, through: last, by: 1).map { Scale.cleaned($0 * step, digits) }
    decimals = step >= 1 ? 0 : digits
  }

  /// `domain` made wider so that it begins and ends with a step.
  static func widened(_ domain: ClosedRange<Double>, wanted: Int) -> ClosedRange<Double> {
    let values = Ticks(over: domain, wanted: wanted).values
    guard values.count > 1 else { return domain }
    let step = values[1] - values[0]
    let low = (domain.lowerBound / step + 1e-9).rounded(.down) * step
    let high = (domain.upperBound / step - 1e-9).rounded(.up) * step
    return low...max(high, low)
  }
}

extension Scale {
  /// A product of a step without the dust of binary fractions.
  fileprivate static func cleaned(_ value: Double, _ decimals: Int) -> Double {
    var power = 1.0
    for _ in 0..<(decimals + 2) { power *= 10 }
    let cleaned = (value * power).rounded() / power
    return cleaned == 0 ? 0 : cleaned
  }
}

/// Places side by side, of equal width, in hundredths of the whole.
struct Columns: Hashable {
  let count: Int

  var width: Double { count > 0 ? 100 / Double(count) : 100 }

  func centre(_ index: Int) -> Double { Scale.rounded((Double(index) + 0.5) * width) }

  /// Whether the label of a column gives way on a narrow screen, so that neighbours do not run into each other:
  /// at most seven stay, and the last one among them.
  func isMinor(_ index: Int) -> Bool {
    guard count > Self.roomy else { return false }
    let step = (count + Self.roomy - 1) / Self.roomy
    return (count - 1 - index) % step != 0
  }

  /// A label of three letters has room in a seventh of the narrowest screen.
  private static let roomy = 7
}
