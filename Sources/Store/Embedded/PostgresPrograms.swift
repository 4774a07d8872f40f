import Foundation

/// PostgreSQL's own programs, of one major version.
struct PostgresPrograms: Sendable, Equatable {
  let folder: URL
  let version: Int

  /// The oldest version with all that the schema uses.
  static let oldest = 15

  /// The programs to use: those that made the data, or where there is none the newest.
  static func choose(for dataVersion: Int?) async throws -> PostgresPrograms {
    let folders = await candidates()
    var found: [PostgresPrograms] = []
    for folder in folders {
      guard let version = await version(in: folder), version >= oldest else { continue }
      found.append(PostgresPrograms(folder: folder, version: version))
    }
    return try choose(from: found, for: dataVersion, searched: folders.map(\.path))
  }

  static func choose(
    from found: [PostgresPrograms], for dataVersion: Int?, searched: [String]
  ) throws(EmbeddedClusterError) -> PostgresPrograms {
    if let dataVersion {
      guard let match = found.first(where: { $0.version == dataVersion }) else {
        throw .otherVersion(data: dataVersion, installed: Set(found.map(\.version)).sorted())
      }
      return match
    }
    guard let newest = found.max(by: { $0.version < $1.version }) else { throw .noPrograms(searched: searched) }
    return newest
  }

  /// `postgres (PostgreSQL) 15.18 (Debian …)` → 15.
  static func majorVersion(in output: String) -> Int? {
    output.firstMatch(of: /PostgreSQL\)?\s+(\d+)/).flatMap { Int($0.output.1) }
  }

  func program(_ name: String, _ arguments: [String], as account: Account?) -> HostProgram {
    HostProgram(path: folder.appending(path: name), arguments: arguments, account: account)
  }

  private static func version(in folder: URL) async -> Int? {
    let postgres = folder.appending(path: "postgres")
    guard FileManager.default.isExecutableFile(atPath: postgres.path) else { return nil }
    let outcome = try? await HostProgram(path: postgres, arguments: ["--version"], account: nil).run()
    return outcome.flatMap { majorVersion(in: $0.output) }
  }

  /// Debian and Red Hat keep the server's programs out of `PATH`, in a folder per major version.
  private static func candidates() async -> [URL] {
    var folders: [String] = []
    for (parent, inside) in [("/usr/lib/postgresql", "/bin"), ("/usr", "/bin"), ("/opt/homebrew/opt", "/bin")] {
      let entries = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
      folders += entries.filter {
        parent == "/usr/lib/postgresql" || $0.hasPrefix("pgsql-") || $0.hasPrefix("postgresql@")
      }
      .map { "\(parent)/\($0)\(inside)" }
    }
    if let config = HostProgram.find("pg_config"),
      let outcome = try? await HostProgram(path: config, arguments: ["--bindir"], account: nil).run(),
      outcome.status == 0
    {
      folders.append(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    if let postgres = HostProgram.find("postgres") { folders.append(postgres.deletingLastPathComponent().path) }
    var seen: Set<String> = []
    return folders.filter { seen.insert($0).inserted }.sorted().map { URL(filePath: $0) }
  }
}
