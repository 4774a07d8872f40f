import Chance
import Engine
import Testing

@testable import Intake

@Suite("Who is the same person")
struct IdentityResolverTests {
  @Test func sharedStrongKeysJoinAndTheLowestIdSurvives() {
    let leads = resolve([
      ring(1, "external_id:1 email:a@x", lead: 7), ring(2, "email:a@x linkedin:jane", lead: 3),
      ring(3, "linkedin:jane"),
      ring(4, "email:b@x"),
    ])
    #expect(leads.map(\.keyrings) == [[1, 2, 3], [4]].map { $0.map { KeyringID($0) } })
    #expect(leads.map(\.lead) == [LeadID(3), nil])
    #expect(leads[1].founder == KeyringID(4))
    #expect(leads[0].conflict == nil)
  }

  @Test func anAnonymousIdBelongsToTheExternalIdFirstSeenWithIt() {
    let rings = [
      ring(1, "external_id:1 anonymous_id:d", at: 20), ring(2, "external_id:2 anonymous_id:d", at: 10),
      ring(3, "anonymous_id:d", at: 5),
    ]
    #expect(groups(resolve(rings)) == [[1], [2, 3]])
  }

  @Test func ofTwoSightingsAtOneTimeTheEarlierArrivalCounts() {
    let rings = [
      ring(1, "external_id:1 anonymous_id:d", at: 10, arrival: 9),
      ring(2, "external_id:2 anonymous_id:d", at: 10, arrival: 8),
      ring(3, "anonymous_id:d", at: 30, arrival: 10),
    ]
    #expect(groups(resolve(rings)) == [[1], [2, 3]])
  }

  @Test func whoHasNoExternalIdIsLinkedInTheOrderOfTimeAndNeverJoinsTwo() {
    let rings = [
      ring(1, "external_id:1 anonymous_id:a", at: 1), ring(2, "external_id:2 anonymous_id:b", at: 2),
      ring(3, "email:m@x anonymous_id:b", at: 10), ring(4, "email:m@x anonymous_id:a", at: 11),
      ring(5, "anonymous_id:a", at: 12),
    ]
    #expect(groups(resolve(rings)) == [[1, 5], [2, 3, 4]])
  }

  @Test func strangersWithoutExternalIdsShareADevice() {
    #expect(groups(resolve([ring(1, "email:a@x anonymous_id:d"), ring(2, "email:b@x anonymous_id:d")])) == [[1, 2]])
  }

  @Test func aKindThatIsOffJoinsNobody() {
    let rings = [ring(1, "email:a@x phone:+4930123456"), ring(2, "email:b@x phone:+4930123456")]
    #expect(groups(resolve(rings)) == [[1], [2]])
    #expect(groups(resolve(rings, active: IdentityResolver.defaultKinds.union([.phone]))) == [[1, 2]])
  }

  @Test func aBannedKeyJoinsNobodyAndEachHalfKeepsTheIdItWasGiven() {
    let rings = [
      ring(1, "external_id:1 email:a@x", lead: 1), ring(2, "external_id:2 email:a@x", lead: 2), ring(3, "email:a@x"),
    ]
    #expect(resolve(rings).map(\.lead) == [LeadID(1)])
    let apart = resolve(rings, banned: [key("email:a@x")])
    #expect(groups(apart) == [[1], [2], [3]])
    #expect(apart.map(\.lead) == [LeadID(1), LeadID(2), nil])
  }

  @Test func anIdThatTheLogNamesTwiceStaysWithTheKeyringThatCameFirst() {
    let rings = [ring(1, "email:a@x", arrival: 2, lead: 5), ring(2, "email:b@x", arrival: 1, lead: 5)]
    #expect(resolve(rings).map(\.lead) == [LeadID(5), nil])
    #expect(groups(resolve(rings)) == [[1], [2]])
  }

