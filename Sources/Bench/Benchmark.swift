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

  /// Runs benchmarks one after the other, each that needs one in a database of its own, which is dropped at its end: clients,
  /// statistics and vacuums of the one before are no part of the next.
  ///
  /// - Parameters:
  ///   - server: an administrator's connection: it makes databases and the service's logins. `nil`
  ///     will do where none of the benchmarks needs a database.
  ///   - scale: of the data; 1 is a million events, or 5.5 million of a thousand clients.
  ///   - runs: of each side; what is shown are medians.
  ///   - peers: where others' programs come from; `nil`: they are missing from the figures.
  ///   - say: told what is done, while it is done.
  public static func run(
    _ benchmarks: [Benchmark], on server: Conninfo?, scale: Double = 1, runs: Int = 5,
    peers: PeerFolders? = nil, say: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> [Figure] {
    var figures: [Figure] = []
    // Of several told as they come: whoever stops a run of hours keeps what it has measured.
    func add(_ new: [Figure]) {
      figures += new
      if benchmarks.count > 1 { for figure in new { say("\(figure)") } }
    }
    if benchmarks.contains(.engine) { add(try EngineBench(scale: scale, runs: runs, say: say).run()) }
    // Once for both, where both are asked for: loading takes longer than a run of either.
    let onClients = Set(benchmarks).intersection([.rebuild, .refresh])
    for benchmark in benchmarks where benchmark.needsDatabase && (benchmark != .refresh || onClients == [.refresh]) {
      guard let server else {
        throw StoreError.unfit(reason: "\(benchmark.rawValue) is measured in a database, and no server was named")
      }
      let new: [Figure] = try await BenchDatabase.with(on: server) { database in
        switch benchmark {
        case .import:
          try await ImportBench(
            database: database, client: .make(in: database), file: EventsFile(scale: scale), runs: runs, say: say
          ).run()
        case .rebuild, .refresh:
          try await ClienteleBench(
            database: database, scale: scale, parts: onClients, peers: peers, runs: runs, say: say
          ).run()
        case .queue:
          try await QueueBench(database: database, scale: scale, peers: peers, runs: runs, say: say).run()
        case .idle: try await IdleBench(database: database, scale: scale, runs: runs, say: say).run()
        case .report:
          try await ReportBench(
            database: database, client: .make(in: database), file: EventsFile(scale: scale * ReportBench.share),
            runs: runs, say: say
          ).run()
        case .wire:
          try await WireBench(
            database: database, client: .make(in: database), scale: scale, peers: peers, runs: runs, say: say
          ).run()
        case .growth: try await GrowthBench(database: database, scale: scale, runs: runs, say: say).run()
        case .intake: try await IntakeBench(database: database, scale: scale, runs: runs, say: say).run()
        case .fresh: try await FreshBench(database: database, scale: scale, runs: runs, say: say).run()
        case .engine: []
        }
      }
      add(new)
    }
    return figures
  }
}
