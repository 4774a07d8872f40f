import Definitions
import Testing

@testable import Engine

/// That the engine reads the model, and nothing else, where a number is the model's.
@Suite struct MomentumModelTests {
  @Test func everyNumberOfTheModelIsLookedAt() throws {
    let model = try MomentumModel.parse(
      """
      windows: { velocity: [2], frequency: [3, 1], content: [2, 4], stakeholders: [5, 2], direction: [1, 2] }
      gain_weights: [0.25]
      velocity: [{ when: { gain: ">= 0.75" }, points: 50 }, { points: -7 }]
      frequency: [{ when: { recent: "> before" }, points: 7 }, { points: 1 }]
      content: [{ when: { recent: 1 }, points: 11 }, { when: { before: 1 }, points: 2 }, { points: 3 }]
      tiers: { hot: 69, warming: 68 }
      """, file: "model.yaml")
    let lead = momentum(engaged(0, points: 3, depth: 1), model: model)
    let first = lead?.value(on: evening)
    #expect(first?.gain == Gain(quarters: 3))
    #expect(first?.momentum == 50 + 7 + 11)
    #expect(first?.tier == .warming)
    #expect(first?.direction == .accelerating)
    #expect(lead?.value(on: evening + 1)?.direction == .stagnating)
    #expect(
      lead?.history.steps.map { "\($0.from - evening) \($0.content.momentum)" } == [
        "0 68", "1 68", "2 2", "3 -4", "6 -3",
      ])
  }

  @Test func anAccountHasTheSurgeTheSilenceAndTheSignalsOfTheModel() throws {
    let model = try MomentumModel.parse(
      """
      windows: { stakeholders: [3, 4] }
      stakeholders: [{ when: { growth: "< 0" }, points: -9 }, { when: { recent: ">= 2" }, points: 9 }, { points: 4 }]
      surging: { fewest: 2, times: 1 }
      silent: -99
      signals: { days: 2, points: { funding: 1000 } }
      """, file: "model.yaml")
    let company = account(
      [engaged(0), engaged(0)], signals: [Signal(type: "funding", day: evening + 3)], model: model
    ).account
    let steps = company?.history.steps.map { step in
      "\(step.from - evening) \(step.content.momentum) \(step.content.isSurging)"
    }
    // No gain (−5) and begun (3), with two stakeholders; after three days nobody is left, but then the news comes.
    #expect(steps == ["0 7 true", "3 892 false", "5 -108 false", "7 -95 false"])
  }

  @Test func windowsOfTenYearsAreWalkedToTheirEnd() throws {
    let model = try MomentumModel.parse("windows: { content: [3660, 3660] }", file: "model.yaml")
    let lead = momentum(engaged(0, depth: 2), model: model)
    #expect(lead?.value(on: evening + 3_659)?.content == 4)
    #expect(lead?.value(on: evening + 3_660)?.content == -2)
    #expect(lead?.history.steps.last?.from == evening + 7_320)
  }
}
