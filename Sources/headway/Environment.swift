import Foundation
import Terminal

/// What the process was started with. The only place that reads the environment.
struct Environment: Sendable {
  /// `HEADWAY_DATABASE_URL`: which database, where `--database` does not say.
  let database: String?

  /// `HEADWAY_HOME`, else `~/.headway`: the embedded database and the connections of the service.
  let home: URL

  /// `NO_COLOR` with anything in it.
  let forbidsColours: Bool

  /// `HEADWAY_ALLOW_PRIVATE_TARGETS=1`: alerts may go to this machine and its network, and over plain HTTP.
  let allowsPrivateTargets: Bool

  /// `HEADWAY_SENDMAIL`, else where every system has it: the program that takes mail.
  let sendmail: URL

  /// `HEADWAY_LISTEN`: where the service listens; `nil` for this machine's port 8080.
  let listen: String?

  /// `HEADWAY_INTAKE_RATE`: how many messages a second a client may send to this process, for good.
  let intakeRate: String?
  /// `HEADWAY_URL`: where people reach the service; `nil` for where it listens.
  let publicURL: String?

  /// `host:pid`: how operators tell this process from others.
  let processName = "\(ProcessInfo.processInfo.hostName):\(ProcessInfo.processInfo.processIdentifier)"

  private let terminalType: String?

  static let current = Environment(ProcessInfo.processInfo.environment)

  init(_ variables: [String: String]) {
    // A variable that is set to nothing is one that is not set.
    let variables = variables.filter { !$0.value.isEmpty }
    database = variables["HEADWAY_DATABASE_URL"]
    home =
      variables["HEADWAY_HOME"].map { URL(filePath: $0) }
      ?? FileManager.default.homeDirectoryForCurrentUser.appending(path: ".headway")
    forbidsColours = variables["NO_COLOR"] != nil
    allowsPrivateTargets = variables["HEADWAY_ALLOW_PRIVATE_TARGETS"] == "1"
    sendmail = URL(filePath: variables["HEADWAY_SENDMAIL"] ?? "/usr/sbin/sendmail")
    listen = variables["HEADWAY_LISTEN"]
    intakeRate = variables["HEADWAY_INTAKE_RATE"]
    publicURL = variables["HEADWAY_URL"]
    terminalType = variables["TERM"]
  }

  /// The screens behind the three standard streams.
  func console(format: Format, isQuiet: Bool, allowsColours: Bool) -> Console {
    func screen(_ descriptor: Int32) -> Screen {
      .of(descriptor: descriptor, allowsColours: allowsColours && !forbidsColours, terminalType: terminalType)
    }
    return Console(
      format: format, isQuiet: isQuiet, results: screen(1), messages: screen(2),
      isInteractive: Screen.of(descriptor: 0, allowsColours: false, terminalType: nil).isTerminal)
  }
}
