import Definitions
import Testing

@testable import Engine

/// What somebody is told who asks why a lead has the momentum that it has.
@Suite struct MomentumExplanationTests {
  typealias Two = MomentumQuantities.Two

  private func found(
    gain: Int32 = 0, events: (Int, Int) = (0, 0), depth: (Int, Int) = (0, 0), stakeholders: (Int, Int)? = nil
  ) -> MomentumQuantities {
    MomentumQuantities(
      gain: Gain(quarters: gain), events: Two(recent: events.0, before: events.1),
      depth: Two(recent: depth.0, before: depth.1),
      stakeholders: stakeholders.map { Two(recent: $0.0, before: $0.1) })
  }

  @Test(
    arguments: [
      (160, "a gain of 40 points in the last 30 days: at least 40 → 8", "60 points of gain would give 10"),
      (242, "a gain of 60.5 points in the last 30 days: at least 60 → 10", nil),
      (4, "a gain of 1 point in the last 30 days: above 0 → 1", "10 points of gain would give 3"),
      (0, "a gain of 0 points in the last 30 days: in every other case → -5", "0.25 points of gain would give 1"),
      (-2, "a gain of -0.5 points in the last 30 days: below 0 → -6", "0 points of gain would give -5"),
    ] as [(Int32, String, String?)])
  func velocityIsExplained(quarters: Int32, sentence: String, better: String?) {
    let applied = MomentumModel.default.applied(.velocity, to: found(gain: quarters))
    #expect(applied.sentence == sentence)
    #expect(applied.better?.sentence == better)
  }

  @Test(
    arguments: [
      (
        6, 2,
        "6 engagement events in the last 14 days against 2 in the 14 before: at least 2 times as many as before → 8",
        nil
      ),
      (
        5, 4,
        "5 engagement events in the last 14 days against 4 in the 14 before: "
          + "at least 1.25 times as many as before → 4", "8 engagement events in the last 14 days would give 8"
      ),
      (
        0, 0,
        "no engagement events in the last 14 days against none in the 14 before: none recently and none before → -6",
        "1 engagement event in the last 14 days would give 3"
      ),
      (
        1, 0, "1 engagement event in the last 14 days against none in the 14 before: none before → 3",
        "3 engagement events in the last 14 days would give 8"
      ),
      (
        3, 0,
        "3 engagement events in the last 14 days against none in the 14 before: "
          + "at least 3 recently and none before → 8", nil
      ),
    ] as [(Int, Int, String, String?)])
  func frequencyIsExplained(recent: Int, before: Int, sentence: String, better: String?) {
    let applied = MomentumModel.default.applied(.frequency, to: found(events: (recent, before)))
    #expect(applied.sentence == sentence)
    #expect(applied.better?.sentence == better)
  }

  @Test(
    arguments: [
      (
        3, 1, "decision as the deepest in the last 14 days against awareness in the 30 before: decision recently → 6",
        "a raised hand in the last 14 days would give 8"
      ),
      (
        0, 4,
        "nothing as the deepest in the last 14 days against a raised hand in the 30 before: nothing recently → -2",
        "a raised hand in the last 14 days would give 5"
      ),
      (
        1, 2,
        "awareness as the deepest in the last 14 days against consideration in the 30 before: "
          + "less deep than before → -3", "consideration in the last 14 days would give 1"
      ),
      (
        4, 4,
        "a raised hand as the deepest in the last 14 days against a raised hand in the 30 before: "
          + "a raised hand recently and a raised hand before → 5", nil
      ),
    ] as [(Int, Int, String, String?)])
  func contentIsExplained(recent: Int, before: Int, sentence: String, better: String?) {
    let applied = MomentumModel.default.applied(.content, to: found(depth: (recent, before)))
    #expect(applied.sentence == sentence)
    #expect(applied.better?.sentence == better)
  }

  @Test(
    arguments: [
      (
        (4, 1), "4 stakeholders in the last 30 days against 1 in the 30 before: at least 3 more than before → 6",
        "6 stakeholders in the last 30 days would give 8"
      ),
      (
        (1, 2), "1 stakeholder in the last 30 days against 2 in the 30 before: in every other case → -2",
        "2 stakeholders in the last 30 days would give 0"
      ),
      (
        (2, 2), "2 stakeholders in the last 30 days against 2 in the 30 before: as many as before → 0",
        "3 stakeholders in the last 30 days would give 3"
      ),
      (
        (1, 1),
        "1 stakeholder in the last 30 days against 1 in the 30 before: "
          + "fewer than 2 recently and fewer than 2 before → 0", "2 stakeholders in the last 30 days would give 3"
      ),
      (nil, "not counted: no account, or the lead itself has not engaged lately → 0", nil),
    ] as [((Int, Int)?, String, String?)])
  func stakeholdersAreExplained(pair: (Int, Int)?, sentence: String, better: String?) {
    let applied = MomentumModel.default.applied(.stakeholders, to: found(stakeholders: pair))
    #expect(applied.sentence == sentence)
    #expect(applied.better?.sentence == better)
  }

