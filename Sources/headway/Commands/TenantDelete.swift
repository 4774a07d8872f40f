import ArgumentParser
import Store
import Terminal

struct TenantDelete: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Remove a tenant: its logins, its rows, itself. Says what was removed.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Flag(help: "Do not ask.")
  var yes = false

  func run() async throws {
    let (slug, yes) = (tenant, yes)
    try await options.withAgency { agency in
      let console = agency.console
      let tenant = try await agency.database.tenants.named(slug)
      try console.confirmation(isGiven: yes).agree(
        to: "delete tenant '\(slug)' (\(tenant.name)) with its logins and all its leads, for good", typing: slug)
      let deleted = try await console.withProgress("deleting \(slug)", unit: "rows") { tally in
        try await agency.database.tenants.delete(tenant) { tally.report(done: $0) }
      }
      console.show(
        Table(
          ["table", "rows"],
          rows: deleted.rows.map { [.text($0.table), .int($0.count)] } + [["login", .int(deleted.logins)]]))
      console.say("tenant '\(slug)' is gone")
    }
  }
}
