import ArgumentParser
import Store
import Terminal

struct TenantSuspend: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suspend", abstract: "Close a tenant to its logins and to all work. Nothing is lost.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  func run() async throws {
    let slug = tenant
    try await options.withAgency { agency in
      let tenants = agency.database.tenants
      try await tenants.suspend(try await tenants.named(slug))
      agency.console.say("tenant '\(slug)' is suspended")
    }
  }
}
