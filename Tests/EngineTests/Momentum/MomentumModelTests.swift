import Testing

@testable import Engine

@Suite struct MomentumModelTests {
  private func problems(_ change: (inout MomentumModel) -> Void) -> [String] {
    var model = MomentumModel()
    change(&model)
    return model.problems.map(\.description)
  }

  @Test func theDefaultHasNone() {
    #expect(problems { _ in }.isEmpty)
  }

  @Test func rowsStandWithTheHighestFirst() {
    #expect(
      problems { $0.velocity.positive.rows.swapAt(0, 1) } == [
        "velocity.positive.rows[1]: 60 is not below 40 of rows[0]; the highest stands first"
      ])
    #expect(
      problems { $0.frequency.rows.swapAt(1, 2) } == [
        "frequency.rows[2]: never applies, for the row before it comes first; the highest stands first"
      ])
    #expect(
      problems { $0.tiers.neutral = 10 } == [
        "tiers.neutral: 10 is not below 10 of warming; the highest stands first"
      ])
  }

  @Test func theSameRatioMayBeReachedAfterItWasExceeded() {
    let exceeded = MomentumModel.Frequency.Row(.above, times: 4, over: 2, points: 9)
    #expect(problems { $0.frequency.rows.insert(exceeded, at: 0) }.isEmpty)
    #expect(problems { $0.frequency.rows.insert(exceeded, at: 1) }.count == 1)
  }

  @Test func aRowThatIsAlwaysReachedIsCalledOtherwise() {
    #expect(
      problems { $0.stakeholders.growth.rows.append(.init(atLeast: 0, points: 1)) } == [
        "stakeholders.growth.rows[3]: 0 is always reached; a row begins above 0, and `otherwise` says what holds below"
      ])
    #expect(problems { $0.velocity.positive.rows.append(.init(atLeast: 1, points: 2)) }.isEmpty)
    #expect(problems { $0.frequency.begun.rows.append(.init(atLeast: 1, points: 2)) }.count == 1)
  }

  @Test func aWindowHasDays() {
    #expect(problems { $0.content.windows.recent = 0 } == ["content.windows.recent: 0 is not between 1 and 3660"])
    #expect(problems { $0.direction.before = 3_661 } == ["direction.before: 3661 is not between 1 and 3660"])
    #expect(
      problems { $0.velocity.weights[1].days = -7 } == ["velocity.weights[1].days: -7 is not between 1 and 3660"])
    #expect(problems { $0.velocity.weights = [] } == ["velocity.weights: there is no window to gain points in"])
  }

  @Test func noSumOfItsNumbersOverflows() {
    #expect(
      problems { $0.account.silent = .min } == [
        "account.silent: \(Int.min) is not between -1000000 and 1000000"
      ])
    #expect(problems { $0.signals.points["funding"] = .max }.count == 1)
    #expect(
      problems { $0.frequency.rows[0].over = 0 }.contains("frequency.rows[0].over: 0 is not between 1 and 1000000"))
  }

  @Test func aModelThatNobodyLookedOverTrapsNowhere() {
    var model = MomentumModel()
    model.frequency.windows = .init(recent: -3, before: .max)
    model.velocity.weights = [.init(days: .max, quarters: -1), .init(days: .max, quarters: 4)]
    #expect(momentum(engaged(0, points: .max), model: model)?.value(on: evening)?.frequency == -8)
  }

  @Test func everyNumberOfTheModelIsLookedAt() {
    var model = MomentumModel()
    model.velocity.weights = [.init(days: 2, quarters: 1)]
    model.velocity.positive = .init([.init(atLeast: 1, points: 100)], otherwise: 50)
    model.frequency.begun = .init([], otherwise: 7)
    model.content.deeper.awareness = 11
    model.tiers.hot = 69
    let lead = momentum(engaged(0, points: 3, depth: 1), model: model)
    #expect(lead?.value(on: evening)?.gain == Gain(quarters: 3))
    #expect(lead?.value(on: evening)?.momentum == 50 + 7 + 11)
    #expect(lead?.value(on: evening)?.tier == .warming)
    #expect(lead?.value(on: evening + 2)?.velocity == -5)
  }
}
