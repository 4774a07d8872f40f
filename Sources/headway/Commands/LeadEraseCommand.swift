import ArgumentParser
import Engine
import Intake
import Store
import Terminal
import Workers

struct LeadEraseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Erase a person for good. The counts stay, and no import brings the person back.",
    discussion: """
      Names, addresses, keys, attributes and events go. What stays is the lead's number, the days that it counts on, \
      the sums of its deals, and a digest of each key. Backups and exports that were made before still have the person.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: "The lead: its number or one of its keys.", transform: LeadReference.argument)
  var lead: LeadReference

  @Flag(help: "Do not ask.")
  var yes = false

  func run() async throws {
    let command = self
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(command.tenant)
      let sheet = try await agency.database.read(as: tenant.id) { try $0.leadSheet(command.lead, of: tenant.id) }
      let person = sheet.view?.person ?? sheet.keys.first?.description
      try agency.console.confirmation(isGiven: command.yes)
        .agree(to: "erase lead \(sheet.lead.rawValue)\(person.map { " (\($0))" } ?? ""), for good")
      let outcome = try await Erasure(agency.database, tenant: tenant).run(.number(sheet.lead))
      agency.console.show(
        .record([
          "lead_id": .int(outcome.lead.rawValue), "still_counted": .bool(outcome.isCounted),
          "records": .int(outcome.removed.records), "events": .int(outcome.removed.events),
          "alerts": .int(outcome.removed.alerts), "rejects": .int(outcome.rejects),
          "messages": .int(outcome.refusals),
          "deals_unnamed": .int(outcome.removed.deals), "keys_refused": .int(outcome.keys),
        ]))
      agency.console.say("lead \(outcome.lead.rawValue) is erased; rows with one of its keys are rejected from now on")
    }
  }
}
