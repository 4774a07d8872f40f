import ArgumentParser
import Engine
import Intake
import Store
import Terminal
import Workers

struct LeadSplitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split", abstract: "Say that keys identify nobody: what shared them falls apart.",
    discussion: "For good, and for every lead that carries one of them; a shared mailbox joins nobody any more.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: "The lead: its number or one of its keys.", transform: LeadReference.argument)
  var lead: LeadReference

  @Argument(help: "Keys of it, as lead show lists them: email:office@acme.io.")
  var keys: [String]

  @Flag(help: "Do not ask.")
  var yes = false

  func run() async throws {
    let command = self
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(command.tenant)
      try agency.console.confirmation(isGiven: command.yes)
        .agree(to: "ban \(command.keys.joined(separator: ", ")) from joining anybody, for good")
      let outcome = try await agency.database.write(as: tenant.id) { session in
        try LeadSplit(tenant: tenant).run(command.lead, keys: command.keys, in: &session)
      }
      try await agency.refresh(tenant)
      agency.console.show(
        Table(
          ["lead_id", "keys"],
          rows: outcome.parts.map {
            [.int($0.lead.rawValue), .text($0.keys.map(\.description).joined(separator: ", "))]
          }))
      if outcome.parts.count == 1 {
        agency.console.say("other keys still hold it together: headway lead split takes several")
      }
    }
  }
}
