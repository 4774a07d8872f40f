import Chance
import Engine
import NaiveEvaluator
import Store
import TestSupport
import Testing

@testable import Workers

/// The connection breaks when the server has committed and has not said so.
@Suite struct CutCommitTests {
  private static let leads = (0..<12).map { "lead\($0)" }
  private static let day = Day(iso: "2026-03-10") ?? Day(0)

  @Test(.timeLimit(.minutes(60)))
  func aCommitThatIsNotAnsweredHasItsEffectOnce() async throws {
    let tally = FaultTally("connection cut between COMMIT and its reply")
    try await forEachSeed(FaultTally.runs(12), atOnce: 4) { try await Self.run($0, tally) }
    tally.report()
    #expect(tally.isHarmless)
  }

  /// A refresh, then a digest and a publication, each with one of its commits left without an answer.
  private static func run(_ seed: UInt64, _ tally: FaultTally) async throws {
    try await FaultyPlace.with { here in
      var random = SplitMix64(seed: seed)
      let client = try await Client.make(definition: Scene.definition, in: here.direct, here.place)
      let scene = Scene(client: client)
      try await scene.leads(leads, company: "acme.test")
      try await scene.engage(leads, on: "\(day)", times: 4)

      let clock = ContinuousClock()
      var slowest = Duration.zero
      try await runner(on: here).beside {
        let phases: [[WantedJob]] = [
          [.refresh], [WantedJob(.digest, subject: "2026-03-11"), WantedJob(.close, subject: "2026-03")],
        ]
        for jobs in phases {
          here.proxy.setCut(.oneReplyTo("commit\0", after: Int.random(in: 0..<4, using: &random)))
          let began = clock.now
          try await here.direct.write(as: client.tenant.id) { session in
            for job in jobs { try session.enqueue(job, of: client.tenant.id) }
          }
          try await here.until("select not exists (select from work.job) and not exists (select from work.hand)")
          slowest = max(slowest, clock.now - began)
        }
        here.proxy.setCut(.never)
      }
      let effects = [
        (try await here.count("core.alert where kind = 'hot'"), leads.count),
        (try await here.count("core.alert where kind = 'digest'"), 1),
        (try await here.count("core.publication"), 1),
        (try await here.count("work.dead_job"), 0),
      ]
      let findings = try await Verification(here.direct, tenant: client.tenant).run()
      #expect(findings.differences == [:], "seed \(seed): \(findings.examples)")
      tally.add(
        struck: here.proxy.cuts, lost: effects.map { max(0, $0.1 - $0.0) }.reduce(0, +),
        doubled: effects.map { max(0, $0.0 - $0.1) }.reduce(0, +), recovery: slowest)
    }
  }

  private static func runner(on here: FaultyPlace) -> JobRunner {
    let database = here.faulty
    var settings = LeaseMachine.Settings()
    settings.places = [.compute: 2]
    settings.patrol = .milliseconds(100)
    let handlers: [JobKind: JobHandler] = [
      .refresh: { job in
        guard let turn = try await Refresh(database, tenant: job.tenant, today: day).drain(rounds: 20) else {
          return .again(after: .seconds(1))
        }
        return turn.isComplete ? .done : .again(after: .zero)
      },
      .digest: DigestJob(database: database).run,
      .close: CloseJob(database: database, observe: { _ in }).run,
    ]
    return JobRunner(DatabaseQueue(database.jobs, worker: "cut"), handlers: handlers, settings: settings)
  }
}
