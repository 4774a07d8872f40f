import ArgumentParser
import Engine
import Store
import Terminal

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Where a figure comes from, down to the facts.",
    subcommands: [ExplainLVR.self, ExplainLead.self])

  @OptionGroup var options: GlobalOptions
}

struct ExplainLVR: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lvr",
    abstract: "A period's lead velocity rate: the formula, the waterfall, and who entered and left by what.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: "The period: 2026-10 or 2026-W43.")
  var period: Period

  @Option(help: ArgumentHelp("How many leads of each change to show.", valueName: "n"))
  var limit = 10

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit \(limit) is less than none.") }
  }

  func run() async throws {
    let command = self
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(command.tenant)
      let explanation = try await agency.database.explanation(
        of: command.period, tenant: tenant, limit: command.limit, asOf: command.options.asOf)
      guard let explanation else {
        let standing = try await agency.database.standing(of: tenant.id)
        guard standing.live != nil else { throw standing.failure(of: tenant.slug) }
        throw StoreError.noSuchPeriod(tenant: tenant.slug, period: command.period.name)
      }
      agency.console.tell(explanation.standing)
      switch agency.console.format {
      case .table: agency.console.show(ExplanationText(explanation, tenant).text(on: agency.console.results))
      case .json: agency.console.show(explanation.document)
      case .csv: agency.console.show(explanation.leads)
      }
    }
  }
}
