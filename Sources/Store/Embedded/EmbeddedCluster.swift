public import Foundation

/// A private, durable PostgreSQL of the system's programs, for whoever names no database.
///
/// A command starts it where it does not run, uses it together with other commands, and stops it when it is the last.
/// `headway up` is only a command that takes long: while it runs, no other one has to start anything. All of that is
/// held by two file locks, so that commands which come and go at the same time, or are killed, leave nothing behind:
/// whoever starts or stops holds the *door*; whoever uses the server holds the *use*, shared.
///
/// The data lies below `$HEADWAY_HOME/postgres` (see `Docs/Operating.md`); the server listens on a unix socket alone.
public actor EmbeddedCluster {
  /// How long the server may take to answer, recovery after a crash included.
  public static let patience = Duration.seconds(120)

  private let home: URL
  private let say: @Sendable (String) -> Void
  private var running: Running?

  /// - Parameters:
  ///   - home: `$HEADWAY_HOME`.
  ///   - say: Told of what takes time: making the cluster, waiting for another command.
  public init(home: URL, say: @escaping @Sendable (String) -> Void = { _ in }) {
    self.home = home
    self.say = say
  }

  /// How a use of the cluster ended.
  public enum Departure: Sendable, Equatable {
    /// It was the last one, and the server is stopped in order.
    case stopped
    /// Others use the server; the last of them stops it.
    case leftToOthers
  }

  /// Makes the cluster where there is none, starts it where it does not run, and waits until it answers.
  ///
  /// Calling it again changes nothing.
  ///
  /// - Returns: A connection string for the superuser, in the database `headway`. Only migrations and the guard's
  ///   set-up may use it.
  /// - Throws: ``EmbeddedClusterError``, `CancellationError`.
  public func start() async throws -> String {
    if let running { return try running.server.connection() }
    let account = try Account.ofServer()
    let folder = try ClusterFolder(home: home, account: account)
    let door = try FileLock(path: folder.door)
    let use = try FileLock(path: folder.use)
    if !door.tryLock(.exclusive) {
      say("another command is starting or stopping the embedded database; waiting for it")
      try await door.lock(.exclusive, within: Self.patience)
    }
    defer { door.unlock() }
    let programs = try await PostgresPrograms.choose(for: folder.dataVersion)
    let server = ClusterServer(folder: folder, programs: programs, account: account)
    if folder.dataVersion == nil {
      say("making the embedded database in \(folder.data.path) (PostgreSQL \(programs.version))")
      try await server.initialise()
    }
    try await server.start(within: Self.patience)
    // Nobody can hold it exclusively: that happens behind the door alone.
    try await use.lock(.shared, within: Self.patience)
    running = Running(server: server, door: door, use: use)
    return try server.connection()
  }

  /// Gives up the use of the server, and stops it in order if nobody else uses it.
  @discardableResult
  public func stop() async throws -> Departure {
    guard let running else { return .leftToOthers }
    self.running = nil
    try await running.door.lock(.exclusive, within: Self.patience)
    defer { running.door.unlock() }
    let isLast = running.use.tryLock(.exclusive)
    defer { running.use.unlock() }
    guard isLast else { return .leftToOthers }
    try await running.server.stop()
    return .stopped
  }

  private struct Running {
    let server: ClusterServer
    let door: FileLock
    let use: FileLock
  }
}

/// Does the work with an embedded database, and leaves it in order however the work ends.
///
/// - Parameter work: Is given the superuser's connection string.
public func withEmbeddedCluster<Result: Sendable>(
  home: URL, say: @escaping @Sendable (String) -> Void = { _ in },
  _ work: (_ superuser: String) async throws -> Result
) async throws -> Result {
  let cluster = EmbeddedCluster(home: home, say: say)
  let connection = try await cluster.start()
  do {
    let result = try await work(connection)
    try await cluster.stop()
    return result
  } catch {
    // What went wrong first is what to tell; the next command finds a server that nobody uses, and stops it.
    _ = try? await cluster.stop()
    throw error
  }
}
