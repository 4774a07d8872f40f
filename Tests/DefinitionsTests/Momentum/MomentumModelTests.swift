import Definitions
import Testing

@Suite struct MomentumModelTests {
  private func model(_ text: String) throws -> MomentumModel { try MomentumModel.parse(text, file: "model.yaml") }

  @Test func theDefaultIsWhatItsTextSays() throws {
    #expect(MomentumModel() == .default)
    #expect(try model(MomentumModel.defaultText) == .default)
    #expect(MomentumModel.default.source == MomentumModel.defaultText)
    // It leaves nothing out: each key of the document that has everything stands in it.
    let written = try YAMLReader.read(MomentumModel.defaultText, file: "default").entries().map(\.key)
    #expect(written == (try YAMLReader.read(MomentumModel.default.document, file: "d").entries().map(\.key)))
  }

  @Test func whatIsLeftOutIsAsInTheDefault() throws {
    let named = try model("name: ours")
    #expect(named.name == "ours")
    #expect(named.document == MomentumModel.default.document.replacing("name: \"default\"", with: "name: \"ours\""))
    #expect(try model("silent: -12").name == nil)
    #expect(try model("windows: { content: [7, 7] }").windows.frequency == MomentumModel.default.windows.frequency)
    #expect(try model("windows: { content: [7, 8] }").windows.content.before == 8)
    #expect(try model("tiers: { hot: 30 }").tiers.bounds == [-10, -4, 10, 30])
    #expect(try model("surging: { times: 4 }").surging.fewest == 3)
    #expect(try model("signals: { points: { funding: 5 } }").signals.days == 30)
    #expect(try model("silent:\ntiers: ~\n").silent == -11)
  }

  @Test func theTextStaysAsItWasWritten() throws {
    let text = "# ours\nsilent: -12   # low\n"
    #expect(try model(text).source == text)
    #expect(try model(text) == model("silent: -12"))
    #expect(try model(text) != .default)
  }

  @Test func theDocumentOfTheWholeIsReadAgainAsTheSame() throws {
    let odd = try model(
      """
      name: "a \\"b\\": # c"
      windows: { velocity: [1, 3660] }
      gain_weights: [0.25, 1000]
      velocity: [{ when: { gain: "= -0.75" }, points: 1 }, { when: { gain: "!= 1/2" }, points: 2 }, { points: 3 }]
      frequency:
        - { when: { recent: "< 1/3 * before", before: ">= 2" }, points: -10000 }
        - { when: { recent: before }, points: 2 }
        - { when: { recent: "<= 1.0001 * before" }, points: 3 }
        - { points: 10000 }
      stakeholders:
        - { when: { growth: "-3" }, points: 3 }
        - { when: { growth: "< 0.5 * recent" }, points: 4 }
        - { points: 0 }
      signals: { points: { "a: b": -1, funding: 2 } }
      """)
    #expect(try model(odd.document) == odd)
    #expect(odd.document.contains("recent: \"< 1/3 * before\", before: \">= 2\""))
    #expect(odd.document.contains("recent: \"= before\""))
    #expect(odd.document.contains("recent: \"<= 1.0001 * before\""))
    #expect(odd.document.contains("gain: \"-0.75\""))
  }

  @Test func aConditionIsExact() throws {
    let rules = try model(
      """
      frequency:
        - { when: { recent: "> 1/3 * before" }, points: 1 }
        - { when: { recent: "= 1/3 * before" }, points: 2 }
        - { points: 3 }
      """
    ).frequency
    #expect(rules.points(recent: 715_827_882, before: 2_147_483_646) == 2)
    #expect(rules.points(recent: 715_827_883, before: 2_147_483_646) == 1)
    #expect(rules.points(recent: 715_827_882, before: 2_147_483_647) == 3)
    // More than fits into 32 bits counts as the most that does.
    #expect(rules.points(recent: .max, before: .max) == 1)
    #expect(rules.row(recent: 0, before: 1) == 2)
  }

  @Test func theNearestBetterRowIsFoundWithAllElseAsItIs() {
    let model = MomentumModel.default
    #expect(model.velocity.better(than: 0).map { [$0.recent, $0.row] } == [1, 4])
    #expect(model.velocity.better(than: 160).map { [$0.recent, $0.row] } == [240, 0])
    #expect(model.velocity.better(than: 240) == nil)
    #expect(model.frequency.better(than: 0, before: 0).map { [$0.recent, $0.row] } == [1, 3])
    #expect(model.frequency.better(than: 5, before: 4).map { [$0.recent, $0.row] } == [8, 4])
    #expect(model.content.better(than: 4, before: 4, most: 4) == nil)
    // Two of as many as before are worth less than three.
    #expect(model.content.better(than: 2, before: 2, most: 4).map { [$0.recent, $0.row] } == [3, 8])
    #expect(model.stakeholders.better(than: 1, before: 1).map { [$0.recent, $0.row] } == [2, 3])
  }
}
