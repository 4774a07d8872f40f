import ArgumentParser
import Foundation
import Store
import Terminal

struct LoginCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a read-only login. Its URL is shown this once.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var owner: LoginOwner

  @Option(help: ArgumentHelp("A note for yourself: who gets it.", valueName: "text"))
  var label = ""

  @Option(
    help: ArgumentHelp(
      "When it ends: a day of yours, or a time from now: 90d, 12h. (default: never)", valueName: "when"))
  var expires: Expiry?

  @Option(help: ArgumentHelp("Sessions that it may have open at a time.", valueName: "n"))
  var connections = Logins.connections

  func validate() throws {
    guard (1...1_000).contains(connections) else { throw ValidationError("A login may have 1 to 1,000 connections.") }
  }

  func run() async throws {
    let (owner, label, connections) = (owner, label, connections)
    let end = try expires.map { try $0.instant(after: .now) }
    try await options.withAgency { agency in
      let login = try await agency.database.logins.create(
        for: try await owner.find(in: agency), label: label, until: end, connections: connections)
      agency.console.show(Table(login))
      agency.console.say("keep the URL safe: it holds the password, which is stored nowhere")
    }
  }
}