  @Test func whatWasLookedAtIsThereAsWell() {
    let applied = MomentumModel.default.applied(to: found(gain: 50, events: (5, 4), stakeholders: (3, 5)))
    #expect(applied.map(\.component) == MomentumModel.Component.allCases)
    #expect(applied.map(\.points) == [3, 4, 0, -2])
    #expect(applied.map(\.rowIndex) == [3, 5, 0, 6])
    #expect(
      applied.map { $0.quantities.map { "\($0.name) \($0.value)" } } == [
        ["gain 12.5"], ["recent 5", "before 4"], ["recent 0", "before 0"], ["recent 3", "before 5", "growth -2"],
      ])
    let better = applied[1].better
    #expect(better.map { [$0.points, $0.rowIndex] } == [8, 4])
    #expect(better?.needed == MomentumModel.Reading(name: .recent, value: "8"))
    #expect(MomentumModel.default.applied(.stakeholders, to: found()).rowIndex == nil)
  }

  @Test(arguments: [
    ("frequency", "recent: \"!= 0\"", "some recently"),
    ("frequency", "recent: \"= 1/3 * before\"", "exactly 1/3 times as many as before"),
    ("frequency", "before: \"< recent\"", "before fewer than recent"),
    ("frequency", "before: \"<= 2 * recent\"", "before at most 2 times recent"),
    ("frequency", "recent: \"<= 2\"", "at most 2 recently"),
    ("content", "recent: \">= 2\"", "consideration or deeper recently"),
    ("content", "recent: \"> 0.5 * before\"", "more than 0.5 times as deep as before"),
    ("content", "before: \"< 4\"", "less deep than a raised hand before"),
    ("stakeholders", "growth: \">= -1\"", "a growth of at least -1"),
    ("stakeholders", "growth: \"> 0\"", "more than before"), ("velocity", "gain: \"!= 7\"", "not 7"),
  ])
  func everyConditionHasWords(component: String, condition: String, words: String) throws {
    let model = try MomentumModel.parse(
      "\(component):\n  - { when: { \(condition) }, points: 1 }\n  - { points: 0 }", file: "model.yaml")
    let row = try #require(MomentumModel.Component(rawValue: component).map { model.rules(of: $0).rows[0] })
    let component = try #require(MomentumModel.Component(rawValue: component))
    #expect(ModelWords(component, model, Two(recent: 0, before: 0)).conditions(of: row) == words)
  }

  @Test func aBuilderTellsWhatItLooksAtOnADay() {
    let deeds = engaged(3, times: 2, points: 5, depth: 2) + engaged(20, points: 8, depth: 3)
    var builder = MomentumBuilder(MomentumModel())
    let own = builder.add(activity(deeds))
    let mate = builder.add(activity(engaged(40)))
    let company = builder.finish()
    #expect(own != nil && mate != nil)
    let one = builder.quantities(of: activity(deeds), on: evening)
    #expect(one == found(gain: 20 * 4 + 4 * 4, events: (2, 1), depth: (2, 3)))
    let among = builder.quantities(of: activity(deeds), on: evening, account: company)
    #expect(among?.stakeholders == Two(recent: 1, before: 1))
    #expect(builder.quantities(of: activity(deeds), on: evening + 57, account: company)?.stakeholders == nil)
    #expect(builder.quantities(of: activity(deeds), on: evening - 21) == nil)
    #expect(builder.quantities(of: activity(deeds), on: evening - 20)?.gain.description == "16")
  }

  @Test func whatIsExplainedIsWhatIsCounted() {
    let deeds = engaged(3, times: 2, points: 5, depth: 2) + engaged(20, points: 8, depth: 3)
    var builder = MomentumBuilder(MomentumModel())
    let own = builder.add(activity(deeds))
    _ = builder.add(activity(engaged(3)))
    let company = builder.finish()
    let lead = own.map { LeadMomentum($0, account: company, model: .default) }
    for day in (-20...80).map({ evening + $0 }) {
      let points = builder.quantities(of: activity(deeds), on: day, account: company)
        .map { MomentumModel.default.applied(to: $0).map(\.points) }
      let level = lead?.value(on: day)
      #expect(points == level.map { [$0.velocity, $0.frequency, $0.content, $0.stakeholders] }, "\(day)")
    }
  }
}
