/// Which rows of a component ever apply, and whether some row always does: decided, not sampled.
///
/// Every condition changes at a border, a straight line in the plane of `recent` and `before`. The
/// plane is cut where borders cross into strips, in each of which they keep their order. Between two
/// neighbours of a strip nothing changes, so one point with whole coordinates stands for all; whether
/// there is one is counted, for between `1.25 · before` and `1.26 · before` the first is (4, 5).
struct RowCoverage {
  /// By row: whether it applies anywhere.
  private(set) var isAlive: [Bool]
  /// By row that is not alive: the rows that apply where its own conditions hold. None: they never do.
  private(set) var takers: [Set<Int>]
  /// Where no row applies; the least `before`, and the `recent` nearest to zero.
  private(set) var gap: LatticePoint?

  private let rules: MomentumModel.Rules
  private let domain: Domain

  /// The numbers that there can be.
  struct Domain {
    let recent, before: ClosedRange<Int64>
  }

  init(_ rules: MomentumModel.Rules, in domain: Domain) {
    self.rules = rules
    self.domain = domain
    isAlive = rules.rows.map { _ in false }
    takers = rules.rows.map { _ in [] }
    sweep()
  }

  private mutating func sweep() {
    let halves = Set(rules.rows.indices.flatMap { rules.tests(of: $0).flatMap(\.halves) })
    let ends = [domain.recent.lowerBound, domain.recent.upperBound + 1].map { HalfPlane(x: 1, y: 0, c: -$0) }
    let borders = Array(halves.filter { $0.x > 0 }.union(ends))
    var cuts: Set<Int64> = []
    for (index, border) in borders.enumerated() {
      for other in borders[(index + 1)...] {
        // A crossing on a whole number is a strip of its own; one between two numbers parts them.
        if let crossing = border.crossing(other) { cuts.formUnion([crossing, crossing + 1]) }
      }
    }
    for half in halves where half.x == 0 && half.y > 0 { cuts.insert(-half.c.floored(by: half.y)) }
    let past = domain.before.upperBound + 1
    let starts = [domain.before.lowerBound] + cuts.filter { domain.before.contains($0) }.sorted() + [past]
    for (start, end) in zip(starts, starts.dropFirst()) where start < end {
      let ordered = borders.sorted { $0.isBefore($1, at: start) }
      for (lower, upper) in zip(ordered, ordered.dropFirst()) { visit(between: lower, upper, from: start, to: end) }
    }
  }

  /// Looks at one point between two borders on which nothing else lies, if there is one in the strip.
  private mutating func visit(between lower: HalfPlane, _ upper: HalfPlane, from start: Int64, to end: Int64) {
    func points(to last: Int64) -> Int128 { upper.edges(from: start, to: last) - lower.edges(from: start, to: last) }
    guard points(to: end) > 0 else { return }
    // The first column that has one.
    var (first, last) = (start, end - 1)
    while first < last {
      let middle = first + (last - first) / 2
      if points(to: middle + 1) > 0 { last = middle } else { first = middle + 1 }
    }
    guard let least = lower.edge(at: first), let past = upper.edge(at: first) else { return }
    let nearest = max(least, min(past - 1, 0))
    guard domain.recent.contains(nearest) else { return }
    look(at: LatticePoint(x: nearest, y: first))
  }

  private mutating func look(at point: LatticePoint) {
    var taker: Int?
    for row in rules.rows.indices where rules.tests(of: row).allSatisfy({ $0.holds(at: point) }) {
      if let taker { takers[row].insert(taker) } else { isAlive[row] = true }
      taker = taker ?? row
    }
    if taker == nil, gap == nil { gap = point }
  }
}

extension RowCoverage.Domain {
  init(_ component: MomentumModel.Component) {
    let most = Int64(Int32.max)
    switch component {
    case .velocity: self.init(recent: -most...most, before: 0...0)
    case .frequency, .stakeholders: self.init(recent: 0...most, before: 0...most)
    case .content: self.init(recent: 0...4, before: 0...4)
    }
  }
}
