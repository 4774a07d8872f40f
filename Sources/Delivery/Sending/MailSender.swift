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

  public func send(_ message: Message, to target: SinkTarget) async -> AttemptOutcome {
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

  /// By sysexits.h: 64, 65 and 67 say that this mail, as it is, will never be taken. All others may be over
  /// tomorrow, and not only 75 (EX_TEMPFAIL): msmtp says 69 of a server that is greylisting, 68 of one that
  /// cannot be found just now, 77 of a password that was changed.
  static func outcome(_ outcome: HostProgram.Outcome) -> AttemptOutcome {
    let said = outcome.output.inOneLine.cut(to: 200)
    let words = said.isEmpty ? "" : ": \(said)"
    if outcome.isLate { return .failed(reason: "sendmail took too long and was stopped\(words)") }
    return switch outcome.status {
    case 0: .delivered
    case 64, 65, 67: .refused(reason: "sendmail refused it for good (status \(outcome.status))\(words)")
    default: .failed(reason: "sendmail did not take it (status \(outcome.status))\(words)")
    }
  }
}
