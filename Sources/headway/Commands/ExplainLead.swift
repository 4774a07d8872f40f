import ArgumentParser
import Engine
import Intake
import Store
import Terminal

struct ExplainLead: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lead",
    abstract: "Why a lead is qualified on a day or is not: each gate, each part of it, and the facts behind it.",
    discussion: "With --as-of, at the end of that day.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: "The lead: its number or one of its keys.", transform: LeadReference.argument)
  var lead: LeadReference

  func run() async throws {
    let command = self
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(command.tenant)
      let (sheet, explanation) = try await agency.database.read(as: tenant.id, asOf: command.options.asOf) { session in
        let sheet = try session.leadSheet(command.lead, of: tenant.id)
        return (sheet, try session.explanation(of: sheet.lead, tenant: tenant.id))
      }
      guard let explanation else {
        let standing = try await agency.database.standing(of: tenant.id)
        guard standing.live != nil else { throw standing.failure(of: tenant.slug) }
        let created = sheet.view.map { ": it was created on \($0.timeline.createdDay)" } ?? ""
        throw Failure(.notFound, "there was no lead \(sheet.lead.rawValue) yet on that day\(created)")
      }
      if let number = sheet.askedFor {
        agency.console.say("lead \(number.rawValue) was merged into lead \(sheet.lead.rawValue)")
      }
      let text = LeadExplanationText(explanation, sheet, tenant)
      switch agency.console.format {
      case .table: agency.console.show(text.text(on: agency.console.results))
      case .json: agency.console.show(text.document)
      case .csv: agency.console.show(text.parts)
      }
    }
  }
}
