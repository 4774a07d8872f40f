import Testing

@testable import Definitions

/// Rows that apply to nothing, and numbers to which no row applies.
@Suite struct RowCoverageTests {
  private func complaints(_ component: String, _ rows: [String]) -> [String] {
    let lines = rows.map { $0.first == "{" ? "  - \($0)" : "  - { when: { \($0) }, points: 1 }" }
    do {
      _ = try MomentumModel.parse("\(component):\n" + lines.joined(separator: "\n"), file: "model.yaml")
      return []
    } catch {
      return error.all.map { "\($0.line) \($0.message)" }
    }
  }

  private let rest = "{ points: 0 }"

  @Test func aRowThatTheOneBeforeCoversNeverApplies() {
    #expect(
      complaints("velocity", ["gain: \">= 40\"", "gain: \">= 60\"", rest]) == [
        "3 this row never applies: line 2 already takes all that meets it"
      ])
    #expect(
      complaints("frequency", [rest, "recent: 0"]) == [
        "3 this row never applies: line 2 already takes all that meets it"
      ])
    #expect(
      complaints("frequency", ["recent: \"> 1.5 * before\"", "recent: \"> 8/5 * before\"", rest]).count == 1)
  }

  @Test func aRowMayBeCoveredBySeveralTogether() {
    #expect(
      complaints("frequency", ["recent: \"> before\"", "recent: \"<= before\"", "before: 3", rest]) == [
        "4 this row never applies: the rows before take all that meets it",
        "5 this row never applies: the rows before take all that meets it",
      ])
    #expect(
      complaints("velocity", ["gain: \"> 0\"", "gain: 0", "gain: \"<= 0\"", "gain: \"< 0.25\""]) == [
        "5 this row never applies: the rows before take all that meets it"
      ])
  }

  @Test func aRowThatContradictsItselfNeverApplies() {
    #expect(
      complaints("stakeholders", ["recent: 0, growth: \"> 0\"", rest]) == [
        "2 this row never applies: nothing meets its `when`"
      ])
    #expect(
      complaints("content", ["recent: \"> 4\"", rest]) == ["2 this row never applies: nothing meets its `when`"])
    #expect(
      complaints("frequency", ["before: \"< 0\"", rest]) == ["2 this row never applies: nothing meets its `when`"])
    #expect(
      complaints("stakeholders", ["recent: 5, before: 2, growth: 4", rest]) == [
        "2 this row never applies: nothing meets its `when`"
      ])
  }

  @Test func whatNoRowTakesIsShownByAnExample() {
    #expect(complaints("velocity", ["gain: \"> 0\"", "gain: \"< 0\""]) == ["2 no row applies where gain is 0"])
    #expect(complaints("velocity", ["gain: \">= 0.5\"", "gain: \"<= 0\""]) == ["2 no row applies where gain is 0.25"])
    #expect(complaints("velocity", ["gain: \">= -3.5\""]) == ["2 no row applies where gain is -3.75"])
    #expect(
      complaints("frequency", ["recent: 0", "before: \"> 0\""]) == [
        "2 no row applies where recent is 1 and before is 0"
      ])
    #expect(
      complaints("frequency", ["recent: \"!= 7\"", "before: \"<= 19\""]) == [
        "2 no row applies where recent is 7 and before is 20"
      ])
    #expect(complaints("velocity: []\n#", []) == ["1 no row applies where gain is 0"])
  }

  @Test func aNarrowWedgeAppliesToSomethingFarOut() {
    // The first whole numbers between the two: 5 against 4.
    #expect(complaints("frequency", ["recent: \"< 1.25 * before\"", "recent: \"< 1.26 * before\"", rest]) == [])
    #expect(
      complaints("frequency", ["recent: \"< 1.25 * before\"", "recent: \">= 1.26 * before\""]) == [
        "2 no row applies where recent is 5 and before is 4"
      ])
    // The first number above a third that is below 0.3334.
    #expect(
      complaints("frequency", ["recent: \"<= 1/3 * before\"", "recent: \">= 0.3334 * before\""]) == [
        "2 no row applies where recent is 1668 and before is 5003"
      ])
    // As wide as a point, and no whole number is in it.
    #expect(
      complaints(
        "frequency",
        ["recent: \"<= 2 * before\"", "recent: \"< 3\", before: 1", "recent: \"> 2 * before\""]) == [
          "3 this row never applies: line 2 already takes all that meets it"
        ])
  }

  /// Every point of a square, one after the other.
  @Test(arguments: 1...120)
  func theSweepFindsWhatLookingEverywhereFinds(seed: Int) {
    var random = Chance(state: UInt64(seed))
    let signs = ["=", "!=", "<", "<=", ">", ">="]
    let sides = ["0", "1", "2", "3", "7", "before", "2 * before", "1.5 * before", "1/3 * before", "growth"]
    let rows = (0..<random.number(1...5)).map { _ in
      let sign = signs[random.number(0...5)]
      let conditions = [
        "recent: \"\(sign) \(sides[random.number(0...9)])\"", "before: \"\(sign) \(sides[random.number(0...4)])\"",
        "growth: \"\(signs[random.number(0...5)]) \(sides[random.number(0...4)])\"",
      ]
      return conditions.filter { _ in random.number(0...1) == 0 }.joined(separator: ", ")
    }
    let text = "stakeholders:\n" + rows.map { "  - { when: { \($0) }, points: 1 }" }.joined(separator: "\n")
    let rules = Self.rules(text)
    let coverage = RowCoverage(rules, in: .init(recent: 0...40, before: 0...40))
    var alive = rules.rows.map { _ in false }
    var hasGap = false
    for before in 0...40 {
      for recent in 0...40 {
        if let row = rules.row(recent: recent, before: before) { alive[row] = true } else { hasGap = true }
      }
    }
    #expect(coverage.isAlive == alive, "\(text)")
    #expect((coverage.gap != nil) == hasGap, "\(text)")
    if let gap = coverage.gap { #expect(rules.row(recent: Int(gap.x), before: Int(gap.y)) == nil) }
  }

  /// The rows as they are, without a look at what they cover.
  private static func rules(_ text: String) -> MomentumModel.Rules {
    let rows = try? YAMLReader.read(text, file: "model.yaml").mapping(["stakeholders"])["stakeholders"]?.sequence()
    return MomentumModel.Rules(
      (rows ?? []).map { row in
        let when = (try? row.mapping(["when", "points"])["when"]?.entries()) ?? []
        return MomentumModel.Row(
          conditions: when.compactMap { entry in
            MomentumModel.Quantity(rawValue: entry.key).flatMap {
              try? ConditionReader.read(entry.value, of: $0, in: .stakeholders)
            }
          }, points: 1)
      })
  }
}

/// Numbers that a seed decides.
private struct Chance {
  var state: UInt64

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return range.lowerBound + Int((state >> 33) % UInt64(range.count))
  }
}
