public import LibPQ
import Store

/// A benchmark that anybody can run: `headway bench NAME`.
public enum Benchmark: String, CaseIterable, Sendable {
  /// An events file into the log, in rows a second.
  case `import`
  /// All timelines of all clients from the log, in seconds.
  case rebuild
  /// Reports that are right again after some leads have changed, in seconds.
  case refresh
  /// Definitions and timelines in memory, in lead-days and events a second.
  case engine
  /// Jobs that do nothing, from claim to completion, a second.
  case queue
  /// A day passing for many tenants without events, in milliseconds.
  case idle
  /// Reports as a client's own login reads them, in milliseconds.
  case report
  /// The wrapper around libpq, in rows and calls a second.
  case wire
  /// Import and rebuild with twice and four times the data, in seconds.
  case growth
  /// Messages over HTTP, from the request to the disk, a second.
  case intake
  /// From an event over HTTP to the report and the outbox, in seconds.
  case fresh

  /// Whether it runs in a database.
  public var needsDatabase: Bool { self != .engine }

  /// Runs benchmarks one after the other, those that need one in a database of their own, which is
  /// dropped at the end.
  ///
  /// - Parameters:
  ///   - server: an administrator's connection: it makes a database and the service's logins. `nil`
  ///     will do where none of the benchmarks needs a database.
  ///   - scale: of the data; 1 is a million events, or 5.5 million of a thousand clients.
  ///   - runs: of each side; what is shown are medians.
  ///   - peers: where others' programs come from; `nil`: they are missing from the figures.
  ///   - say: told what is done, while it is done.
  public static func run(
    _ benchmarks: [Benchmark], on server: Conninfo?, scale: Double = 1, runs: Int = 5,
    peers: PeerFolders? = nil, say: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> [Figure] {
    let inMemory = benchmarks.contains(.engine) ? try EngineBench(scale: scale, runs: runs, say: say).run() : []
    let stored = benchmarks.filter(\.needsDatabase)
    guard !stored.isEmpty else { return inMemory }
    guard let server else {
      throw StoreError.unfit(reason: "\(stored[0].rawValue) is measured in a database, and no server was named")
    }
    let file = EventsFile(scale: scale)
    return try await BenchDatabase.with(on: server) { database in
      let client = try await BenchTenant.make(in: database)
      var figures = inMemory
      for benchmark in stored {
        switch benchmark {
        case .import:
          figures += try await ImportBench(database: database, client: client, file: file, runs: runs, say: say).run()
        case .rebuild, .refresh:
          // Once for both, where both are asked for.
          let parts = Set(stored).intersection([.rebuild, .refresh])
          guard benchmark == .rebuild || !parts.contains(.rebuild) else { continue }
          figures += try await ClienteleBench(
            database: database, scale: scale, parts: parts, peers: peers, runs: runs, say: say
          ).run()
        case .queue:
          figures += try await QueueBench(database: database, scale: scale, peers: peers, runs: runs, say: say).run()
        case .idle:
          figures += try await IdleBench(database: database, scale: scale, runs: runs, say: say).run()
        case .report:
          let file = EventsFile(scale: scale * ReportBench.share)
          figures += try await ReportBench(database: database, client: client, file: file, runs: runs, say: say).run()
        case .wire:
          figures += try await WireBench(
            database: database, client: client, scale: scale, peers: peers, runs: runs, say: say
          ).run()
        case .growth:
          figures += try await GrowthBench(database: database, scale: scale, runs: runs, say: say).run()
        case .intake:
          figures += try await IntakeBench(database: database, scale: scale, runs: runs, say: say).run()
        case .fresh:
          figures += try await FreshBench(database: database, scale: scale, runs: runs, say: say).run()
        case .engine: continue
        }
      }
      return figures
    }
  }
}
