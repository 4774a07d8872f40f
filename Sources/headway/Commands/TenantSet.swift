import ArgumentParser
import Store
import Terminal
import Workers

struct TenantSet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Change a tenant's settings.",
    discussion: """
      A new time zone reads every local time anew, other identities join the records anew. Both are built beside the \
      running figures, and switched in at once.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @OptionGroup var settings: TenantOptions

  func validate() throws {
    let values = [
      settings.name, settings.timezone, settings.arr, settings.currency, settings.identities, settings.commitment,
    ]
    if values.allSatisfy({ $0 == nil }) { throw ValidationError("Say what to set: --name, --timezone, --arr, …") }
  }

  func run() async throws {
    let (slug, settings) = (tenant, settings)
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      let wanted = try TenantSettings(settings, knownCurrency: tenant.currency)
      let changed = try await agency.console.withProgress("rebuilding \(slug)", unit: "leads") { tally in
        try await Restatement(agency.database, tenant: tenant).change(to: wanted) { tally.add($0) }
      }
      agency.console.show(Table(tenant: changed))
    }
  }
}
