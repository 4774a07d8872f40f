import Engine
import Foundation
import LibPQ
import MigratedDatabase
import Store
import TestSupport

@testable import Workers

/// A migrated database that a worker reaches through a proxy, and the test directly.
struct FaultyPlace {
  let place: TestDatabase
  let proxy: Proxy
  let direct: Database
  /// The worker's.
  let faulty: Database

  /// - Parameters:
  ///   - serverPatience: How long the server lets an open transaction of the worker say nothing.
  static func with<Value: Sendable>(
    patience: Duration = .seconds(10), serverPatience: String = "60s", in cluster: TestCluster = .shared,
    _ body: (FaultyPlace) async throws -> Value
  ) async throws -> Value {
    try await withMigration(in: cluster) { migrated in
      let proxy = try Proxy(to: migrated.place.cluster)
      var logins = migrated.logins
      logins.worker["host"] = proxy.directory
      logins.worker["options"] = "-c idle_in_transaction_session_timeout=\(serverPatience)"
      var options = ConnectionOptions()
      options.patience = patience
      options.grace = min(patience, .seconds(3))
      options.connectPatience = patience
      let here = FaultyPlace(
        place: migrated.place, proxy: proxy, direct: migrated.open(),
        faulty: Database(logins, connections: 4, options: options))
      do {
        let value = try await body(here)
        await here.end()
        return value
      } catch {
        await here.end()
        throw error
      }
    }
  }

  private func end() async {
    proxy.close()
    await faulty.close()
    await direct.close()
  }

  /// Rows as the superuser.
  @discardableResult
  func sql(_ text: String) async throws -> [[String?]] {
    let connection = try await Connection.open(place.conninfo)
    let rows = try await connection.query(text)
    await connection.close()
    return rows
  }

  /// Asks the server until it says yes.
  func until(_ question: String) async throws {
    let connection = try await Connection.open(place.conninfo)
    while try await connection.query(question) != [["t"]] {
      try Task.checkCancellation()
      try await connection.simple("select pg_sleep(0.01)")
    }
    await connection.close()
  }

  func count(_ rows: String) async throws -> Int {
    try await sql("select count(*) from \(rows)").first?.first.flatMap { $0 }.flatMap { Int($0) } ?? -1
  }
}

extension JobRunner {
  /// Runs beside `body`, and is drained when that has ended.
  func beside<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    let work = Task { await run() }
    do {
      let value = try await body()
      drain()
      await work.value
      return value
    } catch {
      work.cancel()
      await work.value
      throw error
    }
  }
}

/// So many at a time, for all seeds.
func forEachSeed(
  _ seeds: Range<UInt64>, atOnce: Int, _ body: @escaping @Sendable (UInt64) async throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: Void.self) { group in
    var waiting = seeds.makeIterator()
    var running = 0
    while let seed = waiting.next() {
      if running == atOnce {
        try await group.next()
        running -= 1
      }
      running += 1
      group.addTask {
        do { try await body(seed) } catch { throw FailedSeed(seed: seed, error: error) }
      }
    }
    try await group.waitForAll()
  }
}

struct FailedSeed: Error {
  var seed: UInt64
  var error: any Error
}
