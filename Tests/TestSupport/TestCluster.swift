public import LibPQ
import Glibc
import Synchronization

/// A private PostgreSQL for one test process: made in under a second, unix socket only,
/// nothing synced to disk, gone when the process is.
///
/// A shell of its own makes and serves it and reads from a pipe that only this process
/// holds open: however this process ends, SIGKILL included, the pipe closes, and the shell
/// stops the server and removes its files. Set `HEADWAY_KEEP_CLUSTER` to keep the files.
public final class TestCluster: Sendable {
  /// Where the socket is; short, for a socket's path may have 107 bytes.
  public let directory: String
  private let port: Int
  private let isApart: Bool
  private let templates = Templates()
  private let leash: CInt

  /// The one of this process, started at the first use.
  public static let shared: TestCluster = {
    do { return try TestCluster.start() } catch { fatalError("no PostgreSQL for the tests: \(error)") }
  }()

  /// Starts another, for a test that breaks the server itself. Blocks for about a second.
  /// The port matters only where `settings` make it listen on TCP.
  ///
  /// - Parameters:
  ///   - making: Where its files come from: a shell's text that makes `$directory/data`, `$binaries` being the server's.
  ///   - disk: Megabytes of a disk of its own at `$directory/disk`, which only the server sees and which is gone with
  ///     it. Needs ``canHaveADisk``.
  public static func start(
    settings: [String: String] = [:], port: Int = 5432, making: String = initialising, disk: Int? = nil
  ) throws -> TestCluster {
    let directory = try makeDirectory()
    let server = try Executables.find()
    let command = server.asUser(
      ["/bin/sh", "-c", script, "sh", directory, server.directory, making] + flags(settings, port))
    let process = try Spawned.detached(disk.map { apart(directory, megabytes: $0) + command } ?? command)
    guard process.firstLine() == "ready" else {
      throw TestSupportError("the cluster did not start, see \(directory)/log")
    }
    return TestCluster(directory: directory, port: port, isApart: disk != nil, leash: process.channel)
  }

  private init(directory: String, port: Int, isApart: Bool, leash: CInt) {
    (self.directory, self.port, self.isApart, self.leash) = (directory, port, isApart, leash)
  }

  /// Starts a standby of this one, which follows it until it is promoted.
  public func startStandby() throws -> TestCluster {
    try Self.start(
      settings: ["cluster_name": "standby"],
      making: """
        "$binaries/pg_basebackup" -D "$directory/data" -R -X stream -c fast --no-sync -d "\(conninfo())"
        """)
  }

  /// Makes a standby a primary, on a timeline of its own.
  public func promote() throws {
    guard try control(["\"$2/pg_ctl\" promote -w -t 60 -D \"$1/data\""]) == 0 else {
      throw TestSupportError("the standby was not promoted, see \(directory)/control")
    }
  }

  deinit { close(leash) }

  /// How to connect as superuser `postgres`.
  public func conninfo(database: String = "postgres", user: String = "postgres") -> String {
    "host=\(directory) port=\(port) dbname=\(database) user=\(user)"
  }

  /// Runs a shell's text as the server's account, `$1` being the directory of the cluster;
  /// says whether it succeeded.
  public func run(_ text: String) throws -> Bool { try control([text]) == 0 }

  /// `psql` to look at it while the process waits, or after `HEADWAY_KEEP_CLUSTER`.
  public func psqlLine(database: String) -> String {
    "psql '\(conninfo(database: database))'"
  }

  /// Kills the server like a power cut would: SIGKILL to the postmaster and all its children.
  public func crash() throws {
    try control(["kill -KILL $(head -1 \"$1/data/postmaster.pid\") $(pgrep -P $(head -1 \"$1/data/postmaster.pid\"))"])
  }

  /// `pg_ctl stop` in the given mode: smart, fast or immediate.
  public func stop(mode: String = "immediate") throws {
    try control(["\"$2/pg_ctl\" stop -w -m \(mode) -D \"$1/data\""])
  }

