import ArgumentParser
import Store
import Terminal

struct TenantList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "All tenants.")

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    try await options.withAgency { agency in
      agency.console.show(
        Table(tenants: try await agency.database.tenants.all()),
        whenEmpty: "there is no tenant yet; make one: headway tenant create SLUG --name NAME --timezone ZONE")
    }
  }
}
