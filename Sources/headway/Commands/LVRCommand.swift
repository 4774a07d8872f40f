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
      --definition another version) is counted from the log, which takes a moment for a large tenant. With --published \
      the columns are those of report.published_lvr, and JSON has a list of the leads that differ beside them.
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

  @Flag(help: "What was published, beside what is so now and why it differs: headway close.")
  var published = false

  @Option(help: ArgumentHelp("With --published: so many of the leads that differ; 0 for all.", valueName: "n"))
  var limit = 20

  func validate() throws {
    if published, by != nil || definition != nil || grain != .month {
      throw ValidationError(
        "--published are months as they were published: it goes with no --by, --definition or --grain.")
    }
    if limit < 0 { throw ValidationError("--limit \(limit) is below 0.") }
    if let from, let to, from > to { throw ValidationError("--from \(from) is after --to \(to).") }
  }

  func run() async throws {
    let command = self
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(command.tenant)
      if command.published { return try await command.showPublished(of: tenant, agency) }
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

  private func showPublished(of tenant: Tenant, _ agency: Agency) async throws {
    let console = agency.console
    let most = console.format == .csv ? 0 : console.format == .json || limit == 0 ? nil : limit
    guard
      let reading = try await agency.database.published(
        of: tenant, from: from, to: to, leads: most, asOf: options.asOf)
    else { throw try await agency.database.standing(of: tenant.id).failure(of: tenant.slug) }
    console.tell(reading.standing)
    switch console.format {
    case .json: console.show(PublishedColumns.json(reading))
    case .csv: console.show(PublishedColumns.csv(reading))
    case .table where reading.months.isEmpty:
      console.say(
        "no month was published\(from == nil && to == nil ? "" : " in that range"): headway close \(tenant.slug) YYYY-MM"
      )
    case .table: console.show(PublishedText(reading: reading, tenant: tenant).text(on: console.results))
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
