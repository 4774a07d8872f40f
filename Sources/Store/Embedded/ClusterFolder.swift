import Crypto
import Foundation

/// Where everything of the embedded database lies, below `$HEADWAY_HOME/postgres`.
///
/// As root the server's account owns `data`, `run` and `log`, and we the rest. Where that account may not go through
/// a folder above (`/root` is closed on most systems), they lie in `/var/lib/headway/` under a name made of the path
/// of the home, and `$HEADWAY_HOME/postgres/elsewhere` says where.
struct ClusterFolder: Sendable {
  /// Ours: the password and the locks.
  let own: URL

  /// The server's: `data`, `run`, `log`.
  let server: URL

  /// The folder of the socket: `run`, or a short one below `/tmp` where its path would not fit.
  let socket: URL

  var data: URL { server.appending(path: "data") }
  var log: URL { server.appending(path: "log/server.log") }
  var settings: URL { data.appending(path: "headway.conf") }
  var password: URL { own.appending(path: "password") }

  /// The door through which one process at a time goes, to start or to stop the server.
  var door: String { own.appending(path: "door.lock").path }

  /// Held by everybody who uses the server.
  var use: String { own.appending(path: "use.lock").path }

  /// The version that made the data; nil where there is none yet.
  var dataVersion: Int? {
    let text = try? String(contentsOf: data.appending(path: "PG_VERSION"), encoding: .utf8)
    return text.flatMap { Int($0.prefix { $0 != "\n" }) }
  }

  /// Makes the folders that are absent.
  init(home: URL, account: Account?) throws {
    let own = home.standardizedFileURL.appending(path: "postgres")
    try Self.make(home, mode: 0o700)
    try Self.make(own, mode: 0o700)
    self.own = own
    if let account {
      // Both are ours to open; a file in them has its own mode.
      try Self.letThrough([home, own])
      server = account.canReach(own.path) ? own : try Self.elsewhere(for: own)
      for name in ["run", "log"] { try Self.make(server.appending(path: name), mode: 0o755, owner: account) }
    } else {
      server = own
      for name in ["run", "log"] { try Self.make(own.appending(path: name), mode: 0o700) }
    }
    socket = try Self.socketFolder(server.appending(path: "run"), account: account)
  }

  private static func elsewhere(for own: URL) throws -> URL {
    let name = own.path.split(separator: "/").joined(separator: "-")
    let server = URL(filePath: "/var/lib/headway").appending(path: name)
    try make(server.deletingLastPathComponent(), mode: 0o755)
    try make(server, mode: 0o755)
    try Data("\(server.path)\n".utf8).write(to: own.appending(path: "elsewhere"), options: .atomic)
    return server
  }

  // MARK: - The socket

  /// What a socket's path may have: `sun_path` is 108 bytes, one of them the zero at its end.
  static let longestSocketPath = 107

  private static func socketFolder(_ run: URL, account: Account?) throws -> URL {
    guard run.appending(path: ".s.PGSQL.5432").path.utf8.count > longestSocketPath else { return run }
    let name = SHA256.hash(data: Data(run.path.utf8)).prefix(8).map { String($0, radix: 36) }.joined()
    let short = URL(filePath: "/tmp/headway-\(name)")
    try make(short, mode: 0o755, owner: account)
    // Anybody may make a folder in /tmp, also one that waits for us.
    let attributes = try FileManager.default.attributesOfItem(atPath: short.path)
    let owner = (attributes[.ownerAccountID] as? NSNumber)?.uint32Value
    guard attributes[.type] as? FileAttributeType == .typeDirectory, owner == account?.user ?? geteuid() else {
      throw EmbeddedClusterError.unusable(path: short.path, reason: "belongs to somebody else")
    }
    return short
  }

  // MARK: - Making folders

  private static func make(_ folder: URL, mode: Int, owner: Account? = nil) throws {
    guard !FileManager.default.fileExists(atPath: folder.path) else { return }
    var attributes: [FileAttributeKey: Any] = [.posixPermissions: mode]
    if let owner {
      attributes[.ownerAccountID] = NSNumber(value: owner.user)
      attributes[.groupOwnerAccountID] = NSNumber(value: owner.group)
    }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try FileManager.default.setAttributes(attributes, ofItemAtPath: folder.path)
    } catch {
      throw EmbeddedClusterError.unusable(path: folder.path, reason: "cannot be made")
    }
  }

  private static func letThrough(_ folders: [URL]) throws {
    for folder in folders {
      let mode = try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? NSNumber
      let open = (mode?.intValue ?? 0o700) | 0o011
      try FileManager.default.setAttributes([.posixPermissions: open], ofItemAtPath: folder.path)
    }
  }
}
