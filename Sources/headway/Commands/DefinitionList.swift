import ArgumentParser
import Store
import Terminal

struct DefinitionList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The versions of a tenant's definition.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  func run() async throws {
    let slug = tenant
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      let versions = try await agency.database.read(DefinitionVersions(tenant: tenant.id), as: tenant.id)
      agency.console.show(
        Table(
          ["version", "name", "basis", "created_at", "live", "warnings"],
          rows: versions.map {
            [
              .int($0.version), .text($0.name), .text($0.basis), .instant($0.createdAt, in: tenant.clock),
              .bool($0.isLive),
              .int($0.warnings.count),
            ]
          }), whenEmpty: "tenant '\(slug)' has no definition yet; set one: headway definition set \(slug) FILE")
    }
  }
}
