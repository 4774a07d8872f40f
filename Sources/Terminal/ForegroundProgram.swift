import Dispatch
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Another program that has the terminal until it ends: its input, its output and its keys.
///
/// Ctrl-C and Ctrl-\ are the program's while it runs, and do nothing to us; being told to end, or
/// losing the terminal, is passed on to it, so that what follows its end is still done.
public struct ForegroundProgram: Sendable {
  private let name: String
  private let arguments: [String]
  private let environment: [String: String]

  /// - Parameters:
  ///   - name: Looked for in `PATH`.
  ///   - environment: Added to ours.
  public init(name: String, arguments: [String], environment: [String: String] = [:]) {
    self.name = name
    self.arguments = arguments
    self.environment = environment
  }

  /// Runs it to its end; returns its status, or 128 and the number of the signal that ended it.
  public func run() async throws(Failure) -> Int32 {
    let kept = [SIGINT, SIGQUIT].map { ($0, signal($0, SIG_IGN)) }
    defer { for (number, action) in kept { signal(number, action) } }
    let process = try spawn()
    let passed = [SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
      source.setEventHandler { kill(process, number) }
      source.resume()
      return (number, source)
    }
    defer {
      for (number, source) in passed {
        source.cancel()
        signal(number, SIG_DFL)
      }
    }
    return await withCheckedContinuation { done in
      DispatchQueue.global().async { done.resume(returning: Self.wait(for: process)) }
    }
  }

  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return -1 }
    }
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }

  private func spawn() throws(Failure) -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Ignoring a signal is inherited, and psql is to be stoppable.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGQUIT)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let surroundings = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let words = ([name] + arguments).map { strdup($0) }
    let settings = surroundings.map { strdup("\($0)=\($1)") }
    defer { for text in words + settings { free(text) } }
    var process = pid_t()
    let error = posix_spawnp(&process, name, nil, &attributes, words + [nil], settings + [nil])
    guard error == 0 else {
      throw Failure(
        .failed, "\(name) cannot be started: \(String(cString: strerror(error)))",
        advice: error == ENOENT ? "install it (Debian: apt-get install postgresql-client)" : nil)
    }
    return process
  }
}
