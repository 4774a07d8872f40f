import Chance
import Engine
import Foundation
import Intake
import LibPQ
import NaiveEvaluator
import Store
import Synchronization
import TestSupport
import Testing

@testable import Workers

/// Files of events that are imported one after the other, and two workers that compute with them, for as long as
/// something is broken and a while longer. What an import was told is stored is never imported again, so what gets
/// lost is missing in the end.
final class EventLoad: Sendable {
  private struct Progress {
    var begun = 0
    var broken = 0
    /// The fault is over: a few more files, and that is all.
    var last: Int?
  }

  let client: Client
  private let rows = 150
  private let progress = Mutex(Progress())

  /// - Parameter database: As the workers and the imports reach it.
  init(on place: TestDatabase, through database: Database) async throws {
    client = try await Client.make(definition: Scene.definition, in: database, place)
  }

  /// Failures that the imports have met.
  var broken: Int { progress.withLock { $0.broken } }

  /// Returns when the import of that file has begun.
  func until(file: Int) async throws {
    while progress.withLock({ $0.begun }) <= file { try await Task.sleep(for: .milliseconds(2)) }
  }

  func untilBroken(more: Int = 1) async throws {
    let before = broken
    while broken < before + more { try await Task.sleep(for: .milliseconds(2)) }
  }

  /// One of the first files, and a moment of it.
  func anywhere(_ random: inout SplitMix64) async throws {
    let file = Int.random(in: 0..<6, using: &random)
    let pause = Int.random(in: 0..<60, using: &random)
    try await until(file: file)
    try await Task.sleep(for: .milliseconds(pause))
  }

  /// Runs imports and workers while `fault` strikes, until all that was wanted is done.
  ///
  /// - Parameters:
  ///   - look: Where to look, as the superuser, afterwards.
  ///   - fault: Returns when it is over.
  func withstand(
    _ seed: UInt64, _ tally: FaultTally, look: @autoclosure () -> String,
    fault: (_ random: inout SplitMix64) async throws -> Void
  ) async throws {
    var random = SplitMix64(seed: seed)
    let crew = (0..<2).map { Worker(client.database, name: "worker \($0)") }
    let work = Task {
      await withTaskGroup(of: Void.self) { group in for worker in crew { group.addTask { await worker.run() } } }
    }
    let imports = Task { try await self.takeFiles() }
    let recovery: Duration
    let files: Int
    do {
      try await fault(&random)
      let over = ContinuousClock.now
      progress.withLock { $0.last = $0.begun + 2 }
      files = try await imports.value
      try await settle(look(), isPatient: seed % 20 == 19)
      recovery = ContinuousClock.now - over
    } catch {
      imports.cancel()
      work.cancel()
      await work.value
      throw error
    }
    work.cancel()
    await work.value
    let stored = try await client.query("select count(*), count(distinct message) from core.event")
    let (all, distinct) = (Int(stored[0][0] ?? "") ?? 0, Int(stored[0][1] ?? "") ?? 0)
    let findings = try await Verification(client.database, tenant: client.tenant).run()
    #expect(findings.differences == [:], "seed \(seed): \(findings.examples)")
    tally.add(
      struck: broken > 0 ? 1 : 0, lost: files * rows - distinct, doubled: all - distinct, recovery: recovery)
  }

  /// Who was at work on the tenant when all broke holds it for 15 s more. Every twentieth run of the soak waits for
  /// that.
  private func settle(_ conninfo: String, isPatient: Bool) async throws {
    let look = try await Connection.open(conninfo)
    if !isPatient { try await look.simple("update core.refresh set touched_at = touched_at - interval '15 s'") }
    while try await look.query(
      """
      select not exists (select from work.job) and not exists (select from work.hand)
         and not exists (select from core.dirty)
      """)
      != [["t"]]
    {
      try Task.checkCancellation()
      // What a failure has put off for its pause need not be waited for; the pause itself is tried elsewhere.
      try await look.simple(
        "update work.job set run_at = now() where run_at > now() + interval '2 s'")
      try await look.simple("select pg_sleep(0.05)")
    }
    await look.close()
  }

  /// Each until it was answered for. Returns how many.
  private func takeFiles() async throws -> Int {
    var index = 0
    while progress.withLock({ index < $0.last ?? .max }) {
      let path = try file(index)
      defer { try? FileManager.default.removeItem(atPath: path) }
      index += 1
      progress.withLock { $0.begun = index }
      while true {
        do {
          try await client.take(.events, path)
          break
        } catch is PostgresError {
          progress.withLock { $0.broken += 1 }
          try await Task.sleep(for: .milliseconds(20))
        }
      }
    }
    return index
  }

  /// Events of 50 people, each under an id of its own.
  private func file(_ number: Int) throws -> String {
    let rows = (0..<rows).map { row in
      "p\(row % 50),demo_request,2026-03-\(10 + number % 20)T10:\(10 + row % 50):00Z,\(number)-\(row)\n"
    }
    let url = FileManager.default.temporaryDirectory.appending(path: "load-\(UUID().uuidString).csv")
    try ("external_id,type,occurred_at,message_id\n" + rows.joined()).write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }
}
