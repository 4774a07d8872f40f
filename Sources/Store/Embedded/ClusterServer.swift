import Foundation

/// The server on a cluster's folder. Whoever calls holds the door.
struct ClusterServer: Sendable {
  let folder: ClusterFolder
  let programs: PostgresPrograms
  let account: Account?

  static let superuser = "postgres"
  static let database = "headway"

  /// A connection string for the superuser, in our database.
  func connection() throws -> String {
    let password = try String(contentsOf: folder.password, encoding: .utf8).trimmingCharacters(in: .newlines)
    let socket = folder.socket.path.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
    return "host='\(socket)' port=5432 dbname=\(Self.database) user=\(Self.superuser) password=\(password)"
  }

  // MARK: - Making

  /// Makes the cluster, or nothing: it is moved to its place when it is whole, so that a process killed on the way
  /// leaves only what the next one sweeps away.
  func initialise() async throws {
    let new = folder.server.appending(path: "data.new")
    try remove(new)
    let password = try writePassword()
    let words = folder.log.deletingLastPathComponent().appending(path: "password.new")
    try writeForServer(password + "\n", to: words)
    defer { try? remove(words) }
    try makeFolder(new)
    try await initdb(new, passwordFile: words)
    try writeForServer(ClusterSettings.authentication, to: new.appending(path: "pg_hba.conf"))
    try append("\ninclude_if_exists = 'headway.conf'\n", to: new.appending(path: "postgresql.conf"))
    // Without a server that somebody could connect to meanwhile.
    try await programs.program(
      "postgres", ["--single", "-D", new.path, "postgres"], as: account
    ).succeed(input: "create database \(Self.database);\n")
    try FileManager.default.moveItem(at: new, to: folder.data)
  }

  private func initdb(_ data: URL, passwordFile: URL) async throws {
    let locale = programs.version >= 17 ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"] : []
    let arguments = [
      "-D", data.path, "--username=\(Self.superuser)", "--encoding=UTF8", "--auth=scram-sha-256", "--data-checksums",
      "--pwfile=\(passwordFile.path)", "--no-instructions",
    ]
    if !locale.isEmpty {
      try await programs.program("initdb", arguments + locale, as: account).succeed()
    } else if try await programs.program("initdb", arguments + ["--locale=C.UTF-8"], as: account).run().status != 0 {
      // A system without that locale. Sorting is the same, case folds in ASCII alone.
      try await programs.program("initdb", arguments + ["--no-locale"], as: account).succeed()
    }
  }

  /// 32 random bytes, readable by us alone.
  private func writePassword() throws -> String {
    var random = SystemRandomNumberGenerator()
    let password = (0..<32).map { _ in
      let byte = UInt8.random(in: .min ... .max, using: &random)
      return String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
    try remove(folder.password)
    guard
      FileManager.default.createFile(
        atPath: folder.password.path, contents: Data("\(password)\n".utf8), attributes: [.posixPermissions: 0o600])
    else { throw EmbeddedClusterError.unusable(path: folder.password.path, reason: "cannot be written") }
    return password
  }

  // MARK: - Starting and stopping

  /// Starts the server unless it runs, and returns when it answers.
  func start(within limit: Duration) async throws {
    let start = ContinuousClock.now
    var isStarted = false
    while true {
      switch try await readiness() {
      case .answers: return
      case .comesUp: break
      case .silent where !isStarted: isStarted = try await launch()
      // A server that was started and is silent may need its time; one that has died is started again.
      case .silent: isStarted = isAlive
      }
      guard start.duration(to: .now) < limit else {
        throw EmbeddedClusterError.notReady(seconds: Int(limit.components.seconds), log: folder.log.path)
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Stops it in order: open transactions are rolled back, and what is committed is written out. A server that does
  /// not end in a minute is ended at once, which loses nothing either but makes the next start recover.
  func stop() async throws {
    let orderly = ["-D", folder.data.path, "-m", "fast", "-w", "-t", "60", "-s", "stop"]
    guard try await programs.program("pg_ctl", orderly, as: account).run().status != 0, isAlive else { return }
    try await programs.program("pg_ctl", ["-D", folder.data.path, "-m", "immediate", "-w", "-s", "stop"], as: account)
      .succeed()
  }

  private enum Readiness {
    case answers
    case comesUp
    case silent
  }

  private func readiness() async throws -> Readiness {
    let outcome = try await programs.program(
      "pg_isready", ["-q", "-h", folder.socket.path, "-p", "5432", "-t", "5"], as: nil
    ).run()
    return switch outcome.status {
    case 0: .answers
    case 1: .comesUp
    default: .silent
    }
  }

  /// Tells `pg_ctl` to start it and does not wait. False when a server that was killed has left processes which still
  /// hold its memory: they end by themselves within moments.
  private func launch() async throws -> Bool {
    try removeStalePID()
    try rotateLog()
    let settings = ClusterSettings(
      socketFolder: folder.socket, memory: Self.memory, compression: try await compression())
    try writeForServer(settings.text, to: folder.settings)
    let before = logSize
    let outcome = try await programs.program(
      "pg_ctl", ["-D", folder.data.path, "-l", folder.log.path, "-w", "-t", "5", "-s", "start"], as: account
    ).run()
    if outcome.status == 0 || isAlive { return true }
    let said = try logText(from: before)
    // A server that was killed a moment ago may still be on its way out: it is tried again.
    if said.contains("pre-existing shared memory block") || said.contains("lock file \"postmaster.pid\" already exists")
    {
      return false
    }
    throw EmbeddedClusterError.programFailed(
      name: "pg_ctl start", output: said.isEmpty ? outcome.output : said)
  }

  /// What the log is compressed with: LZ4 where this server was built with it. It refuses a word that it does not know, and
  /// then would not start.
  private func compression() async throws -> String {
    let question = ["-C", "wal_compression", "-c", "wal_compression=lz4", "-D", folder.data.path]
    return try await programs.program("postgres", question, as: account).run().status == 0 ? "lz4" : "pglz"
  }

  private static let memory = Int(clamping: ProcessInfo.processInfo.physicalMemory / 1_048_576)
}
