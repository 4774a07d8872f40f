import ArgumentParser
import Store
import Terminal

struct LoginCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a read-only login. Its URL is shown this once.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var owner: LoginOwner

  @Option(help: ArgumentHelp("A note for yourself: who gets it.", valueName: "text"))
  var label = ""

  func run() async throws {
    let (owner, label) = (owner, label)
    try await options.withAgency { agency in
      let login = try await agency.database.logins.create(for: try await owner.find(in: agency), label: label)
      agency.console.show(Table(login))
      agency.console.say("keep the URL safe: it holds the password, which is stored nowhere")
    }
  }
}
