import ArgumentParser
import Store
import Terminal

struct TenantShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "A tenant's settings.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  func run() async throws {
    let slug = tenant
    try await options.withAgency { agency in
      agency.console.show(Table(tenant: try await agency.database.tenants.named(slug)))
    }
  }
}
