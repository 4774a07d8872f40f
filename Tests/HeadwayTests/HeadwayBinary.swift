import Foundation
import TestSupport

/// The real program, as a user runs it: the one that `HEADWAY_BINARY` names, else the one built beside the tests.
struct HeadwayBinary {
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs it to its end, with an empty standard input and nothing of ours in its environment but what is given.
  static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Outcome {
    let (output, errors) = (try Outlet(), try Outlet())
    let process = try start(arguments, environment: environment, output: output, errors: errors)
    // Both are read to their ends while it runs: a full pipe would stop it.
    async let outputText = output.text()
    async let errorsText = errors.text()
    return Outcome(status: await process.end(), output: await outputText, errors: await errorsText)
  }

  /// Starts it and does not wait; what it says is thrown away unless there is somewhere to write it to.
  static func start(
    _ arguments: [String], environment: [String: String], output: Outlet? = nil, errors: Outlet? = nil
  ) throws -> ChildProcess {
    try ChildProcess(
      path.path, arguments,
      environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""].merging(environment) { $1 },
      output: output, errors: errors)
  }

  private static let path: URL = {
    if let named = ProcessInfo.processInfo.environment["HEADWAY_BINARY"] { return URL(filePath: named) }
    let tests = URL(filePath: CommandLine.arguments.first ?? "")
    return tests.deletingLastPathComponent().appending(path: "headway")
  }()
}
