import Foundation
import Testing

@testable import Store

/// A home for a cluster of one test.
struct TemporaryHome {
  let folder: URL
  private let programs: PostgresPrograms

  /// Gives a home to the body, and takes away what it leaves, a server that still runs too.
  static func use(under parent: String? = nil, _ body: (TemporaryHome) async throws -> Void) async throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "hw-\(UUID().uuidString.prefix(8))")
    let folder = parent.map { root.appending(path: $0) } ?? root
    // As closed as `mktemp -d` makes it.
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let home = TemporaryHome(folder: folder, programs: try await PostgresPrograms.choose(for: nil))
    do {
      try await body(home)
    } catch {
      await home.sweep(root)
      throw error
    }
    await home.sweep(root)
  }

  func cluster() -> EmbeddedCluster { EmbeddedCluster(home: folder) }

  var layout: ClusterFolder {
    get throws { try ClusterFolder(home: folder, account: try Account.ofServer()) }
  }

  /// What `psql` answers, as a user would ask: values alone, a row a line.
  func ask(_ sql: String, _ connection: String) async throws -> String {
    try await psql(sql, connection).succeed().trimmingCharacters(in: .newlines)
  }

  func psql(_ sql: String, _ connection: String) -> HostProgram {
    programs.program("psql", ["-XAtq", "-v", "ON_ERROR_STOP=1", "-d", connection, "-c", sql], as: nil)
  }

  /// What `pg_controldata` calls the state of the data.
  func state() async throws -> String {
    let text = try await programs.program("pg_controldata", [try layout.data.path], as: nil).succeed()
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("Database cluster state:") })
    return line.split(separator: ":")[1].trimmingCharacters(in: .whitespaces)
  }

  func serverProcess() throws -> Int32 {
    let text = try String(contentsOf: try layout.data.appending(path: "postmaster.pid"), encoding: .utf8)
    return try #require(Int32(text.prefix { $0 != "\n" }))
  }

  private func sweep(_ root: URL) async {
    guard let layout = try? layout else { return }
    let stop = ["-D", layout.data.path, "-m", "immediate", "-w", "-s", "stop"]
    _ = try? await programs.program("pg_ctl", stop, as: try Account.ofServer()).run()
    for folder in [root, layout.server, layout.socket] { try? FileManager.default.removeItem(at: folder) }
  }
}
