import Glibc

/// A process with a socket as its input and output.
struct Spawned {
  private let id: pid_t
  /// Held open here alone: the child reads end-of-file when this process is gone.
  let channel: CInt

  /// Detached: in a session of its own, so that a signal to the tests' process group does
  /// not reach it, and nobody's child. A child that ends unwaited for, as it would do some
  /// day, keeps Swift Testing's exit tests from seeing their own end.
  static func detached(_ command: [String]) throws -> Spawned {
    let process = try Spawned(["setsid", "--fork"] + command)
    _ = process.wait()
    return process
  }

  init(_ command: [String]) throws {
    var ends: [CInt] = [0, 0]
    // Close-on-exec from the first moment: a child that another thread starts just now
    // must not hold it open.
    let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw TestSupportError("no socket pair") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    // Of the others that another thread has open just now nothing: a server would hold the end of
    // a pipe for as long as it runs, and who reads that pipe would wait as long.
    for other in 3..<1_024 as Range<CInt> { posix_spawn_file_actions_addclose(&actions, other) }
    var arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var id = pid_t()
    let failure = posix_spawnp(&id, command[0], &actions, nil, &arguments, environ)
    posix_spawn_file_actions_destroy(&actions)
    close(ends[1])
    (self.id, channel) = (id, ends[0])
    guard failure == 0 else { throw TestSupportError("\(command[0]) cannot be started: error \(failure)") }
  }

  /// Waits for a line of its output; "" when it ended without one.
  func firstLine() -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(channel, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }

  /// Zero for success.
  func waitForEnd() -> CInt {
    defer { close(channel) }
    return wait()
  }

  private func wait() -> CInt {
    var status: CInt = 0
    while waitpid(id, &status, 0) < 0 && errno == EINTR {}
    return status
  }
}