  /// Starts it again after `crash` or `stop`, recovering.
  public func restart() throws {
    try control([
      // Killed processes hold on to the shared memory for a moment; the new server refuses
      // to start beside them.
      "for attempt in 1 2 3 4 5 6 7 8 9 10; do",
      "\"$2/pg_ctl\" start -w -t 60 -D \"$1/data\" -l \"$1/log\" -o \"$(cat \"$1/flags\")\" && break",
      "sleep 0.2; done",
    ])
  }

  /// Starts it where it does not run, until it answers: a server that ended itself may be about to come back or to
  /// give up.
  public func startIfDown() throws {
    let status = try control([
      "for attempt in $(seq 100); do",
      "\"$2/pg_isready\" -q -h \"$1\" -p \(port) && exit 0",
      "\"$2/pg_ctl\" start -w -t 60 -D \"$1/data\" -l \"$1/log\" -o \"$(cat \"$1/flags\")\"",
      "sleep 0.1; done; exit 1",
    ])
    guard status == 0 else { throw TestSupportError("the server does not come up, see \(directory)/log") }
  }

  @discardableResult
  private func control(_ lines: [String]) throws -> CInt {
    let server = try Executables.find()
    let text = lines.joined(separator: "\n")
    let command = server.asUser([
      "/bin/sh", "-c", "{ \(text)\n} </dev/null >>\"$1/control\" 2>&1", "sh", directory, server.directory,
    ])
    return try Spawned(isApart ? ["/bin/sh", "-c", Self.enter, "sh", directory] + command : command).waitForEnd()
  }

  /// Makes the database `name` empty, or as a copy of `template` (12–20 ms).
  public func database(_ name: String, template: String = "template0") async throws -> TestDatabase {
    let admin = try await Connection.open(conninfo())
    try await admin.simple("create database \(quoted(name)) template \(quoted(template)) strategy file_copy")
    await admin.close()
    return TestDatabase(cluster: self, name: name)
  }

  /// Makes a database that copies are made of, once per name however many ask at a time.
  /// `build` gets a connection to it while it is empty.
  public func template(
    _ name: String, _ build: @escaping @Sendable (Connection) async throws -> Void
  ) async throws {
    try await templates.make(name) { [self] in
      let database = try await database(name)
      let connection = try await Connection.open(database.conninfo)
      do {
        try await build(connection)
        await connection.close()
      } catch {
        await connection.close()
        try? await database.drop()
        throw error
      }
    }
  }

  private actor Templates {
    private var made: [String: Task<Void, any Error>] = [:]

    func make(_ name: String, _ build: @escaping @Sendable () async throws -> Void) async throws {
      let task = made[name] ?? Task { try await build() }
      made[name] = task
      try await task.value
    }
  }
}

/// One database of a test cluster.
public struct TestDatabase: Sendable {
  public let cluster: TestCluster
  public let name: String

  public var conninfo: String { cluster.conninfo(database: name) }
  public func conninfo(user: String) -> String { cluster.conninfo(database: name, user: user) }

  public func drop() async throws {
    let admin = try await Connection.open(cluster.conninfo())
    try await admin.simple("drop database \(quoted(name)) with (force)")
    await admin.close()
  }
}

/// Runs `body` in a database of its own: dropped when it succeeds, kept when it throws,
/// with the line that opens it.
public func withDatabase<Value>(
  _ name: String, template: String = "template0", in cluster: TestCluster = .shared,
  _ body: (TestDatabase) async throws -> Value
) async throws -> Value {
  guard Turnstile.isInside else {
    await Turnstile.shared.enter()
    defer { Turnstile.shared.leave() }
    return try await Turnstile.$isInside.withValue(true) {
      try await withDatabase(name, template: template, in: cluster, body)
    }
  }
  let database = try await cluster.database(name, template: template)
  do {
    let value = try await body(database)
    try await database.drop()
    return value
  } catch {
    print("kept: \(cluster.psqlLine(database: name))")
    throw error
  }
}

