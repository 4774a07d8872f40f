extension MomentumModel {
  /// The rows of a component, in order: the first that applies gives the points.
  ///
  /// Compiled to inequalities over whole numbers, `x · recent + y · before + c`, so that looking for the
  /// row allocates nothing and rounds nothing. Velocity's one quantity stands in the place of `recent`,
  /// in quarters of a point.
  public struct Rules: Hashable, Sendable {
    public let rows: [Row]
    private let tests: [LinearTest]
    /// By row: where its tests end.
    private let ends: [Int]

    init(_ rows: [Row]) {
      var (tests, ends): ([LinearTest], [Int]) = ([], [])
      for row in rows {
        tests += row.conditions.map(LinearTest.init)
        ends.append(tests.count)
      }
      self.rows = rows
      self.tests = tests
      self.ends = ends
    }

    /// The number of the row that applies. There is one, for every model that was read.
    ///
    /// - Parameter recent: of velocity, the gain in quarters. Numbers beyond ±(2³¹ − 1) count as that.
    public func row(recent: Int, before: Int = 0) -> Int? {
      let point = LatticePoint(x: Self.clamped(recent), y: Self.clamped(before))
      var test = 0
      for row in ends.indices {
        let end = ends[row]
        while test < end, tests[test].holds(at: point) { test += 1 }
        if test == end { return row }
        test = end
      }
      return nil
    }

    /// What the row that applies gives.
    public func points(recent: Int, before: Int = 0) -> Int {
      row(recent: recent, before: before).map { rows[$0].points } ?? 0
    }

    /// The nearest number above `recent` that would give more points, with all else as it is.
    ///
    /// - Parameter most: the largest that there can be.
    public func better(than recent: Int, before: Int = 0, most: Int = Int(Int32.max)) -> (recent: Int, row: Int)? {
      let points = points(recent: recent, before: before)
      // Between two edges nothing changes, so only edges need to be tried.
      let edges = tests.flatMap(\.halves).compactMap { $0.edge(at: Self.clamped(before)) }
      for edge in Set(edges.map { Int(clamping: $0) }).sorted() where edge > recent && edge <= most {
        if let row = row(recent: edge, before: before), rows[row].points > points { return (edge, row) }
      }
      return nil
    }

    /// The tests of a row.
    func tests(of row: Int) -> ArraySlice<LinearTest> { tests[(row == 0 ? 0 : ends[row - 1])..<ends[row]] }

    private static func clamped(_ number: Int) -> Int64 { max(-Int64(Int32.max), min(Int64(Int32.max), Int64(number))) }
  }
}

/// What a lead or an account has of a component's quantities.
struct LatticePoint: Hashable {
  let x, y: Int64
}

/// `x · recent + y · before + c`, which a condition compares with zero. Nothing overflows: a factor makes
/// at most 10⁸ of x and y, a number at most 4 · 10⁶ of c, and what is looked at fits into 32 bits.
struct LinearTest: Hashable, Sendable {
  enum Kind: Hashable {
    case atLeastZero, zero, notZero
  }

  let x, y, c: Int64
  let kind: Kind

  func holds(at point: LatticePoint) -> Bool {
    let value = x * point.x + y * point.y + c
    switch kind {
    case .atLeastZero: return value >= 0
    case .zero: return value == 0
    case .notZero: return value != 0
    }
  }

  /// The half planes of which the test is made: where none of them changes, it does not.
  var halves: [HalfPlane] {
    let half = HalfPlane(x: x, y: y, c: c)
    return kind == .atLeastZero ? [half] : [half, HalfPlane(x: x, y: y, c: c - 1)]
  }
}

extension LinearTest {
  init(_ condition: MomentumModel.Condition) {
    // Everything is whole: the difference of the two sides, times the denominator.
    var (x, y, c): (Int64, Int64, Int64)
    switch condition.bound {
    case .number(let number):
      (x, y) = condition.quantity.coefficients
      let unit = condition.quantity.unit
      // A gain is in quarters, and its bound was read as a multiple of them.
      c = -Int64(number.numerator * unit / number.denominator)
    case .times(let factor, let other):
      let (own, others) = (condition.quantity.coefficients, other.coefficients)
      let (times, over) = (Int64(factor.numerator), Int64(factor.denominator))
      (x, y, c) = (over * own.x - times * others.x, over * own.y - times * others.y, 0)
    }
    switch condition.relation {
    case .equal: self.init(x: x, y: y, c: c, kind: .zero)
    case .unequal: self.init(x: x, y: y, c: c, kind: .notZero)
    case .greaterOrEqual: self.init(x: x, y: y, c: c, kind: .atLeastZero)
    case .greater: self.init(x: x, y: y, c: c - 1, kind: .atLeastZero)
    case .lessOrEqual: self.init(x: -x, y: -y, c: -c, kind: .atLeastZero)
    case .less: self.init(x: -x, y: -y, c: -c - 1, kind: .atLeastZero)
    }
  }
}

extension MomentumModel.Quantity {
  /// What it is of `recent` and `before`.
  var coefficients: (x: Int64, y: Int64) {
    switch self {
    case .gain, .recent: (1, 0)
    case .before: (0, 1)
    case .growth: (1, -1)
    }
  }

  /// How many of the compiled whole numbers are one.
  var unit: Int { self == .gain ? 4 : 1 }
}
