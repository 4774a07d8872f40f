import Foundation
import LibPQ
import Synchronization

/// A PgBouncer of the test's own, in transaction mode.
public final class Pooler: Sendable {
  private static let places = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"]
  private static var program: String? { places.first { FileManager.default.isExecutableFile(atPath: $0) } }
  public static var isInstalled: Bool { program != nil }

  private let place: TestDatabase
  private let folder: URL
  private let users: [String]
  private let process = Mutex<pid_t>(0)

  /// Where its socket is.
  public var directory: String { folder.path }

  /// - Parameter connections: To the server, for each login: with one, whatever a client leaves behind the next one finds.
  public init(before place: TestDatabase, for users: [String], connections: Int = 1) async throws {
    self.place = place
    self.users = users
    folder = URL(filePath: place.cluster.directory).appending(path: "bouncer-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path)
    try users.map { "\"\($0)\" \"\"\n" }.joined()
      .write(to: folder.appending(path: "users"), atomically: true, encoding: .utf8)
    let settings = """
      [databases]
      \(place.name) = host=\(place.cluster.directory) port=5432 dbname=\(place.name)
      [pgbouncer]
      listen_addr =
      unix_socket_dir = \(folder.path)
      listen_port = 6432
      auth_type = trust
      auth_file = \(folder.path)/users
      pool_mode = transaction
      default_pool_size = \(connections)
      ignore_startup_parameters = extra_float_digits, options, client_encoding, datestyle, timezone
      logfile = \(folder.path)/log

      """
    try settings.write(to: folder.appending(path: "ini"), atomically: true, encoding: .utf8)
    try await start()
  }

  public func conninfo(user: String) -> String { "host=\(folder.path) port=6432 dbname=\(place.name) user=\(user)" }

  /// Also again, after ``stop()``.
  public func start() async throws {
    let process = Process()
    process.executableURL = URL(filePath: Self.program ?? "")
    // It refuses root.
    process.arguments =
      ["-q"] + (getuid() == 0 ? ["-u", "postgres"] : []) + [folder.appending(path: "ini").path]
    process.standardError = FileHandle.nullDevice
    try process.run()
    self.process.withLock { $0 = process.processIdentifier }
    try await waitUntilItAnswers(process)
  }

  /// Killed and not asked: a child is started with the signals of its thread, which may hold SIGTERM back.
  public func stop() { _ = process.withLock { kill($0, SIGKILL) } }

  private func waitUntilItAnswers(_ process: Process) async throws {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(20)
    while true {
      do {
        let connection = try await Connection.open(conninfo(user: users.first ?? ""))
        await connection.close()
        return
      } catch {
        guard clock.now < end, process.isRunning else { throw error }
        await Task.yield()
      }
    }
  }
}
