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
    try await database.run("import-limit-of-file")
    try await database.run("import-limit-of-log")

    var (ours, ofFile, ofLog, memory) = (Series(), Series(), Series(), Series())
    for run in 1...runs {
      ours.add(try await importing(source, &memory))
      if run == 1, let psql { try await psql.run("\\copy \(LogColumns.rows) to '\(finished)' (format csv)") }
      if let psql {
        ofFile.add(try await copying(source, "bench.file_event (\(LogColumns.ofFile)) ", "header", with: psql))
        ofLog.add(try await copying(finished, "bench.log_event (\(LogColumns.all)) ", "header false", with: psql))
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

  private func copying(_ path: String, _ target: String, _ header: String, with psql: Psql) async throws -> Double {
    let table = target.prefix { $0 != " " }
    try await database.asAdministrator { try await $0.simple("truncate \(table)") }
    try await database.checkpoint()
    let time = try await seconds { try await psql.run("\\copy \(target)from '\(path)' (format csv, \(header))") }
    return Double(file.rows) / time
  }
}

private enum LogColumns {
  static let all =
    "tenant_id, message, keyring_id, arrival, occurred_at, local_at, whole_day, import_id, type, channel, message_id, properties"
  static let rows = "(select \(all) from core.event order by arrival)"
  static let ofFile = (EventKind.columns + EventKind.Property.allCases.map(\.name)).map { "\"\($0)\"" }
    .joined(separator: ", ")
}
