public import Foundation
public import LibPQ

/// The service logins' connections, as `headway migrate` keeps them in `$HEADWAY_HOME/connections`.
///
/// One line a database: its identity, then the conninfo of each login, tab-separated. Mode
/// 0600: it holds passwords. Written whole to a file beside it and renamed, so that a reader
/// never sees half of it.
public struct ServiceConnections: Sendable {
  /// The logins of one database.
  public struct Entry: Sendable, Hashable {
    public var api: Conninfo
    public var worker: Conninfo
    public var cli: Conninfo
  }

  public let file: URL

  public init(home: URL) {
    file = home.appending(path: "connections", directoryHint: .notDirectory)
  }

  /// What makes two conninfos lead to the same database: everything but who asks, and how.
  public static func identity(of conninfo: Conninfo) -> String {
    let environment = ProcessInfo.processInfo.environment
    var place: [String: String] = [:]
    let defaults = [
      "host": environment["PGHOST"], "port": environment["PGPORT"] ?? "5432", "dbname": environment["PGDATABASE"],
      "service": environment["PGSERVICE"],
    ]
    for (keyword, value) in defaults { place[keyword] = conninfo[keyword] ?? value }
    if place["dbname"] == nil { place["dbname"] = conninfo["user"] ?? environment["PGUSER"] }
    if let address = conninfo["hostaddr"] { place["hostaddr"] = address }
    return place.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }

  public func entry(for conninfo: Conninfo) throws -> Entry? {
    try read()[Self.identity(of: conninfo)]
  }

  /// A password that is known for this login on the same server, whatever the database: roles
  /// belong to the server, and another database may have made them.
  func password(of role: String, on conninfo: Conninfo) throws -> String? {
    for entry in try read().values {
      for login in [entry.api, entry.worker, entry.cli]
      where login["user"] == role && login["host"] == conninfo["host"] && login["port"] == conninfo["port"]
        && login["service"] == conninfo["service"]
      {
        return login["password"]
      }
    }
    return nil
  }

  func keep(_ entry: Entry, for conninfo: Conninfo) throws {
    var all = try read()
    all[Self.identity(of: conninfo)] = entry
    let lines = all.sorted { $0.key < $1.key }.map { identity, entry in
      [identity, entry.api.text, entry.worker.text, entry.cli.text].map(Self.escaped).joined(separator: "\t")
    }
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    let fresh = file.appendingPathExtension("\(ProcessInfo.processInfo.processIdentifier).new")
    let text =
      "# Written by headway migrate: logins of the service, one database a line.\n" + lines.joined(separator: "\n")
      + "\n"
    guard
      FileManager.default.createFile(
        atPath: fresh.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: fresh.path]) }
    guard rename(fresh.path, file.path) == 0 else {
      throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file.path])
    }
  }

  private func read() throws -> [String: Entry] {
    guard FileManager.default.fileExists(atPath: file.path) else { return [:] }
    var entries: [String: Entry] = [:]
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map { Self.unescaped(String($0)) }
      guard parts.count == 4 else { continue }
      entries[parts[0]] = Entry(
        api: try Conninfo(parts[1]), worker: try Conninfo(parts[2]), cli: try Conninfo(parts[3]))
    }
    return entries
  }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "%", with: "%25").replacingOccurrences(of: "\t", with: "%09")
      .replacingOccurrences(of: "\n", with: "%0A")
  }

  private static func unescaped(_ text: String) -> String {
    text.replacingOccurrences(of: "%0A", with: "\n").replacingOccurrences(of: "%09", with: "\t")
      .replacingOccurrences(of: "%25", with: "%")
  }
}
