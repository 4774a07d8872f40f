/// Why there is no embedded database. Each says what to do about it in ``advice``.
public enum EmbeddedClusterError: Error, Sendable, Equatable {
  /// No PostgreSQL 15 or later on this machine.
  case noPrograms(searched: [String])

  /// The data was made by another major version than any that is installed.
  case otherVersion(data: Int, installed: [Int])

  /// We are root, PostgreSQL refuses root, and no unprivileged account is there to run it.
  case noAccount

  /// A folder or file of ours cannot be made, read or trusted.
  case unusable(path: String, reason: String)

  /// One of PostgreSQL's programs said no.
  case programFailed(name: String, output: String)

  /// The server did not answer in time. It may still come up; nothing is lost.
  case notReady(seconds: Int, log: String)

  /// Another process has been starting or stopping it for too long.
  case busy(seconds: Int)
}

extension EmbeddedClusterError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noPrograms(let searched):
      "no PostgreSQL 15 or later is installed (looked in \(searched.joined(separator: ", ")))"
    case .otherVersion(let data, let installed):
      "the embedded database was made by PostgreSQL \(data), and installed is "
        + (installed.isEmpty ? "none" : installed.map(String.init).joined(separator: ", "))
    case .noAccount:
      "PostgreSQL does not run as root, and there is no account headway or postgres to run it as"
    case .unusable(let path, let reason):
      "\(path): \(reason)"
    case .programFailed(let name, let output):
      "\(name) failed: \(output)"
    case .notReady(let seconds, let log):
      "the embedded database did not answer within \(seconds) s (its log: \(log))"
    case .busy(let seconds):
      "another process has been starting or stopping the embedded database for \(seconds) s"
    }
  }

  /// What to do next.
  public var advice: String {
    switch self {
    case .noPrograms: "install it (Debian: apt-get install postgresql), or name a server with --database"
    case .otherVersion(let data, _):
      "install PostgreSQL \(data) too (Debian: postgresql-\(data)), or move the data with pg_upgrade"
    case .noAccount: "make one: useradd --system headway"
    case .unusable: "set HEADWAY_HOME to a folder of yours"
    case .programFailed, .notReady: "look into the log, then try again: the data is safe"
    case .busy: "wait for it to finish, or end it"
    }
  }
}
