import Chance
import Definitions
import Testing

@testable import Engine

/// The walk from change to change says of every day what looking at the day alone says, in whichever of its
/// widths the sums of a lead fit.
@Suite struct ActivityWalkTests {
  private static let models = [
    "{}", "windows: { velocity: [1], content: [1, 1] }\ngain_weights: [1000]",
    "windows: { velocity: [63, 1, 64], frequency: [64, 64], stakeholders: [128, 1], content: [200, 300] }",
  ]

  /// A point's worth; the sums then fit 16 bits, 32 bits, and neither.
  @Test(arguments: [1, 1_000, 1_000_000_000_000], models.indices)
  func everyDayIsWhatLookingAtItAloneSays(worth: Int64, model: Int) throws {
    let model = try MomentumModel.parse(Self.models[model], file: "model.yaml")
    var builder = MomentumBuilder(model)
    var complaints: [String] = []
    for seed in UInt64(1)...12 {
      let activity = Self.activity(worth: worth, seed: seed)
      let own = builder.add(activity)
      for day in (-620...210).map({ evening - $0 }) {
        let value = own?.value(on: day)
        let alone = builder.quantities(of: activity, on: day)
        let points = alone.map { quantities in
          Self.components.map { model.rules(of: $0).points(of: $0, quantities) }
        }
        let found = value.map { [$0.velocity, $0.frequency, $0.content] }
        if found != points || value?.gain != alone?.gain { complaints.append("seed \(seed), \(day)") }
      }
    }
    #expect(complaints.isEmpty)
  }

  private static let components: [MomentumModel.Component] = [.velocity, .frequency, .content]

  @Test func theWidthIsThatOfTheSums() {
    #expect(Self.activity(worth: 1, seed: 1).bound(quarters: 8) <= Int16.max)
    let middle = Self.activity(worth: 1_000, seed: 1).bound(quarters: 8)
    #expect(middle > Int16.max && middle <= Int32.max)
    #expect(Self.activity(worth: 1_000_000_000_000, seed: 1).bound(quarters: 8) > Int32.max)
    #expect(EngineTests.activity(engaged(0, times: 40_000)).bound(quarters: 8) == 40_000, "events fill a sum as well")
  }

  /// Some days of a lead, some of them far from the others.
  private static func activity(worth: Int64, seed: UInt64) -> Activity {
    var chance = SplitMix64(seed: seed)
    let ago = [0, 1, 3, 20, 62, 63, 64, 65, 150, 200]
    return EngineTests.activity(
      (0..<Int.random(in: 3...25, using: &chance)).map { _ in
        Deed(
          points: Int64.random(in: -20...30, using: &chance) * worth, depth: Int8.random(in: 0...4, using: &chance),
          isEngagement: Int.random(in: 0..<4, using: &chance) > 0, daysAgo: ago.randomElement(using: &chance) ?? 0)
      })
  }
}

extension MomentumModel.Rules {
  fileprivate func points(of component: MomentumModel.Component, _ quantities: MomentumQuantities) -> Int {
    let pair = quantities.pair(of: component)
    return points(recent: pair?.recent ?? 0, before: pair?.before ?? 0)
  }
}
