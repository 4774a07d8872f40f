import ArgumentParser
import Store
import Terminal

struct LoginRotate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "Give a login a new password. The old one opens no new session.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The login, as `login list` names it.")
  var login: String

  func run() async throws {
    let role = login
    try await options.withAgency { agency in
      agency.console.show(Table(try await agency.database.logins.rotate(role)))
    }
  }
}
