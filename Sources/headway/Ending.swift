import ArgumentParser
import Foundation
import Terminal

extension Headway {
  /// Ends the process as the error asks: the text where it belongs, and the status that scripts rely on.
  static func end(with error: any Error) -> Never {
    // The command may be one that did not parse, so its options are looked for among the plain arguments.
    let console = Environment.current.console(
      format: .table, isQuiet: false, allowsColours: !CommandLine.arguments.contains("--no-color"))
    switch exitCode(for: error) {
    case .success:  // --help, --version, completions: results like any other
      console.show(fullMessage(for: error))
      Foundation.exit(0)
    case .validationFailure:
      StandardError.write(usage(for: error))
      Foundation.exit(Failure.Kind.usage.rawValue)
    case let status where error is ExitCode:
      Foundation.exit(status.rawValue)
    default:
      let failure = Failure(error)
      console.fail(failure)
      Foundation.exit(failure.kind.rawValue)
    }
  }

  private static func usage(for error: any Error) -> String {
    let message = fullMessage(for: error)
    let prefix = "Error: "
    return "headway: \(message.hasPrefix(prefix) ? message.dropFirst(prefix.count) : message[...])\n"
  }
}
