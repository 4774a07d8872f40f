#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A lock between processes on a file. The system lets go of it when its process ends, however it ends.
///
/// Two locks of one process are as separate as those of two processes.
final class FileLock: Sendable {
  enum Mode {
    case shared
    case exclusive
  }

  private let descriptor: Int32

  /// Opens the file, and makes it where it is absent. The lock is not taken yet.
  ///
  /// It is not inherited: a server that we start would otherwise hold it for ever.
  init(path: String) throws(EmbeddedClusterError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unusable(path: path, reason: String(cString: strerror(errno))) }
  }

  deinit { close(descriptor) }

  /// Takes it, or changes how it is held. False where others hold it so that this is not possible now.
  func tryLock(_ mode: Mode) -> Bool {
    flock(descriptor, (mode == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0
  }

  func unlock() { flock(descriptor, LOCK_UN) }

  /// Takes it within the time, asking again every 20 ms.
  func lock(_ mode: Mode, within limit: Duration) async throws {
    let start = ContinuousClock.now
    while !tryLock(mode) {
      guard start.duration(to: .now) < limit else {
        throw EmbeddedClusterError.busy(seconds: Int(limit.components.seconds))
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
