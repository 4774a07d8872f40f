import Definitions
import Testing

@testable import Engine

/// Both edges of every row of the default model.
@Suite struct MomentumTableTests {
  let model = MomentumModel()

  @Test(arguments: [
    // Quarters of a point: 240 are sixty.
    (241, 10), (240, 10), (239, 8), (160, 8), (159, 5), (80, 5), (79, 3), (40, 3), (39, 1), (1, 1), (0, -5), (-1, -6),
    (-1_000, -6),
  ])
  func velocityIsByTheGain(quarters: Int32, points: Int) {
    #expect(model.velocity.points(for: Gain(quarters: quarters)) == points)
  }

  @Test(arguments: [
    (0, 0, -6), (0, 1, -8), (0, 9, -8), (1, 0, 3), (2, 0, 3), (3, 0, 8), (4, 0, 8),
    // Twice as often, five quarters, three quarters, a half.
    (8, 4, 8), (7, 4, 4), (5, 4, 4), (4, 4, 0), (6, 5, 0), (4, 5, 0), (3, 4, -4), (31, 40, 0), (30, 40, -4),
    (21, 40, -4), (20, 40, -6), (2, 4, -6), (1, 4, -6),
  ])
  func frequencyIsByTheTimesOfTheEventsBefore(recent: Int, before: Int, points: Int) {
    #expect(model.frequency.points(recent: recent, before: before) == points)
  }

  @Test(arguments: [
    (0, 0, 0), (0, 1, -2), (0, 4, -2), (1, 0, 1), (2, 0, 4), (2, 1, 4), (3, 0, 6), (3, 2, 6), (4, 0, 8), (4, 3, 8),
    (1, 1, 0), (2, 2, 1), (3, 3, 3), (4, 4, 5), (1, 2, -3), (1, 4, -3), (3, 4, -3),
  ])
  func contentIsByTheDeepest(recent: Int, before: Int, points: Int) {
    #expect(model.content.points(recent: recent, before: before) == points)
  }

  @Test(arguments: [
    (0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 0), (2, 0, 3), (2, 1, 3), (3, 0, 6), (4, 0, 6), (5, 0, 8), (7, 2, 8),
    (6, 2, 6), (5, 2, 6), (4, 2, 3), (3, 2, 3), (2, 2, 0), (9, 9, 0), (1, 2, -2), (4, 5, -2), (0, 2, -3), (0, 9, -3),
  ])
  func stakeholdersAreByTheirGrowth(recent: Int, before: Int, points: Int) {
    #expect(model.stakeholders.points(recent: recent, before: before) == points)
  }

  @Test func oneThenThreeThenSixStakeholdersIsGrowthAndMoreGrowth() {
    #expect(model.stakeholders.points(recent: 3, before: 1) == 3)
    #expect(model.stakeholders.points(recent: 6, before: 3) == 6)
  }

  @Test(arguments: [
    (35, Tier.hot), (20, .hot), (19, .warming), (10, .warming), (9, .neutral), (0, .neutral), (-4, .neutral),
    (-5, .cooling), (-10, .cooling), (-11, .cold), (-30, .cold),
  ])
  func tiersAreByMomentum(momentum: Int, tier: Tier) {
    #expect(model.tiers.tier(of: momentum) == tier)
  }

  @Test(arguments: [
    (2, 0, false), (3, 0, true), (3, 1, true), (3, 2, false), (4, 2, true), (5, 3, false), (6, 3, true),
  ])
  func threeWhoAreTwiceAsManySurge(recent: Int, before: Int, isSurging: Bool) {
    #expect(model.surging.holds(recent: recent, before: before) == isSurging)
  }

  @Test func onlyWarmingAndHotArePositive() {
    #expect(Tier.allCases.filter(\.isPositive) == [.warming, .hot])
    #expect(Tier.allCases.sorted() == [.cold, .cooling, .neutral, .warming, .hot])
  }

  @Test(arguments: [(0, "0"), (4, "1"), (50, "12.5"), (1, "0.25"), (-7, "-1.75"), (-8, "-2"), (.min, "-536870911.75")])
  func aGainIsExactToTheQuarter(quarters: Int32, text: String) {
    #expect(Gain(quarters: quarters).description == text)
  }
}
