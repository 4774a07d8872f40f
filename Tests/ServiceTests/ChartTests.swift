import Testing

@testable import Service

@Suite struct ChartTests {
  // MARK: Scales

  @Test func aScaleTakesEndsToEnds() {
    let scale = Scale(-10...30, from: 200, to: 0)
    #expect(scale(-10) == 200 && scale(30) == 0 && scale(0) == 150)
    #expect(Scale(5...5, from: 0, to: 100)(5) == 50, "without extent in the middle")
    #expect(Scale(0...1, from: 0, to: 100)(.nan) == 50)
    #expect("\(Scale(-1...1, from: -1, to: 1)(-0.001))" == "0.0", "no minus before a zero")
  }

  @Test(arguments: [
    (0.0, 100.0, 5, [0.0, 20, 40, 60, 80, 100]), (-38, 61, 6, [-20, 0, 20, 40, 60]),
    (0, 1, 4, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    (-0.3, 0.3, 6, [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]), (12, 1234, 5, [200, 400, 600, 800, 1000, 1200]),
    (7, 7, 5, [7]),
  ])
  func ticksAreRound(low: Double, high: Double, wanted: Int, values: [Double]) {
    #expect(Ticks(over: low...high, wanted: wanted).values == values)
  }

  @Test func ticksLieWithinAreEvenAndNeitherFewNorMany() {
    var random = SplitMix(state: 41)
    for _ in 0..<2_000 {
      let (a, b) = (random.value(1e6), random.value(1e6))
      guard abs(a - b) > 1e-3 else { continue }
      let domain = min(a, b)...max(a, b)
      let ticks = Ticks(over: domain, wanted: 6).values
      #expect(ticks.allSatisfy(domain.contains), "\(domain)")
      #expect((2...13).contains(ticks.count), "\(domain): \(ticks)")
      let steps = zip(ticks, ticks.dropFirst()).map { $1 - $0 }
      #expect(steps.allSatisfy { abs($0 - (steps.first ?? 0)) < 1e-6 * max(1, abs(steps.first ?? 0)) }, "\(domain)")
      let wider = Ticks.widened(domain, wanted: 6)
      #expect(wider.lowerBound <= domain.lowerBound && wider.upperBound >= domain.upperBound)
    }
  }

  @Test(arguments: [1, 5, 7, 8, 13, 14, 27, 60])
  func labelsThatStayOnANarrowScreenHaveRoom(count: Int) {
    let places = Columns(count: count)
    let shown = (0..<count).filter { !places.isMinor($0) }
    #expect(shown.last == count - 1, "the last one stays")
    #expect(shown.count <= 7)
    // The plot of a screen of 320 px; three letters of 12 px are 26 px wide.
    let plot = 320.0 - 32 - 44
    for (a, b) in zip(shown, shown.dropFirst()) {
      #expect((places.centre(b) - places.centre(a)) / 100 * plot >= 28, "\(count): \(a), \(b)")
    }
    #expect((0..<count).allSatisfy { (0...100).contains(places.centre($0)) })
  }

  // MARK: The rate

  private func entry(_ rate: Double?, _ interval: ClosedRange<Double>? = nil) -> VelocityChart.Entry {
    VelocityChart.Entry(label: "Jan", rate: rate, shown: rate.map { "\($0)" }, interval: interval, words: "")
  }

  @Test func everythingThatIsDrawnLiesWithinThePicture() {
    let chart = VelocityChart(
      [entry(nil), entry(-80, -900...40), entry(12, 2...22), entry(400, -20...5_000), entry(0, 0...0)],
      target: 20...40, title: "", description: "")
    let places =
      chart.columns.flatMap { [$0.dot?.y, $0.spread?.y1, $0.spread?.y2].compactMap(\.self) }
      + chart.goals.flatMap { [$0.y, $0.y + $0.extent] } + chart.ticks.map(\.y)
    #expect(places.allSatisfy { (0...chart.plotEnd).contains($0) }, "\(places)")
    #expect(chart.columns[1].spread?.kind == "spread cut", "an interval that reaches further is cut")
    #expect(chart.columns[2].spread?.kind == "spread")
    #expect(chart.columns[0].dot == nil && chart.columns[0].value == nil)
    #expect(chart.links.count == 3, "no line to where there is no rate")
    #expect(chart.ticks.contains { $0.kind == "zero" })
  }

  /// A week that has just begun has lost everything so far: its rate lies at the bottom, and is written above it.
  @Test func aValueIsNeverWrittenOnALabelOfItsPeriod() {
    for rates in [[10, 5, -100], [-100, 10, 5], [10, -100, 5], [10, 9, 10, 20]] as [[Double]] {
      let chart = VelocityChart(rates.map { entry($0) }, target: nil, title: "", description: "")
      let lines = chart.columns.compactMap { $0.value?.y }
      #expect(lines.count == rates.count && lines.allSatisfy { $0 <= chart.labelAt - 14 }, "\(rates): \(lines)")
    }
  }

  @Test func aHigherRateLiesHigher() {
    let chart = VelocityChart([entry(-5), entry(3), entry(17)], target: nil, title: "", description: "")
    let heights = chart.columns.compactMap { $0.dot?.y }
    #expect(heights == heights.sorted(by: >) && Set(heights).count == 3)
  }

  @Test func aWideIntervalDoesNotFlattenTheRates() {
    let chart = VelocityChart([entry(5, -3_000...9_000), entry(15, 5...25)], target: nil, title: "", description: "")
    let (a, b) = (chart.columns[0].dot?.y ?? 0, chart.columns[1].dot?.y ?? 0)
    #expect(a - b > 30, "ten points are still to be seen")
  }

  @Test func stateIsDrawnByShapeAndNotByColourAlone() {
    var running = entry(4)
    running.isInProgress = true
    var low = entry(9)
    low.hasLowBase = true
    let chart = VelocityChart([entry(1), low, running], target: nil, title: "", description: "")
    #expect(chart.columns.map { $0.dot?.kind } == ["dot", "dot hollow", "dot hollow"])
    #expect(chart.columns.map { $0.dot?.isRound } == [true, false, true])
    #expect(chart.links.map(\.kind) == ["path", "path soft"])
  }

  @Test func nothingAtAllIsAPictureToo() {
    let chart = VelocityChart([], target: nil, title: "", description: "")
    #expect(chart.columns.isEmpty && !chart.ticks.isEmpty)
    let counts = CountsChart([], title: "", description: "")
    #expect(counts.columns.isEmpty && counts.ticks.map(\.label) == ["0", "1"])
  }

  // MARK: Bars

  @Test func aWaterfallsStepsBeginWhereTheOneBeforeEnded() {
    let bars = LedgerBars.waterfall([.level(80), .up(40), .won(10), .down(30), .level(80)])
    #expect(bars.map(\.kind) == ["stand", "plus", "won", "minus", "stand"])
    #expect(bars[0].x == 0 && abs(bars[0].width - 66.67) < 0.02)
    #expect(abs(bars[1].x + bars[1].width - 100) < 0.02, "the highest level fills the row")
    #expect(abs(bars[2].x + bars[2].width - (bars[1].x + bars[1].width)) < 0.02)
    #expect(abs(bars[3].x - bars[4].width) < 0.02, "and ends at the closing")
    #expect(LedgerBars.waterfall([.level(0), .up(0), .level(0)]).allSatisfy { $0.width == 0 })
  }

  @Test func partsStandOnBothSidesOfZero() {
    let bars = LedgerBars.parts([30, -10, 0])
    #expect(bars.map(\.axis) == [25, 25, 25])
    #expect(bars[0].x == 25 && bars[0].width == 75 && bars[0].kind == "plus")
    #expect(bars[1].x == 0 && bars[1].width == 25 && bars[1].kind == "minus")
    #expect(bars[2].width == 0)
    #expect(LedgerBars.parts([0, 0]).allSatisfy { $0.width == 0 && (0...100).contains($0.x) })
    #expect(LedgerBars.parts([-4, -2]).map(\.axis) == [100, 100])
  }

  @Test func sharesFillTheWholeBar() {
    let bar = ShareBar([(3, "hot"), (0, "warming"), (1, "cold")])
    #expect(bar.parts.map(\.kind) == ["hot", "cold"])
    #expect(bar.parts.map(\.width).reduce(0, +) == 100)
    #expect(bar.parts[1].x == bar.parts[0].width)
    #expect(ShareBar([(0, "hot")]).parts.isEmpty)
  }

  @Test func aCurveHasAGapWhereNothingIsKnown() throws {
    let curve = try #require(Curve([1, 2, nil, 4, nil, 3, 5]))
    #expect(curve.runs.count == 2)
    #expect(curve.points.count == 2, "the lonely one and the last")
    #expect(curve.zero == nil)
    #expect(try #require(Curve([-1, 1])).zero != nil)
    #expect(Curve([nil, nil]) == nil)
    #expect(try #require(Curve([5])).points.count == 1)
  }

  // MARK: Figures

  @Test func figuresAreSetAsFigures() {
    #expect(Typography.rate("-15.2") == "\u{2212}15.2\u{A0}%")
    #expect(Typography.rate("27.7") == "+27.7\u{A0}%" && Typography.rate("0.0") == "0.0\u{A0}%")
    #expect(
      [0, 7, 999, 1_000, 1_234_567, -1_200].map(Typography.count) == [
        "0", "7", "999", "1,000", "1,234,567", "\u{2212}1,200",
      ])
    #expect(Typography.moved(0, "+") == "0" && Typography.moved(12, "+") == "+12")
    #expect(Typography.plain(-20, decimals: 0) == "\u{2212}20" && Typography.plain(0.5, decimals: 1) == "0.5")
  }

  @Test func aDateIsNoSubtraction() {
    let words = Typography.words("pace -2.8 % against 2026-10-22 (-3), re-engaged in 2026-10")
    #expect(words.contains("pace \u{2212}2.8 %") && words.contains("(\u{2212}3)"))
    #expect(
      words.contains("2026-\u{2060}10-\u{2060}22") && words.contains("re-engaged") && words.hasSuffix("2026-\u{2060}10")
    )
  }
}

/// Numbers that are the same in every run.
private struct SplitMix {
  var state: UInt64

  mutating func value(_ range: Double) -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return (Double((z ^ (z >> 31)) >> 11) / Double(1 << 53) * 2 - 1) * range
  }
}