  @Test func aConflictNamesTheKeyThatJoinedTwoExternalIds() {
    let rings = [
      ring(1, "external_id:1 email:a@x", at: 1), ring(2, "external_id:2 email:a@x", at: 2),
      ring(3, "external_id:3 linkedin:l", at: 3),
      ring(4, "email:a@x linkedin:l", at: 4), ring(5, "external_id:4", at: 5),
      ring(6, "external_id:1 external_id:4", at: 6, alias: true),
    ]
    let leads = resolve(rings)
    #expect(leads.count == 1)
    #expect(leads[0].conflict?.externalIDs == ["1", "2", "3", "4"])
    #expect(
      leads[0].conflict?.joins.map(\.cause) == [
        .key(key("email:a@x")), .key(key("linkedin:l")), .alias(KeyringID(6)),
      ])
    #expect(leads[0].conflict?.joins.first.map { Set([$0.left, $0.right]) } == [["1"], ["2"]])
  }

  @Test func anAliasJoinsWhateverItNames() {
    let rings = [
      ring(1, "external_id:2 anonymous_id:d", at: 1), ring(2, "external_id:1", at: 2),
      ring(3, "external_id:1 anonymous_id:d", at: 9, alias: true), ring(4, "anonymous_id:d", at: 3),
    ]
    // The alias takes the device from whoever was seen with it first.
    #expect(groups(resolve(rings)) == [[1], [2, 3, 4]])
    let two = [ring(1, "external_id:1"), ring(2, "external_id:2"), ring(3, "external_id:1 external_id:2", alias: true)]
    #expect(groups(resolve(two)) == [[1, 2, 3]])
  }

  @Test func aKeyringWithoutAUsableKeyIsALeadOfItsOwn() {
    #expect(groups(resolve([ring(1, ""), ring(2, "phone:+4930123456")])) == [[1], [2]])
    #expect(resolve([]).isEmpty)
  }
}

// MARK: - Laws

extension IdentityResolverTests {
  @Test(arguments: 0..<400)
  func theResultIsThatOfTheRulesReadWordByWordInWhateverOrderItCame(_ round: Int) {
    let seed = UInt64(round) &* 7919 &+ 1
    var random = SplitMix64(seed: seed)
    let rings = RandomRings.make(&random)
    let active: Set<KeyKind> = Bool.random(using: &random) ? Set(KeyKind.allCases) : IdentityResolver.defaultKinds
    let banned: Set<IdentityKey> =
      Int.random(in: 0..<4, using: &random) == 0 ? [key("email:0"), key("anonymous_id:0")] : []
    let resolver = IdentityResolver(active: active, banned: banned)
    let leads = resolver.resolve(rings)
    #expect(Set(leads.map { Set($0.keyrings) }) == NaiveResolver.resolve(rings, active, banned), "seed \(seed)")
    for _ in 0..<4 {
      #expect(resolver.resolve(rings.shuffled(using: &random)) == leads, "seed \(seed)")
    }
    checkInvariants(leads, rings, seed)
  }

  private func checkInvariants(_ leads: [ResolvedLead], _ rings: [HeldKeyring], _ seed: UInt64) {
    #expect(leads.flatMap(\.keyrings).sorted() == rings.map(\.id).sorted(), "seed \(seed)")
    let ids = leads.compactMap(\.lead)
    #expect(Set(ids).count == ids.count, "seed \(seed)")
    for lead in leads {
      let members = rings.filter { lead.keyrings.contains($0.id) }
      #expect(lead.lead == members.compactMap(\.lead).min(), "seed \(seed)")
      #expect(lead.founder == members.min { $0.firstArrival < $1.firstArrival }?.id, "seed \(seed)")
      if let conflict = lead.conflict {
        #expect(conflict.joins.count == conflict.externalIDs.count - 1, "seed \(seed)")
      }
    }
  }

  private func resolve(
    _ rings: [HeldKeyring], active: Set<KeyKind> = IdentityResolver.defaultKinds, banned: Set<IdentityKey> = []
  ) -> [ResolvedLead] {
    IdentityResolver(active: active, banned: banned).resolve(rings)
  }

  private func groups(_ leads: [ResolvedLead]) -> [[Int64]] {
    leads.map { $0.keyrings.map(\.rawValue) }.sorted { $0[0] < $1[0] }
  }

  private func ring(
    _ id: Int64, _ keys: String, at time: Int64 = 0, arrival: Int64? = nil, alias: Bool = false, lead: Int64? = nil
  ) -> HeldKeyring {
    HeldKeyring(
      id: KeyringID(id), keys: keys.split(separator: " ").map { key(String($0)) }, isAlias: alias, firstSeen: time,
      firstArrival: Arrival(arrival ?? id), lead: lead.map { LeadID($0) })
  }
}

/// `email:a@x`; a text that is no key gives one that no test uses.
private func key(_ text: String) -> IdentityKey {
  IdentityKey(text: text) ?? IdentityKey(kind: .phone, value: "not a key: \(text)")
}
