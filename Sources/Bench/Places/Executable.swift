import Foundation

/// Another program, as a process of its own.
struct Executable: Sendable {
  let file: URL

  struct Failed: Error, CustomStringConvertible {
    let program: String
    let said: String
    var description: String { "\(program) failed: \(said)" }
  }

  init(file: URL) { self.file = file }

  /// Looks for it where a shell would; `nil` where there is none on this machine.
  init?(named name: String) {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = path.split(separator: ":").map(String.init) + ["/usr/bin", "/usr/local/bin"]
    guard
      let found = folders.map({ URL(filePath: $0).appending(path: name) })
        .first(where: { FileManager.default.isExecutableFile(atPath: $0.path) })
    else { return nil }
    file = found
  }

  /// Runs it to its end, without anything to read. Throws with the last of what it complained of where it fails.
  ///
  /// - Parameter environment: Set beside this process's own.
  func run(_ arguments: [String], environment: [String: String] = [:]) async throws {
    let running = try start(arguments, environment: environment, isAnswered: false)
    try await running.end()
  }

  /// Starts it, to be talked to by lines.
  func start(
    _ arguments: [String], environment: [String: String], isAnswered: Bool = true
  ) throws -> RunningProgram {
    let all = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    return try RunningProgram(file.path, arguments, environment: all, isAnswered: isAnswered)
  }
}
