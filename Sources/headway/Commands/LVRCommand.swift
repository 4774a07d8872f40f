import ArgumentParser
import Engine
import Store
import Terminal

struct LVRCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lvr", abstract: "A tenant's lead velocity rate, with the waterfall that leads to it.",
    discussion: """
      The last 13 periods where nothing else is said. JSON and CSV have the columns of report.lvr; with --by those of \
      report.lvr_by_channel, the column named as it was asked for. What is not stored (--by another attribute, \
      --definition another version) is counted from the log, which takes a moment for a large tenant.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Option(help: ArgumentHelp("By month or by week.", valueName: "month|week"))
  var grain: Grain = .month

  @Option(
    help: ArgumentHelp(
      "Tell the leads apart: by channel, stage, lead.ATTRIBUTE or account.ATTRIBUTE.", valueName: "attribute"))
  var by: String?

  @Option(help: ArgumentHelp("From the period with this day on.", valueName: "yyyy-mm-dd"))
  var from: Day?

  @Option(help: ArgumentHelp("Through the period with this day.", valueName: "yyyy-mm-dd"))
  var to: Day?

  @Option(help: ArgumentHelp("Under this version of the definition, without storing it.", valueName: "version"))
  var definition: Int32?

  func validate() throws {
    if let from, let to, from > to { throw ValidationError("--from \(from) is after --to \(to).") }
  }

  func run() async throws {
    let command = self
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(command.tenant)
      var trait: Trait?
      if let by = command.by { trait = try await Trait.argument(by, of: tenant, in: agency.database) }
      let query = VelocityQuery(
        grain: command.grain, from: command.from, to: command.to, trait: trait, definition: command.definition)
      guard let reading = try await agency.database.velocity(of: tenant, query, asOf: command.options.asOf) else {
        throw try await agency.database.standing(of: tenant.id).failure(of: tenant.slug)
      }
      command.show(reading, of: tenant, on: agency.console)
    }
  }

  private func show(_ reading: VelocityReading, of tenant: Tenant, on console: Console) {
    console.tell(reading.standing)
    let rows = reading.parts ?? reading.totals
    guard console.format == .table else {
      return console.show(by.map { LVRColumns.parts(rows, by: $0) } ?? LVRColumns.totals(rows))
    }
    guard !rows.isEmpty else {
      return console.say(
        reading.standing.hasLeads
          ? "no period in that range has leads" : "no leads yet: headway import leads \(tenant.slug) FILE")
    }
    console.show(LVRTable(reading: reading, tenant: tenant, trait: by).text(on: console.results))
  }
}
