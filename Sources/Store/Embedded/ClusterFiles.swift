import Foundation

/// The files of a server that are ours to read, write and sweep away.
extension ClusterServer {
  /// Whether the process that the data's lock file names is there and is a PostgreSQL.
  var isAlive: Bool {
    guard let pid = lockedBy else { return false }
    let exists = kill(pid, 0) == 0 || errno == EPERM
    return exists && isPostgres(pid)
  }

  /// Removes a lock file that a killed server, or a whole machine, has left behind.
  ///
  /// PostgreSQL does so too, unless another process has been given the number since, which is usual in containers,
  /// where the numbers begin anew at each start.
  func removeStalePID() throws {
    guard lockedBy != nil, !isAlive else { return }
    try remove(folder.data.appending(path: "postmaster.pid"))
  }

  private var lockedBy: Int32? {
    let text = try? String(contentsOf: folder.data.appending(path: "postmaster.pid"), encoding: .utf8)
    return text.flatMap { Int32($0.prefix { $0 != "\n" }) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// True where nobody can tell.
  private func isPostgres(_ pid: Int32) -> Bool {
    guard let name = try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8) else { return true }
    guard name.hasPrefix("postgres") else { return false }
    let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")
    return folder.map { $0 == self.folder.data.resolvingSymlinksInPath().path } ?? true
  }

  // MARK: - The log

  var logSize: UInt64 {
    let attributes = try? FileManager.default.attributesOfItem(atPath: folder.log.path)
    return (attributes?[.size] as? NSNumber)?.uint64Value ?? 0
  }

  /// What the log says since it had that size, its last lines.
  func logText(from offset: UInt64) throws -> String {
    guard let handle = try? FileHandle(forReadingFrom: folder.log) else { return "" }
    try handle.seek(toOffset: offset)
    let text = String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
    return text.split(separator: "\n").suffix(5).joined(separator: "\n")
  }

  /// Keeps one log before this one, from 10 MB on.
  func rotateLog() throws {
    guard logSize > 10_000_000 else { return }
    let previous = folder.log.appendingPathExtension("1")
    try remove(previous)
    try FileManager.default.moveItem(at: folder.log, to: previous)
  }

  // MARK: - Writing

  func remove(_ path: URL) throws {
    // Not fileExists, which follows a link that leads nowhere.
    guard (try? FileManager.default.attributesOfItem(atPath: path.path)) != nil else { return }
    try FileManager.default.removeItem(at: path)
  }

  func append(_ text: String, to path: URL) throws {
    let handle = try FileHandle(forWritingTo: path)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  /// A file that the server's account owns and nobody else reads.
  func writeForServer(_ text: String, to path: URL) throws {
    try remove(path)
    guard
      FileManager.default.createFile(
        atPath: path.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else { throw EmbeddedClusterError.unusable(path: path.path, reason: "cannot be written") }
    try handOver(path)
  }

  /// A folder that the server's account owns and nobody else enters.
  func makeFolder(_ path: URL) throws {
    try FileManager.default.createDirectory(
      at: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    try handOver(path)
  }

  private func handOver(_ path: URL) throws {
    guard let account else { return }
    guard chown(path.path, account.user, account.group) == 0 else {
      throw EmbeddedClusterError.unusable(path: path.path, reason: String(cString: strerror(errno)))
    }
  }
}
