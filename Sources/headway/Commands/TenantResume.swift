import ArgumentParser
import Store
import Terminal

struct TenantResume: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Open a suspended tenant again.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  func run() async throws {
    let slug = tenant
    try await options.withAgency { agency in
      let tenants = agency.database.tenants
      try await tenants.resume(try await tenants.named(slug))
      agency.console.say("tenant '\(slug)' is open again")
    }
  }
}
