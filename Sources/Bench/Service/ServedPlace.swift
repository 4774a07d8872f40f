import Observation
import Service
import Store
import Workers

/// The service as `headway serve` runs it, or service and worker as `headway up` does: in this process, at a loopback
/// port of its own, with connections of its own.
enum ServedPlace {
  struct NeverListened: Error, CustomStringConvertible {
    var description: String { "the service of the benchmark ended before it listened" }
  }

  /// Serves around `body`, which is given the port.
  static func with<Value: Sendable>(
    _ database: BenchDatabase, hasWorker: Bool = false, meters: Meters = Meters(),
    _ body: @escaping @Sendable (Int) async throws -> Value
  ) async throws -> Value {
    let own = database.open()
    do {
      let value = try await serving(own, hasWorker, meters, body)
      await own.close()
      return value
    } catch {
      await own.close()
      throw error
    }
  }

  private static func serving<Value: Sendable>(
    _ database: Database, _ hasWorker: Bool, _ meters: Meters, _ body: @escaping @Sendable (Int) async throws -> Value
  ) async throws -> Value {
    var settings = WebService.Settings(listen: ListenAddress(host: "127.0.0.1", port: 0))
    settings.hasIdleRoute = true
    // What the machine can take is what is measured, not what one client is allowed.
    settings.intakeRate = 1e9
    let (addresses, told) = AsyncStream.makeStream(of: ListenAddress.self)
    let service = WebService(settings, database: database, meters: meters, observe: { meters.observe($0) }) {
      told.yield($0)
    }
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask {
        defer { told.finish() }
        try await service.run()
        return nil
      }
      if hasWorker {
        group.addTask {
          // Nobody brings alerts to their sinks: they wait in the outbox.
          await Worker(database, name: "bench", observe: { meters.observe($0) }).run()
          return nil
        }
      }
      group.addTask {
        guard let address = await addresses.first(where: { _ in true }) else { throw NeverListened() }
        return try await body(address.port)
      }
      defer { group.cancelAll() }
      while let ended = try await group.next() { if let ended { return ended } }
      throw NeverListened()
    }
  }
}
