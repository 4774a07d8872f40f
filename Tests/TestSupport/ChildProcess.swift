import Dispatch
public import Foundation
import Glibc
import Synchronization

/// A program that a test runs, signals and waits for.
///
/// Foundation's `Process` is not for hundreds of them from several threads at once: in a long soak it read past the end of its
/// own memory. And a child of its inherits the signals that its thread keeps away, so that SIGTERM may never reach it.
public final class ChildProcess: Sendable {
  public let processIdentifier: pid_t

  private struct State {
    var status: CInt?
    var waiting: [CheckedContinuation<CInt, Never>] = []
  }
  private let state = Mutex(State())
  private let ended = NSCondition()

  /// Starts it with an empty input, this environment and no file of ours but those it is to write to.
  ///
  /// - Parameters:
  ///   - output: Where it writes to; `nil`: nowhere.
  ///   - errors: The same for what it complains of; may be the same.
  public init(
    _ program: String, _ arguments: [String], environment: [String: String], output: Outlet? = nil,
    errors: Outlet? = nil
  ) throws {
    let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(nowhere) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (ours, theirs) in [(nowhere, 0), (output?.theirs ?? nowhere, 1), (errors?.theirs ?? nowhere, 2)]
      as [(CInt, CInt)]
    {
      posix_spawn_file_actions_adddup2(&actions, ours, theirs)
    }
    for other in 3..<1_024 as Range<CInt> { posix_spawn_file_actions_addclose(&actions, other) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var texts = ([program] + arguments).map { strdup($0) } + [nil]
    var settings = environment.map { strdup("\($0)=\($1)") } + [nil]
    // The child's ends are its own from here on.
    defer {
      for text in texts + settings { free(text) }
      for end in Set([output?.theirs, errors?.theirs].compactMap { $0 }) { close(end) }
    }
    var id = pid_t()
    let failure = posix_spawnp(&id, program, &actions, &attributes, &texts, &settings)
    guard failure == 0 else { throw TestSupportError("\(program) cannot be started: error \(failure)") }
    processIdentifier = id
    // Waited for in any case: an end that nobody takes up would be Swift Testing's to find.
    Thread.detachNewThread { [self] in take() }
  }

  /// Runs a program to its end; what it says and what it complains of come together.
  public static func run(
    _ program: String, _ arguments: [String],
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) async throws -> (status: CInt, said: String) {
    let said = try Outlet()
    let process = try ChildProcess(program, arguments, environment: environment, output: said, errors: said)
    let text = await said.text()
    return (await process.end(), text)
  }

  /// How it ended, or the number of the signal that ended it.
  public func end() async -> CInt {
    await withCheckedContinuation { done in
      let status = state.withLock { state in
        if state.status == nil { state.waiting.append(done) }
        return state.status
      }
      if let status { done.resume(returning: status) }
    }
  }

  public var isRunning: Bool { state.withLock { $0.status == nil } }

  /// Blocks until it has ended.
  public func waitUntilExit() {
    ended.lock()
    while isRunning { ended.wait() }
    ended.unlock()
  }

  public func terminate() { signal(SIGTERM) }

  /// Does nothing once it has ended: its number may be another's then.
  public func signal(_ signal: CInt) {
    state.withLock { state in if state.status == nil { _ = kill(processIdentifier, signal) } }
  }

  private func take() {
    // Left as it is at first, so that no signal goes to a number that is free already.
    var seen = siginfo_t()
    while waitid(P_PID, id_t(processIdentifier), &seen, WEXITED | WNOWAIT) < 0 && errno == EINTR {}
    let waiting = state.withLock { state in
      var raw: CInt = 0
      while waitpid(processIdentifier, &raw, 0) < 0 && errno == EINTR {}
      let status = raw & 0x7f == 0 ? (raw >> 8) & 0xff : raw & 0x7f
      state.status = status
      defer { state.waiting = [] }
      return state.waiting.map { ($0, status) }
    }
    ended.lock()
    ended.broadcast()
    ended.unlock()
    for (done, status) in waiting { done.resume(returning: status) }
  }
}
