import Definitions
import Engine
import NaiveEvaluator
import Testing

/// A property is worth what the cases are that it is tried on.
@Suite struct RandomCaseTests {
  @Test func theCasesMeetWhatTheRulesAreAbout() throws {
    var met: [String: Int] = [:]
    for seed in UInt64(1)...500 {
      let random = RandomCase(seed: seed)
      let definition = try Definition.parse(random.definition.text, file: "random.yaml")
      let leads = try #require(Naive.leads(of: random.log, under: definition))
      for feature in Set(leads.flatMap(\.features) + random.log.features) { met[feature, default: 0] += 1 }
    }
    let tooRare = Self.features.filter { met[$0, default: 0] < 15 }
    #expect(tooRare.isEmpty, "of 500 cases \(met)")
  }

  static let features = [
    "exited, converted", "exited, disqualified", "exited, decayed", "exited, criteria", "passed through",
    "entered again",
    "entered later than created", "open for ever", "never qualified", "several leads", "several keyrings",
    "has an account", "has a channel",
  ]
}

extension NaiveLead {
  fileprivate var features: [String] {
    let spans = spans.filter { $0.from != $0.to }
    return spans.compactMap(\.reason).map { "exited, \($0.rawValue)" }
      + (spans.contains { $0.to == nil } ? ["open for ever"] : [])
      + (spans.isEmpty ? ["never qualified"] : [])
      + (spans.count > 1 ? ["entered again"] : [])
      + (days.contains(where: \.passedThrough) ? ["passed through"] : [])
      + (spans.contains { $0.from > createdDay } ? ["entered later than created"] : [])
      + (keyrings.count > 1 ? ["several keyrings"] : [])
      + (account == nil ? [] : ["has an account"])
      + (channel == "unknown" ? [] : ["has a channel"])
  }
}

extension NaiveLog {
  fileprivate var features: [String] {
    (Naive.entriesByLead(of: self)?.count ?? 0) > 1 ? ["several leads"] : []
  }
}
