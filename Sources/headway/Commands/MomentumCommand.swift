import ArgumentParser
import Definitions
import Engine
import Store
import Terminal

struct MomentumCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "momentum", abstract: "Which leads speed up, and which go cold.",
    discussion: """
      The fastest first. JSON and CSV have the columns of report.momentum, and those of report.account_momentum with \
      --accounts. Why a lead has what it has: headway explain lead.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Option(help: ArgumentHelp("Of this tier alone.", valueName: "hot|warming|neutral|cooling|cold"))
  var tier: Tier?

  @Flag(help: "The companies instead of the leads.")
  var accounts = false

  @Option(help: "So many; 0 for all.")
  var limit = 20

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit \(limit) is below 0.") }
    if accounts, tier != nil { throw ValidationError("A company has no tier: --tier goes with leads.") }
  }

  func run() async throws {
    let command = self
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(command.tenant)
      if command.accounts {
        try await command.showAccounts(of: tenant, agency)
      } else {
        try await command.showLeads(of: tenant, agency)
      }
    }
  }

  private var most: Int? { limit == 0 ? nil : limit }

  private func showLeads(of tenant: Tenant, _ agency: Agency) async throws {
    let console = agency.console
    guard
      let reading = try await agency.database.momentum(of: tenant, tier: tier, limit: most, asOf: options.asOf)
    else { throw try await agency.database.standing(of: tenant.id).failure(of: tenant.slug) }
    console.tell(reading.standing)
    guard console.format == .table else { return console.show(MomentumColumns.leads(reading, of: tenant)) }
    let all = reading.tiers.values.reduce(0, +)
    guard all > 0 else {
      return console.say(
        reading.standing.hasLeads
          ? "no lead has engaged by then" : "no leads yet: headway import leads \(tenant.slug) FILE")
    }
    let tiers = Tier.allCases.reversed().map { "\($0.rawValue) \(reading.tiers[$0] ?? 0)" }.joined(separator: "   ")
    console.show(
      """
      \(tenant.name), momentum on \(reading.today): \(all) leads that ever engaged
      \(tiers)

      \(Format.table.text(of: MomentumColumns.board(reading.leads), on: console.results))
      """)
    let shown = tier.map { reading.tiers[$0] ?? 0 } ?? all
    if reading.leads.count < shown { console.say("\(shown - reading.leads.count) more: --limit 0") }
  }

  private func showAccounts(of tenant: Tenant, _ agency: Agency) async throws {
    let console = agency.console
    guard let (standing, today, rows) = try await agency.database.accounts(of: tenant, limit: most, asOf: options.asOf)
    else { throw try await agency.database.standing(of: tenant.id).failure(of: tenant.slug) }
    console.tell(standing)
    guard console.format == .table else { return console.show(MomentumColumns.accounts(rows, of: tenant)) }
    guard !rows.isEmpty else { return console.say("no lead of any company has engaged by then") }
    console.show(
      """
      \(tenant.name), companies on \(today)

      \(Format.table.text(of: MomentumColumns.accountBoard(rows), on: console.results))
      """)
  }
}

struct QueueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue", abstract: "Whom to call now, why, and until when.",
    discussion: """
      Hot and warming leads, the fastest first, that may be called and were not touched since they turned. \
      JSON and CSV have the columns of report.call_queue.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Option(help: "So many; 0 for all.")
  var limit = 20

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit \(limit) is below 0.") }
  }

  func run() async throws {
    let command = self
    try await options.withAgency { agency in
      let console = agency.console
      let tenant = try await agency.tenant(command.tenant)
      guard
        let (standing, today, all) = try await agency.database.callQueue(of: tenant, asOf: command.options.asOf)
      else { throw try await agency.database.standing(of: tenant.id).failure(of: tenant.slug) }
      console.tell(standing)
      let rows = command.limit == 0 ? all : Array(all.prefix(command.limit))
      guard console.format == .table else { return console.show(MomentumColumns.queue(rows, of: tenant)) }
      guard !rows.isEmpty else {
        return console.say("nobody to call: no lead is hot or warming that was not touched since")
      }
      guard let zone = standing.live.flatMap({ Zone(iana: $0.zone) }) else { return }
      console.show(
        CallListText(tenant: tenant, today: today, zone: zone, all: all, rows: rows).text(on: console.results))
      if rows.count < all.count { console.say("\(all.count - rows.count) more: --limit 0") }
    }
  }
}
