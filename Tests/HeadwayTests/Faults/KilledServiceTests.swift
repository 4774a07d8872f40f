import Chance
import Foundation
import TestSupport
import Testing

/// `headway serve`, killed while it takes messages.
@Suite(.serialized) struct KilledServiceTests {
  private struct Load: Decodable {
    var answered: [String]
    var sent: Int
    var failed: Int
    var turned_away: Int
  }

  @Test(.enabled(if: SDKs.hasPython, "python3, which sends the messages, is not here"), .timeLimit(.minutes(30)))
  func whatWasAnsweredIsThereHoweverTheServiceEnds() async throws {
    let tally = FaultTally("kill -9 of the service under load")
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      let service = try SDKs.Service(headway, rate: 1_000_000)
      defer { service.stop() }
      try await service.start()
      let load = try SDKs.Load(port: service.port, key: try await SDKs.key(of: "acme", headway), threads: 4)
      var recoveries: [Duration] = []
      for seed in FaultTally.runs(10, oneIn: 2) {
        var random = SplitMix64(seed: seed)
        _ = try await headway.look("select pg_sleep(\(Double.random(in: 0.02..<0.3, using: &random)))")
        let fault = ContinuousClock.now
        service.stop(SIGKILL)
        try await service.start()
        recoveries.append(ContinuousClock.now - fault)
      }
      let report = try JSONDecoder().decode(Load.self, from: Data(try await load.end().utf8))
      service.stop()
      try await headway.succeed(["worker", "--once"])
      let lost = try await headway.missing(report.answered)
      let stored = try await headway.number("select count(*) from core.event")
      print(
        "answered with 200: \(report.answered.count) of \(report.sent + 20 * report.failed) sent, lost \(lost), stored \(stored),",
        "\(report.failed) requests cut off, \(report.turned_away) turned away")
      for (run, recovery) in recoveries.enumerated() {
        tally.add(struck: 1, lost: run == 0 ? lost : 0, doubled: 0, recovery: recovery)
      }
      #expect(!report.answered.isEmpty)
      #expect(stored >= report.answered.count && stored <= report.sent + 20 * report.failed)
      #expect(try await headway.number("select count(*) from work.inbox") == 0)
    }
    tally.report()
    #expect(tally.isHarmless)
  }
}
