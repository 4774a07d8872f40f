internal import Dispatch
public import Foundation
internal import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A program of this machine that is run to its end.
///
/// Not Foundation's `Process`: on Linux that one takes a program to have ended only when all that it has started have,
/// and the server that `pg_ctl` leaves behind is to go on.
public struct HostProgram: Sendable {
  public struct Outcome: Sendable {
    /// What it ended with; 128 and the number of the signal that ended it.
    public let status: Int32
    /// Standard output and standard error, as they came.
    public let output: String
    /// It took too long, and was killed with all that it had started.
    public let isLate: Bool
  }

  let path: URL
  let arguments: [String]

  /// Whom to become; nil to stay who we are.
  let account: Account?

  /// `HOME` of the program, where it is not that of the account.
  private let home: String

  init(path: URL, arguments: [String], account: Account?) {
    self.init(path: path, arguments: arguments, account: account, home: account?.home ?? "/")
  }

  /// A program that runs as we do, and finds its settings in our home.
  public init(path: URL, arguments: [String]) {
    let home = FileManager.default.homeDirectoryForCurrentUser.path
    self.init(path: path, arguments: arguments, account: nil, home: home)
  }

  private init(path: URL, arguments: [String], account: Account?, home: String) {
    self.path = path
    self.arguments = arguments
    self.account = account
    self.home = home
  }

  /// Where `PATH`, or the folders that every system has, know a program.
  public static func find(_ name: String) -> URL? {
    searchPath.map { URL(filePath: $0).appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  private static let searchPath: [String] = {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map(String.init) + ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"]
  }()

  /// Runs it, and throws what it says when it does not end with status 0.
  @discardableResult
  func succeed(input: String = "") async throws -> String {
    let outcome = try await run(input: input)
    guard outcome.status == 0 else {
      let output = outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
      throw EmbeddedClusterError.programFailed(name: path.lastPathComponent, output: output)
    }
    return outcome.output
  }

  /// Runs it in `/`, in the language that we read its messages in.
  ///
  /// It has a process group of its own: Ctrl-C is for us, who then stop the server in order. What it says goes
  /// through a file, not a pipe, which a server that it leaves behind would keep open for ever.
  ///
  /// - Parameter patience: How long it may take before its group is killed; nil for as long as it likes.
  public func run(input: String = "", patience: Duration? = nil) async throws -> Outcome {
    let asked = try Scratch(holding: input)
    let spoken = try Scratch(holding: "")
    let running = RunningProgram(try spawn(input: asked.descriptor, output: spoken.descriptor))
    let limit = patience.map { patience in
      Task {
        try await Task.sleep(for: patience)
        running.kill()
      }
    }
    let status = await withCheckedContinuation { done in
      DispatchQueue.global().async { done.resume(returning: running.wait()) }
    }
    limit?.cancel()
    return Outcome(status: status, output: try spoken.text(), isLate: running.isKilled)
  }

  // MARK: - Spawning

  private func spawn(input: Int32, output: Int32) throws -> pid_t {
    let command = try command
    let environment = ["PATH=\(Self.searchPath.joined(separator: ":"))", "LC_ALL=C", "HOME=\(home)"]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, output, 2)
    // The server outlives us. What else we were started with, or have open in another thread, it must
    // not hold: the lock of a script, the end of a pipe that somebody reads to its end.
    for other in 3..<1_024 as Range<Int32> { posix_spawn_file_actions_addclose(&actions, other) }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    posix_spawnattr_setpgroup(&attributes, 0)
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)

    var process = pid_t()
    let error = withCStrings(command) { arguments in
      withCStrings(environment) { posix_spawn(&process, command[0], &actions, &attributes, arguments, $0) }
    }
    guard error == 0 else {
      throw EmbeddedClusterError.programFailed(name: command[0], output: String(cString: strerror(error)))
    }
    return process
  }

  /// The program and its arguments, behind those that change where and who we are: the server's account may not be
  /// allowed into the folder that we stand in.
  private var command: [String] {
    get throws {
      let atRoot = ["/bin/sh", "-c", "cd / && exec \"$@\"", "sh"]
      guard let account else { return atRoot + [path.path] + arguments }
      guard let setpriv = Self.find("setpriv") else {
        throw EmbeddedClusterError.programFailed(name: "setpriv", output: "not found; it is part of util-linux")
      }
      let identity = ["--reuid", String(account.user), "--regid", String(account.group), "--init-groups", "--"]
      return atRoot + [setpriv.path] + identity + [path.path] + arguments
    }
  }
}

/// A program between its start and its end, so that it can be killed from elsewhere.
private final class RunningProgram: Sendable {
  private let process: pid_t
  private let stage = Mutex<(isEnded: Bool, isKilled: Bool)>((false, false))

  init(_ process: pid_t) { self.process = process }

  var isKilled: Bool { stage.withLock { $0.isKilled } }

  /// Blocks until it has ended.
  func wait() -> Int32 {
    // Looks, and leaves the number taken: once it is free it may be another process's, and must not be killed.
    var found = siginfo_t()
    while waitid(P_PID, id_t(process), &found, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    stage.withLock { $0.isEnded = true }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      // Somebody else has waited for it: then nothing is known of how it ended.
      guard errno == EINTR else { return -1 }
    }
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }

  func kill() {
    stage.withLock { stage in
      guard !stage.isEnded else { return }
      stage.isKilled = true
      _ = killpg(process, SIGKILL)
    }
  }
}

/// Texts as C has them in `argv`, for as long as the body runs.
private func withCStrings<Result>(
  _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = texts.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers + [nil])
}

/// A file without a name.
private struct Scratch {
  private let handle: FileHandle

  var descriptor: Int32 { handle.fileDescriptor }

  init(holding text: String) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "headway-\(UUID().uuidString)").path
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw EmbeddedClusterError.unusable(path: path, reason: "cannot be written") }
    unlink(path)
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: Data(text.utf8))
    try handle.seek(toOffset: 0)
  }

  func text() throws -> String {
    try handle.seek(toOffset: 0)
    return String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
  }
}
