import Chance
import Engine
import Intake
import NaiveEvaluator
import Testing

/// The resolver of intake against the naive evaluator: which keyrings are one person.
@Suite struct ResolverPropertyTests {
  static let campaign = Campaign(usual: 4_000)

  @Test func aLeadIsWhoeverTheWholeLogSaysIsOnePerson() {
    let failure = Self.campaign.failure { random in
      guard let keyrings = Naive.keyrings(of: random.log) else { return ["unknown zone \(random.log.zone)"] }
      let naive = Set(Dictionary(grouping: keyrings, by: \.person).values.map { Set($0.map(\.keys)) })
      var order = SplitMix64(seed: random.seed)
      let resolved = resolve(keyrings.shuffled(using: &order), random.log)
      return naive == resolved ? [] : ["naive    \(words(naive))", "resolver \(words(resolved))"]
    }
    #expect(failure == nil)
  }

  private func resolve(_ keyrings: [NaiveKeyring], _ log: NaiveLog) -> Set<Set<Set<IdentityKey>>> {
    let held = keyrings.enumerated().map { index, keyring in
      HeldKeyring(
        id: KeyringID(Int64(index)), keys: keyring.keys.sorted(), isAlias: keyring.isAlias,
        firstSeen: keyring.firstSeen, firstArrival: keyring.firstArrival)
    }
    let banned = log.entries.compactMap { if case .ban(let key) = $0.content { key } else { nil } }
    let leads = IdentityResolver(active: log.identityKinds, banned: Set(banned)).resolve(held)
    return Set(leads.map { lead in Set(lead.keyrings.map { keyrings[Int($0.rawValue)].keys }) })
  }

  private func words(_ people: Set<Set<Set<IdentityKey>>>) -> String {
    people.map { person in "[" + person.map { "\($0.sorted())" }.sorted().joined(separator: " ") + "]" }.sorted()
      .joined(separator: "\n         ")
  }
}
