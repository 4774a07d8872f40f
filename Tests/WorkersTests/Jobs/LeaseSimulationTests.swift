import NaiveEvaluator
import Store
import Testing

@testable import Workers

/// What is promised of jobs, under every order of events that a seed makes.
@Suite struct LeaseSimulationTests {
  private static func hogged(_ seed: UInt64) -> SimulationPlan {
    var plan = SimulationPlan()
    plan.trouble = seed % 2 == 0 ? 0 : 20_000
    plan.longest = 2_000
    // One tenant has 150 jobs waiting when four others come with one each.
    plan.jobs = (0..<150).map { _ in (3, 0) } + (0..<4).map { (Int64([1, 2, 4, 5][$0]), 5_000) }
    return plan
  }

  private static func faults(of seeds: Range<UInt64>, broken: QueueModel.Break? = nil) -> [String] {
    for seed in seeds {
      var simulation = LeaseSimulation(
        seed: seed, .of(seed), on: QueueModel(terms: SimulationPlan.terms, broken: broken))
      simulation.run()
      if !simulation.faults.isEmpty { return ["seed \(seed)"] + simulation.faults }
    }
    return []
  }

  /// Starts of others that a job had to wait for, at most.
  private static func longestWait(of seeds: Range<UInt64>, broken: QueueModel.Break? = nil) -> Int {
    seeds.map { seed in
      var simulation = LeaseSimulation(
        seed: seed, hogged(seed), on: QueueModel(terms: SimulationPlan.terms, broken: broken))
      simulation.run()
      return simulation.startsWhileWaiting.filter { $0.key != 3 }.values.max() ?? 0
    }.max() ?? 0
  }

  /// 10,000 seeds: nothing lost, nothing done twice, nobody works on what another works on.
  @Test(arguments: (0..<20).map { UInt64($0) * 500 })
  func underAnyTroubleEveryJobIsDoneOnceAndByOneAtATime(_ first: UInt64) {
    #expect(Self.faults(of: first..<first + 500) == [])
  }

  @Test func aTenantWithHundredsOfJobsKeepsNobodyWaiting() {
    // Three workers with three places, five tenants: twice around, and what is under way.
    #expect(Self.longestWait(of: 0..<20) <= 40)
  }

  @Test(arguments: [QueueModel.Break.noFencing, .clockOfTransaction, .noRescue, .finishKeepsJob])
  func aBrokenRuleIsNoticed(_ rule: QueueModel.Break) {
    #expect(Self.faults(of: 0..<2_000, broken: rule) != [])
  }

  @Test func firstComeFirstServedIsNoticed() {
    #expect(Self.longestWait(of: 0..<4, broken: .firstComeFirstServed) > 40)
  }
}
