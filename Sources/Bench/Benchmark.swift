public import LibPQ

/// A benchmark that anybody can run: `headway bench NAME`.
public enum Benchmark: String, CaseIterable, Sendable {
  /// An events file into the log, in rows a second.
  case `import`
  /// All timelines from the log, in seconds.
  case rebuild

  /// Runs benchmarks one after the other in a database of their own, which is dropped at the end.
  ///
  /// - Parameters:
  ///   - server: an administrator's connection: it makes a database and the service's logins.
  ///   - scale: of the data; 1 is a million events.
  ///   - runs: of each side; what is shown are medians.
  ///   - say: told what is done, while it is done.
  public static func run(
    _ benchmarks: [Benchmark], on server: Conninfo, scale: Double = 1, runs: Int = 5,
    say: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> [Figure] {
    let file = EventsFile(scale: scale)
    return try await BenchDatabase.with(on: server) { database in
      let client = try await BenchTenant.make(in: database)
      var figures: [Figure] = []
      for benchmark in benchmarks {
        switch benchmark {
        case .import:
          figures += try await ImportBench(database: database, client: client, file: file, runs: runs, say: say).run()
        case .rebuild:
          figures += try await RebuildBench(database: database, client: client, file: file, runs: runs, say: say).run()
        }
      }
      return figures
    }
  }
}