public struct TestSupportError: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}

private func quoted(_ identifier: String) -> String {
  "\"" + identifier.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}

extension TestCluster {
  static func makeDirectory(_ pattern: String = "/tmp/headway-XXXXXX") throws -> String {
    var template = Array(pattern.utf8CString)
    guard let path = mkdtemp(&template) else { throw TestSupportError("no directory \(pattern)") }
    let directory = String(cString: path)
    if let owner = Executables.account {
      guard chown(directory, owner.user, owner.group) == 0 else {
        throw TestSupportError("\(directory) cannot be given to the account postgres")
      }
    }
    return directory
  }

  /// Flags of the server: what makes a throw-away cluster fast, then what the test asks for.
  fileprivate static func flags(_ settings: [String: String], _ port: Int) -> [String] {
    var all = [
      "listen_addresses": "", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
      "max_connections": "800", "shared_buffers": "64MB", "max_wal_size": "1GB", "jit": "off",
      "port": "\(port)", "log_min_messages": "warning", "log_line_prefix": "%m|%d|%u|",
      "max_locks_per_transaction": "256",
    ]
    all.merge(settings) { $1 }
    return all.sorted { $0.key < $1.key }.map { "-c \($0.key)='\($0.value)'" }
  }

  /// A new and empty one.
  public static let initialising = initialising(options: "")

  /// The same, with further options of `initdb`.
  public static func initialising(options: String) -> String {
    """
    for locale in C.UTF-8 C; do
      "$binaries/initdb" -D "$directory/data" --no-sync -A trust -U postgres -E UTF8 --locale=$locale \(options) && break
      rm -rf "$directory/data"
    done
    """
  }

  /// Whether this process may mount: as root, and not in a container that forbids it.
  public static let canHaveADisk: Bool = {
    guard getuid() == 0, let directory = try? makeDirectory() else { return false }
    defer { rmdir(directory) }
    let command = ["/bin/sh", "-c", "exec 2>/dev/null; exec \"$@\"", "sh"]
    return (try? Spawned(command + apart(directory, megabytes: 1) + ["true"]).waitForEnd()) == 0
  }()

  /// Runs what follows where a small disk is mounted that nobody else sees: when the last of it has ended, the kernel
  /// takes the disk away.
  fileprivate static func apart(_ directory: String, megabytes: Int) -> [String] {
    let text = """
      directory=$1; shift
      mkdir -p "$directory/disk" && mount -t tmpfs -o size=\(megabytes)m,mode=777 disk "$directory/disk" || exit 1
      "$@"; status=$?
      umount "$directory/disk" && rmdir "$directory/disk" && rmdir "$directory"
      exit $status
      """
    return ["unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", text, "sh", directory]
  }

  /// Into where the shell of the cluster is.
  fileprivate static let enter = #"shell=$(cat "$1/shell"); shift; exec nsenter --target "$shell" --mount "$@""#

  /// $1 directory, $2 binaries, $3 how the files are made, the rest the server's flags. `read` ends when the test
  /// process does.
  fileprivate static let script = """
    cd /; directory=$1; binaries=$2; making=$3; shift 3
    echo $$ >"$directory/shell"
    echo "-k $directory $*" >"$directory/flags"
    { eval "$making"; } >>"$directory/log" 2>&1 </dev/null
    "$binaries/pg_ctl" start -w -t 60 -D "$directory/data" -l "$directory/log" -o "$(cat "$directory/flags")" \\
      >>"$directory/log" 2>&1 </dev/null && echo ready || echo failed
    read -r line
    "$binaries/pg_ctl" stop -m immediate -D "$directory/data" >/dev/null 2>&1
    [ -n "$HEADWAY_KEEP_CLUSTER" ] || rm -rf "$directory" 2>/dev/null
    """
}
