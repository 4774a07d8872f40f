import Foundation
import LibPQ
import Store

/// The product's own import of an events file, against `psql \copy` into tables that are indexed alike.
///
/// The limit is the same file into a plain table with its columns. Beside it, without a goal, stand the
/// finished rows of the log, as CSV, into a plain table with the log's columns: what it would cost if
/// nothing had to be parsed, resolved or looked for. Both tables have a primary key of the log's kind
/// and the index by keyring.
struct ImportBench {
  let database: BenchDatabase
  let client: BenchTenant
  let file: EventsFile
  let runs: Int
  let say: @Sendable (String) -> Void

  /// Megabytes that an import may hold at most, whatever the file's size.
  static let memoryLimit = 200.0

  func run() async throws -> [Figure] {
    let source = database.folder.appending(path: "events.csv").path
    let finished = database.folder.appending(path: "log.csv").path
    say("import: writing \(file.rows) events")
    try file.write(to: URL(filePath: source))
    let psql = Psql(database.administrator)
    if psql == nil { say("import: psql is missing, so there is no limit to compare with") }
    for table in [PlainTable.file, .log] { try await table.make(in: database) }

    var (ours, ofFile, ofLog, memory) = (Series(), Series(), Series(), Series())
    for run in 1...runs {
      ours.add(try await importing(source, &memory))
      if run == 1, let psql { try await PlainTable.writeLog(to: finished, with: psql) }
      if let psql {
        ofFile.add(try await copying(source, into: .file, with: psql))
        ofLog.add(try await copying(finished, into: .log, with: psql))
      }
      say("import: run \(run) of \(runs): \(Int(ours.values[run - 1])) rows/s")
    }
    let isLimited = psql != nil
    return [
      Figure(
        bench: "import", metric: "rows/s, limit: \\copy of the file", ours: ours, limit: isLimited ? ofFile : nil,
        goal: .atLeast(0.5)),
      Figure(
        bench: "import", metric: "rows/s, limit: \\copy of the log's rows", ours: ours, limit: isLimited ? ofLog : nil,
        goal: nil),
      Figure(
        bench: "import", metric: "peak memory, MB", ours: memory, limit: Series([Self.memoryLimit]), goal: .atMost(1)),
    ]
  }

  private func importing(_ path: String, _ memory: inout Series) async throws -> Double {
    try await database.run("empty")
    try await database.checkpoint()
    PeakMemory.reset()
    let time = try await seconds {
      let rows = try await client.importEvents(path, into: database.service)
      guard rows == file.rows else {
        throw StoreError.unfit(reason: "the import took \(rows) of \(file.rows) rows")
      }
    }
    if let peak = PeakMemory.megabytes { memory.add(peak) }
    return Double(file.rows) / time
  }

  private func copying(_ path: String, into table: PlainTable, with psql: Psql) async throws -> Double {
    try await table.empty(in: database)
    return Double(file.rows) / (try await seconds { try await table.copy(path, with: psql) })
  }
}
