internal import LibPQ
internal import SQLCatalog

extension Check {
  /// The server is one that Headway works on, without the holes that a client who types SQL could use.
  static let server = Check("server") { check, patient in
    guard let server = try await patient.database.asService(ServerIdentity()).first else { return [] }
    guard let least = server.leastSafe else { return [.good(check, "PostgreSQL \(server.version)")] }
    return [
      .bad(
        check, "PostgreSQL \(server.version) has holes that a login which may type SQL can use",
        remedy: least.minor == nil
          ? "install PostgreSQL 15 or newer"
          : "install \(least.major).\(least.minor ?? 0) or a later minor of it, and restart")
    ]
  }
}

/// Which server it is.
struct ServerIdentity: Statement {
  static let sql = SQLText(SQL.Doctor.server)
  static func decode(_ row: inout RowReader) throws(PostgresError) -> Server {
    Server(version: try row.string(), number: Int(try row.int32()), clock: try row.timestamp())
  }

  struct Server: Sendable {
    /// As it says it: `15.18 (Debian 15.18-0+deb12u1)`.
    var version: String
    /// 150018.
    var number: Int
    /// Microseconds since 1970.
    var clock: Int64

    /// What has to be installed instead; `nil` where nothing has to.
    ///
    /// The minors of 14 May 2026 close CVE-2026-6473: any login could overwrite the server's memory.
    /// Those before (August 2025) closed CVE-2025-8713: a plan's estimates showed rows behind a view.
    var leastSafe: (major: Int, minor: Int?)? {
      let (major, minor) = (number / 10_000, number % 10_000)
      guard major >= 15 else { return (15, nil) }
      guard let least = Self.leastMinor[major], minor < least else { return nil }
      return (major, least)
    }

    private static let leastMinor = [15: 18, 16: 14, 17: 10, 18: 4]
  }
}
