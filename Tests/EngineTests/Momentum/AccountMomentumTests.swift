import Definitions
import Testing

@testable import Engine

@Suite struct AccountMomentumTests {
  @Test func mateEngagementMovesALeadThatIsItselfAStakeholder() {
    let (leads, company) = account([engaged(40, depth: 1), engaged(5), engaged(2), engaged(2)])
    #expect(company?.value(on: evening)?.stakeholders == 3)
    #expect(company?.value(on: evening)?.stakeholdersBefore == 1)
    #expect(leads.map { $0?.value(on: evening)?.stakeholders } == [3, 3, 3, 3])
    // The first did nothing on these days: its momentum changes all the same.
    #expect(leads[0]?.value(on: evening - 3)?.stakeholders == 0)
    #expect(leads[0]?.history.steps.contains { $0.from == evening - 2 } == true)
  }

  @Test func whoEngagedInNeitherWindowHasNoPartInIt() {
    let (leads, _) = account([engaged(60), engaged(59), engaged(2), engaged(2), engaged(2)])
    #expect(leads.map { $0?.value(on: evening)?.stakeholders } == [0, 3, 3, 3, 3])
  }

  @Test func aLeadWithoutAnAccountHasNoStakeholders() {
    #expect(momentum(engaged(2))?.value(on: evening)?.stakeholders == 0)
  }

  @Test func aLeadThatNeverEngagedIsNobody() {
    let (leads, company) = account([scored(1, 50), engaged(2)])
    #expect(leads[0] == nil)
    #expect(company?.value(on: evening)?.stakeholders == 1)
    #expect(account([scored(1, 50), []]).account == nil)
  }

  @Test func anAccountHasTheMomentumOfItsBestLead() {
    let (leads, company) = account([engaged(2, points: 5, depth: 1), engaged(1, points: 40, depth: 4)])
    let best = leads[1]?.value(on: evening)
    #expect(best?.momentum == 10 + 3 + 8 + 3)
    #expect(company?.value(on: evening)?.momentum == best?.momentum)
    // When the best is silent for 30 days, the next one is.
    let later = account([engaged(2), engaged(29, points: 90, depth: 4)])
    #expect(later.account?.value(on: evening)?.momentum == 10 - 8 - 2 + 3)
    #expect(later.account?.value(on: evening + 1)?.momentum == -5 + 3 + 0 + 0)
  }

  @Test func anAccountThatFellSilentHasWhatASilentLeadHas() {
    #expect(account([engaged(30)]).account?.value(on: evening)?.momentum == -11)
    #expect(account([engaged(30), engaged(31)]).account?.value(on: evening)?.momentum == -14)
    #expect(account([engaged(61), engaged(61)]).account?.value(on: evening)?.momentum == -11)
  }

  @Test func itSurgesWhenThreeAreTwiceAsManyAsBefore() {
    let newcomers = [engaged(3), engaged(2), engaged(1)]
    let one = account(newcomers + [engaged(40)]).account
    #expect(one?.history.steps.first { $0.content.isSurging }?.from == evening - 1)
    #expect(one?.value(on: evening)?.isSurging == true)
    let two = account(newcomers + [engaged(40), engaged(40)]).account
    #expect(two?.value(on: evening)?.isSurging == false)
    #expect(one?.nextChange(after: evening + 59) == nil)
  }

  @Test func aSignalCountsOnlyWhereTheModelSaysSo() throws {
    let signals = [Signal(type: "funding", day: evening - 2), Signal(type: "funding", day: evening - 40)]
    #expect(account([engaged(10)], signals: signals).account == account([engaged(10)]).account)
    let model = try MomentumModel.parse("signals: { points: { funding: 6 } }", file: "model.yaml")
    let without = account([engaged(10)], model: model).account
    let with = account([engaged(10)], signals: signals, model: model).account
    func added(_ day: Day) -> Int? {
      guard let more = with?.value(on: day)?.momentum, let less = without?.value(on: day)?.momentum else { return nil }
      return more - less
    }
    // From the first engagement on; each for 30 days, the older one gone by.
    #expect(added(evening - 11) == nil)
    #expect(added(evening - 10) == 0)
    #expect(added(evening - 3) == 0)
    #expect(added(evening - 2) == 6)
    #expect(added(evening + 27) == 6)
    #expect(added(evening + 28) == 0)
  }

  @Test func aSignalFromBeforeTheFirstEngagementStillCounts() throws {
    let model = try MomentumModel.parse("signals: { points: { funding: 6 } }", file: "model.yaml")
    let company = account([engaged(0)], signals: [Signal(type: "funding", day: evening - 29)], model: model).account
    #expect(company?.history.steps.first?.from == evening)
    #expect(company?.value(on: evening)?.momentum == -5 + 3 + 6)
    #expect(company?.value(on: evening + 1)?.momentum == -5 + 3)
  }

  @Test func aBuilderForgetsTheAccountBefore() {
    var builder = MomentumBuilder(MomentumModel())
    _ = builder.add(activity(engaged(1)))
    builder.begin()
    #expect(builder.finish() == nil)
    _ = builder.add(activity(engaged(1)))
    #expect(builder.finish()?.value(on: evening)?.stakeholders == 1)
  }

  @Test func theHighestOfManyIsFoundAgainWhenItLeaves() {
    var tournament = Tournament(players: 5)
    #expect(tournament.highest == nil)
    for (player, number) in ([3, -8, 9, 9, 4] as [Int32]).enumerated() { tournament[player] = number }
    #expect(tournament.highest == 9)
    tournament[2] = nil
    #expect(tournament.highest == 9)
    tournament[3] = -20
    #expect(tournament.highest == 4)
    for player in 0..<5 where player != 3 { tournament[player] = nil }
    #expect(tournament.highest == -20)
  }
}
