import Foundation

/// The real program, as a user runs it: the one that `HEADWAY_BINARY` names, else the one built beside the tests.
struct HeadwayBinary {
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs it to its end, with an empty standard input and nothing of ours in its environment but what is given.
  static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Outcome {
    let process = Process()
    process.executableURL = path
    process.arguments = arguments
    process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    // Both are read to their ends while it runs: a full pipe would stop it.
    async let outputText = text(of: output)
    async let errorsText = text(of: errors)
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in done.resume() }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        done.resume(throwing: error)
      }
    }
    return Outcome(status: process.terminationStatus, output: await outputText, errors: await errorsText)
  }

  /// Starts it and does not wait; what it says is thrown away.
  static func start(_ arguments: [String], environment: [String: String]) throws -> Process {
    let process = Process()
    process.executableURL = path
    process.arguments = arguments
    process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private static func text(of pipe: Pipe) async -> String {
    let handle = pipe.fileHandleForReading
    return await withCheckedContinuation { done in
      DispatchQueue.global().async {
        let bytes = (try? handle.readToEnd()) ?? Data()
        done.resume(returning: String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  private static let path: URL = {
    if let named = ProcessInfo.processInfo.environment["HEADWAY_BINARY"] { return URL(filePath: named) }
    let tests = URL(filePath: CommandLine.arguments.first ?? "")
    return tests.deletingLastPathComponent().appending(path: "headway")
  }()
}
