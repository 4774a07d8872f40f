import Foundation
import LibPQ

/// The real `psql`, as a process of its own: the limit that users know.
struct Psql: Sendable {
  let program: URL
  let place: Conninfo

  struct Failed: Error, CustomStringConvertible {
    let said: String
    var description: String { "psql failed: \(said)" }
  }

  /// `nil` where there is none on this machine.
  init?(_ place: Conninfo) {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = path.split(separator: ":").map(String.init) + ["/usr/bin", "/usr/local/bin"]
    guard
      let found = folders.map({ URL(filePath: $0).appending(path: "psql") })
        .first(where: { FileManager.default.isExecutableFile(atPath: $0.path) })
    else { return nil }
    program = found
    self.place = place
  }

  /// Runs one command, `\copy …` or SQL, and waits for its end.
  func run(_ command: String) async throws {
    let process = Process()
    process.executableURL = program
    var shown = place
    // Everybody can read another process's arguments; its environment only who owns it.
    shown["password"] = nil
    process.arguments = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", shown.text, "-c", command]
    var environment = ProcessInfo.processInfo.environment
    if let password = place["password"] { environment["PGPASSWORD"] = password }
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let said = Pipe()
    process.standardError = said
    let status = try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { done in
        process.terminationHandler = { done.resume(returning: $0.terminationStatus) }
        do { try process.run() } catch { done.resume(throwing: error) }
      }
    } onCancel: {
      if process.isRunning { process.terminate() }
    }
    try Task.checkCancellation()
    guard status == 0 else {
      let text = String(decoding: said.fileHandleForReading.availableData, as: UTF8.self)
      throw Failed(said: text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }
}
