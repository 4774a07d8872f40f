import Glibc

/// PostgreSQL's server binaries, and how to run them when they refuse the superuser.
struct Executables {
  let directory: String

  /// `HEADWAY_PG_BIN`, the newest of Debian's places, then the directories of `PATH`.
  static func find() throws -> Executables {
    let debian = (12...30).reversed().map { "/usr/lib/postgresql/\($0)/bin" }
    let path = environment("PATH")?.split(separator: ":").map(String.init) ?? []
    let candidates = [environment("HEADWAY_PG_BIN")].compactMap { $0 } + debian + path
    guard let found = candidates.first(where: { access($0 + "/initdb", X_OK) == 0 }) else {
      throw TestSupportError("PostgreSQL's initdb is not found; set HEADWAY_PG_BIN to its directory")
    }
    return Executables(directory: found)
  }

  /// The account to drop to: `initdb` refuses to run as root.
  static var account: (user: uid_t, group: gid_t)? {
    guard getuid() == 0, let entry = getpwnam("postgres") else { return nil }
    return (entry.pointee.pw_uid, entry.pointee.pw_gid)
  }

  func asUser(_ command: [String]) -> [String] {
    guard let account = Self.account else { return command }
    return ["setpriv", "--reuid=\(account.user)", "--regid=\(account.group)", "--init-groups"] + command
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
