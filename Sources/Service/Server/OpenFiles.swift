internal import Glibc

/// How many connections this process may have open.
enum OpenFiles {
  /// What is kept for the database, for files and for alerts on their way out: with none of it left they would fail
  /// because of what strangers hold.
  private static let spare = 256

  /// Lets the process open as many as the system grants it. Returns how many connections there is room for.
  static func room(for connections: Int) -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return connections }
    let wanted = min(rlim_t(connections + spare), limit.rlim_max)
    if limit.rlim_cur < wanted {
      let before = limit.rlim_cur
      limit.rlim_cur = wanted
      if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) != 0 { limit.rlim_cur = before }
    }
    return max(1, min(connections, Int(clamping: limit.rlim_cur) - spare))
  }
}
