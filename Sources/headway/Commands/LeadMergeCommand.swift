import ArgumentParser
import Engine
import Foundation
import Intake
import Store
import Terminal
import Workers

struct LeadMergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Say that two leads are one person. The lower number survives.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: "A lead: its number or one of its keys.", transform: LeadReference.argument)
  var first: LeadReference

  @Argument(help: "The other one.", transform: LeadReference.argument)
  var second: LeadReference

  func run() async throws {
    let command = self
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(command.tenant)
      let now = Int64(Date.now.timeIntervalSince1970 * 1_000_000)
      let outcome = try await agency.database.write(as: tenant.id) { session in
        try LeadMerge(tenant: tenant).run(command.first, command.second, at: now, in: &session)
      }
      try await agency.refresh(tenant)
      agency.console.show(
        .record([
          "lead_id": .int(outcome.survivor.rawValue), "merged": .int(outcome.absorbed?.rawValue),
          "by": .text(outcome.joined.isEmpty ? nil : outcome.joined.map(\.description).joined(separator: " = ")),
        ]))
      if outcome.absorbed == nil { agency.console.say("they were one lead already, nothing was changed") }
    }
  }
}
