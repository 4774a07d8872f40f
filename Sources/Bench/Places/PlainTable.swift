import LibPQ

/// A table without policies that is indexed as the log is, for `psql \copy` to fill: what PostgreSQL itself allows.
enum PlainTable {
  /// With the columns of an events file.
  case file
  /// With those of the log.
  case log

  /// Makes it: once in a database.
  func make(in database: BenchDatabase) async throws { try await database.run(text) }

  /// Empties it, and has the server write what it owes.
  func empty(in database: BenchDatabase) async throws {
    try await database.asAdministrator { try await $0.simple("truncate \(name)") }
    try await database.checkpoint()
  }

  /// Takes in a CSV file.
  func copy(_ path: String, with psql: Psql) async throws {
    try await psql.run("\\copy \(name) (\(columns)) from '\(path)' (format csv, header \(self == .file))")
  }

  /// Writes the log's own rows to a file as ``log`` takes them.
  static func writeLog(to path: String, with psql: Psql) async throws {
    try await psql.run("\\copy (select \(log.columns) from core.event order by arrival) to '\(path)' (format csv)")
  }

  private var text: String {
    switch self {
    case .file: "import-limit-of-file"
    case .log: "import-limit-of-log"
    }
  }

  private var name: String {
    switch self {
    case .file: "bench.file_event"
    case .log: "bench.log_event"
    }
  }

  private var columns: String {
    switch self {
    case .file:
      (EventKind.columns + EventKind.Property.allCases.map(\.name)).map { "\"\($0)\"" }.joined(separator: ", ")
    case .log:
      "tenant_id, message, keyring_id, arrival, occurred_at, local_at, whole_day, import_id, type, channel, message_id, properties"
    }
  }
}
