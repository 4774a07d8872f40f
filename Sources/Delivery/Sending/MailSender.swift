public import Definitions
public import Foundation
internal import Store

/// Sends mail through the host's `sendmail` program: the agency's machine knows how mail leaves it.
public struct MailSender: Sender {
  private let program: URL
  private let patience: Duration

  /// - Parameters:
  ///   - program: Takes a mail on its standard input and recipients after `--`, as every `sendmail` does.
  ///   - patience: After it the program is killed, with all that it has started.
  public init(program: URL = URL(filePath: "/usr/sbin/sendmail"), patience: Duration = .seconds(30)) {
    self.program = program
    self.patience = patience
  }

  public func send(_ message: Message, to target: SinkTarget) async -> Outcome {
    guard case .email(let to, let from) = target else { return .refused(reason: "this sink takes no mail") }
    guard FileManager.default.isExecutableFile(atPath: program.path) else {
      return .failed(
        reason: "\(program.path) is no program: install a mail transfer agent, or set HEADWAY_SENDMAIL to its sendmail")
    }
    // `-i`: a line with a dot alone is part of the mail. Recipients come as arguments and not from the
    // headers, behind `--`: none of them is an option.
    let arguments = ["-i", "-f", from.text, "--"] + to.map(\.text)
    do {
      let outcome = try await HostProgram(path: program, arguments: arguments)
        .run(input: MailText(message, to: to, from: from).text, patience: patience)
      return Self.outcome(outcome)
    } catch {
      return .failed(reason: "\(program.path) cannot be started")
    }
  }

  /// 75 is EX_TEMPFAIL of sysexits.h: the same mail may be taken later. Every other says that it will not.
  static func outcome(_ outcome: HostProgram.Outcome) -> Outcome {
    let said = outcome.output.inOneLine.cut(to: 200)
    let words = said.isEmpty ? "" : ": \(said)"
    if outcome.isLate { return .failed(reason: "sendmail took too long and was stopped\(words)") }
    return switch outcome.status {
    case 0: .delivered
    case 75: .failed(reason: "sendmail cannot take it now (status 75)\(words)")
    case 126...: .failed(reason: "sendmail ended with status \(outcome.status)\(words)")
    default: .refused(reason: "sendmail refused it (status \(outcome.status))\(words)")
    }
  }
}
