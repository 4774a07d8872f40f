internal import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A user of the system whom the server runs as.
struct Account: Sendable, Equatable {
  let user: UInt32
  let group: UInt32
  let home: String

  /// Whom to become before running the server: nobody else, unless we are root, whom PostgreSQL refuses.
  ///
  /// Root becomes `headway` where somebody made that account, else `postgres`, which comes with the packages.
  static func ofServer() throws(EmbeddedClusterError) -> Account? {
    guard geteuid() == 0 else { return nil }
    guard let account = named("headway") ?? named("postgres") else { throw .noAccount }
    return account
  }

  private static func named(_ name: String) -> Account? {
    guard let entry = getpwnam(name), entry.pointee.pw_uid != 0 else { return nil }
    return Account(
      user: entry.pointee.pw_uid, group: entry.pointee.pw_gid,
      home: entry.pointee.pw_dir.map { String(cString: $0) } ?? "/")
  }

  /// Whether this account may go through a folder and all that it lies in.
  func canReach(_ path: String) -> Bool {
    var path = path
    while true {
      var status = stat()
      if stat(path, &status) == 0, !mayPass(status) { return false }
      guard path != "/", let slash = path.lastIndex(of: "/") else { return true }
      path = slash == path.startIndex ? "/" : String(path[..<slash])
    }
  }

  private func mayPass(_ status: stat) -> Bool {
    if status.st_uid == user { return status.st_mode & 0o100 != 0 }
    if status.st_gid == group { return status.st_mode & 0o010 != 0 }
    return status.st_mode & 0o001 != 0
  }
}
