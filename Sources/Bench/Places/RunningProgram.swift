import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A program that was started: it says lines, and is told lines.
///
/// Not Foundation's `Process`, whose ears for a busy child (`readabilityHandler`) crashed the bench, or missed its end: each of its
/// outputs is read by a thread here, and another waits for it.
final class RunningProgram: Sendable {
  let lines: AsyncStream<String>
  private let name: String
  private let process: pid_t
  /// Our end of its input; -1: it has none.
  private let input: Int32
  private let ended: AsyncStream<Int32>
  private let hasEnded = Mutex(false)
  private let complaints = Mutex("")

  init(_ program: String, _ arguments: [String], environment: [String: String], isAnswered: Bool) throws {
    name = URL(filePath: program).lastPathComponent
    let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(nowhere) }
    let errors = try Line()
    let talk = isAnswered ? try Line() : nil
    input = talk?.ours ?? -1
    process = try Self.spawn(
      program, arguments, environment,
      files: [talk?.theirs ?? nowhere, talk?.theirs ?? nowhere, errors.theirs])
    close(errors.theirs)
    if let talk { close(talk.theirs) }
    let (lines, line) = AsyncStream.makeStream(of: String.self)
    let (ended, end) = AsyncStream.makeStream(of: Int32.self)
    (self.lines, self.ended) = (lines, ended)
    if let talk {
      Thread.detachNewThread {
        var rest = ""
        talk.read { said in
          rest += said
          while let cut = rest.firstIndex(of: "\n") {
            line.yield(String(rest[..<cut]))
            rest = String(rest[rest.index(after: cut)...])
          }
        }
        line.finish()
      }
    } else {
      line.finish()
    }
    Thread.detachNewThread { [self] in
      errors.read { said in complaints.withLock { $0 += said } }
      close(errors.ours)
      end.yield(take())
      end.finish()
    }
  }

  deinit { if input >= 0 { close(input) } }

  func tell(_ line: String) throws {
    var rest = Array("\(line)\n".utf8)[...]
    while !rest.isEmpty {
      // One that has ended reads nothing, which must not end us.
      let sent = rest.withUnsafeBytes { send(input, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard sent > 0 || errno == EINTR else {
        throw Executable.Failed(program: name, said: "it does not listen any more")
      }
      rest = rest.dropFirst(max(0, sent))
    }
  }

  /// Waits for its end; an interruption ends it.
  func end() async throws {
    let status = await withTaskCancellationHandler {
      // Not cut short by the cancellation itself: nothing of it may be left running.
      await Task { await ended.first { _ in true } }.value
    } onCancel: {
      stop()
    }
    try Task.checkCancellation()
    guard status == 0 else {
      let said = complaints.withLock { String($0.trimmingCharacters(in: .whitespacesAndNewlines).suffix(600)) }
      // One that crashes complains of nothing.
      throw Executable.Failed(program: name, said: said.isEmpty ? "it ended with status \(status ?? -1)" : said)
    }
  }

  func stop() { hasEnded.withLock { if !$0 { kill(process, SIGTERM) } } }

  /// Blocks until it has ended: its status, or 128 and the signal that ended it.
  private func take() -> Int32 {
    // Looks first, and leaves the number taken: once it is free it may be another process's.
    var found = siginfo_t()
    while waitid(P_PID, id_t(process), &found, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    return hasEnded.withLock { hasEnded in
      hasEnded = true
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0 { guard errno == EINTR else { return -1 } }
      let signal = status & 0x7F
      return signal == 0 ? status >> 8 & 0xFF : 128 + signal
    }
  }

  private static func spawn(
    _ program: String, _ arguments: [String], _ environment: [String: String], files: [Int32]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, file) in files.enumerated() { posix_spawn_file_actions_adddup2(&actions, file, Int32(number)) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What a thread of ours keeps away it is to hear.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var texts = ([program] + arguments).map { strdup($0) } + [nil]
    var settings = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in texts + settings { free(text) } }
    var process = pid_t()
    let failure = posix_spawn(&process, program, &actions, &attributes, &texts, &settings)
    guard failure == 0 else {
      throw Executable.Failed(program: program, said: String(cString: strerror(failure)))
    }
    return process
  }
}

/// A line to a program, of which no other program is given an end.
private struct Line {
  let ours: Int32
  let theirs: Int32

  init() throws {
    var ends: [Int32] = [0, 0]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw Executable.Failed(program: "socketpair", said: String(cString: strerror(errno)))
    }
    (ours, theirs) = (ends[0], ends[1])
  }

  /// All that is said, until nobody is left to say anything. Blocks.
  func read(_ take: (String) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(ours, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      take(String(decoding: buffer[..<count], as: UTF8.self))
    }
  }
}
