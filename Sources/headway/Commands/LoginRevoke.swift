import ArgumentParser
import Store
import Terminal

struct LoginRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Drop a login. Its open sessions see nothing from their next statement on.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The login, as `login list` names it.")
  var login: String

  @Flag(help: "Do not ask.")
  var yes = false

  func run() async throws {
    let (role, yes) = (login, yes)
    try await options.withAgency { agency in
      try agency.console.confirmation(isGiven: yes).agree(to: "drop login \(role)")
      try await agency.database.logins.revoke(role)
      agency.console.say("login \(role) is gone")
    }
  }
}
