import Engine
import Foundation
import Intake
import LibPQ
import MigratedDatabase
import NaiveEvaluator
import Store
import TestSupport
import Testing

@testable import Workers

/// The server goes away without a word while everything writes: `pg_ctl stop -m immediate`, as a power cut.
@Suite struct ImmediateStopTests {
  private static let files = 6
  private static let rows = 150

  @Test(.timeLimit(.minutes(60)))
  func whatWasAnsweredIsThereAndTheFiguresAreThoseOfTheLog() async throws {
    let tally = FaultTally("immediate stop of PostgreSQL under load")
    // As in production: an answered COMMIT is on disk.
    let cluster = try TestCluster.start(settings: ["fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"])
    for seed in FaultTally.runs(1) {
      do { try await Self.run(seed, on: cluster, tally) } catch { throw FailedSeed(seed: seed, error: error) }
    }
    tally.report()
    #expect(tally.isHarmless)
  }

  private static func run(_ seed: UInt64, on cluster: TestCluster, _ tally: FaultTally) async throws {
    try await withMigration(in: cluster) { migrated in
      var random = SplitMix64(seed: seed)
      let database = migrated.open(connections: 8)
      let client = try await Client.make(definition: Scene.definition, in: database, migrated.place)
      let files = try (0..<files).map { try file($0) }
      defer { for file in files { try? FileManager.default.removeItem(atPath: file) } }

      // After so many files were taken, while the next is.
      let stopAfter = Int.random(in: 0..<Self.files - 1, using: &random)
      let pause = Int.random(in: 0..<60, using: &random)
      let (taken, feed) = AsyncStream<Int>.makeStream()
      let imports = Task {
        var broken = 0
        for (index, file) in files.enumerated() {
          feed.yield(index)
          while true {
            do {
              try await client.take(.events, file)
              break
            } catch is PostgresError {
              broken += 1
              guard broken < 10_000 else { throw CancellationError() }
              try await Task.sleep(for: .milliseconds(20))
            }
          }
        }
        return broken
      }
      let workers = (0..<2).map { Worker(database, name: "worker \($0)") }
      let (broken, recovery) = try await withThrowingTaskGroup(of: Void.self) { group in
        for worker in workers { group.addTask { await worker.run() } }
        for await index in taken where index == stopAfter { break }
        try await Task.sleep(for: .milliseconds(pause))
        try cluster.stop(mode: "immediate")
        try cluster.restart()
        let restarted = ContinuousClock.now
        let broken = try await imports.value
        let look = try await Connection.open(migrated.place.conninfo)
        while try await look.query("select not exists (select from work.job) and not exists (select from core.dirty)")
          != [["t"]]
        { try await look.simple("select pg_sleep(0.05)") }
        await look.close()
        group.cancelAll()
        return (broken, ContinuousClock.now - restarted)
      }
      let stored = try await client.query("select count(*), count(distinct message) from core.event")
      let (all, distinct) = (Int(stored[0][0] ?? "") ?? 0, Int(stored[0][1] ?? "") ?? 0)
      let findings = try await Verification(database, tenant: client.tenant).run()
      #expect(findings.differences == [:], "seed \(seed): \(findings.examples)")
      tally.add(
        struck: broken > 0 ? 1 : 0, lost: Self.files * Self.rows - distinct, doubled: all - distinct,
        recovery: recovery)
      await database.close()
    }
  }

  /// Events of 50 people, each under an id of its own.
  private static func file(_ number: Int) throws -> String {
    let rows = (0..<rows).map { row in
      "p\(row % 50),demo_request,2026-03-\(10 + number)T10:\(10 + row % 50):00Z,\(number)-\(row)\n"
    }
    let url = FileManager.default.temporaryDirectory.appending(path: "stop-\(UUID().uuidString).csv")
    try ("external_id,type,occurred_at,message_id\n" + rows.joined()).write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }
}
