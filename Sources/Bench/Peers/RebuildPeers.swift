import Foundation
import LibPQ
import SQLCatalog
import Store

/// Others who make qualification spans and momentum of the same rows: set-based SQL in the database, as a dbt model
/// runs it, and DuckDB on an export of it.
///
/// What they make is compared with what stands in `core`, row by row: one that computes something else is not a peer,
/// and its figures say how many rows it makes otherwise. They make the timelines of leads; companies' momentum,
/// profiles, points by day and contacts, which a rebuild makes too, they leave out.
struct RebuildPeers: Sendable {
  static let names = ["SQL", "DuckDB"]
  static let folder = "rebuild-sql"

  /// How one of them did.
  struct Seen: Sendable {
    var name: String
    var seconds = Series()
  }

  /// How often a peer's rows are not ours.
  struct Differences: Sendable, Hashable {
    var leads: Int
    var qualification: Int
    var momentum: Int
  }

  let database: BenchDatabase
  let say: @Sendable (String) -> Void
  private let texts: [String]
  private let installed: InstalledPeers?

  init(database: BenchDatabase, folders: PeerFolders?, say: @escaping @Sendable (String) -> Void) async throws {
    let installed = try await InstalledPeers.installed(folders, for: "rebuild", say: say)
    try self.init(database: database, scripts: folders?.scripts, installed: installed, say: say)
    if folders != nil, texts.isEmpty {
      say("rebuild: there is no \(Self.folder) beside the scripts, so SQL is missing")
    }
  }

  /// - Parameter installed: `nil` where there is no DuckDB.
  init(
    database: BenchDatabase, scripts: URL?, installed: InstalledPeers?, say: @escaping @Sendable (String) -> Void
  ) throws {
    self.database = database
    self.say = say
    self.installed = installed
    texts = try Self.texts(in: scripts)
  }

  /// The files of one run, in their order; none where there is no such folder.
  private static func texts(in scripts: URL?) throws -> [String] {
    guard let folder = scripts?.appending(path: Self.folder),
      let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    else { return [] }
    return try files.filter { $0.pathExtension == "sql" }.sorted { $0.path < $1.path }
      .map { try String(contentsOf: $0, encoding: .utf8) }
  }

  /// Each as often as that, in turn.
  func run(_ stored: StoredClientele, runs: Int) async throws -> [Seen] {
    var seen: [Seen] = []
    if !texts.isEmpty { seen.append(Seen(name: "SQL")) }
    if installed != nil { seen.append(Seen(name: "DuckDB")) }
    guard !seen.isEmpty else { return [] }
    for run in 1...runs {
      for name in seen.map(\.name) {
        try await database.settle()
        guard let time = try await time(of: name) else {
          seen.removeAll { $0.name == name }
          continue
        }
        if let place = seen.firstIndex(where: { $0.name == name }) { seen[place].seconds.add(time) }
        say("rebuild: run \(run) of \(runs): \(name) \(String(format: "%.2f", time)) s")
        if run == 1 { try await check(name) }
      }
    }
    try await database.asAdministrator { try await $0.simple("drop schema if exists peer cascade") }
    return seen
  }

  /// `nil`, having said why, where it could not do it: it is missing then, not beaten.
  private func time(of name: String) async throws -> Double? {
    do {
      return name == "SQL" ? try await bySQL() : try await byDuckDB()
    } catch let failure as Executable.Failed {
      say("rebuild: \(name) failed, so it is missing: \(failure.said)")
      return nil
    }
  }

  private func check(_ name: String) async throws {
    let found = try await differences()
    guard found.leads > 0, found.qualification == 0, found.momentum == 0 else {
      throw StoreError.unfit(
        reason: "\(name) makes \(found.qualification) qualifications and \(found.momentum) momenta of \(found.leads) "
          + "leads otherwise than Headway, so they cannot be compared")
    }
    say("rebuild: \(name) made the same qualification and momentum of all \(found.leads) leads")
  }

  /// Between what the last of them left and what stands in `core`.
  func differences() async throws -> Differences {
    let text = try BenchText.named("rebuild-differences").text
    return try await database.asAdministrator { connection in
      let row = try await connection.query(text, within: .seconds(3600)).first ?? []
      let counts = row.compactMap { $0.flatMap { Int($0) } }
      guard counts.count == 3 else { throw StoreError.unfit(reason: "the peers' rows could not be compared") }
      return Differences(leads: counts[0], qualification: counts[1], momentum: counts[2])
    }
  }

  /// One connection that allows itself what a nightly job would: memory, and every core.
  func bySQL() async throws -> Double {
    try await database.asAdministrator { connection in
      try await connection.simple("drop schema if exists peer cascade; create schema peer")
      return try await seconds { for text in texts { try await connection.simple(text, within: .seconds(3600)) } }
    }
  }

  /// Export, DuckDB, and its results back, all by one script.
  func byDuckDB() async throws -> Double {
    guard let installed else { return 0 }
    try await database.asAdministrator { connection in
      try await connection.simple("drop schema if exists peer cascade; create schema peer")
    }
    let script = installed.scripts.appending(path: "duckdb_peer.py").path
    let folder = database.folder.appending(path: "duckdb")
    return try await seconds {
      try await installed.python.run([script, folder.path], environment: database.administrator.environment)
    }
  }
}
