import LibPQ
import SQLCatalog

/// Seconds of cores that this program and the database server have had since both were started.
struct Effort: Sendable {
  var program: Double
  /// `nil` where the server does not say: on another system than Linux, or to somebody who may not read its files.
  var server: Double?

  static func so(far database: BenchDatabase) async -> Effort {
    Effort(program: CoreTime.program.seconds, server: await ofServer(database))
  }

  static func - (later: Effort, earlier: Effort) -> Effort {
    Effort(
      program: later.program - earlier.program,
      server: later.server.flatMap { later in earlier.server.map { later - $0 } })
  }

  /// Of all its processes, those that have ended too: their parent has inherited their times.
  private static func ofServer(_ database: BenchDatabase) async -> Double? {
    let rows = try? await database.asAdministrator { connection in
      try await connection.query(try BenchText.named("server-effort").text)
    }
    guard let ticks = rows?.first?.first.flatMap({ $0 }).flatMap(Double.init) else { return nil }
    // The kernel counts in hundredths for everybody outside, whatever it counts in itself (time(7)).
    return ticks / 100
  }
}
