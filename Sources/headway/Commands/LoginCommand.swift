import ArgumentParser
import Store
import Terminal

struct LoginCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Read-only database logins: a client's, or the agency's own.",
    subcommands: [LoginCreate.self, LoginList.self, LoginRotate.self, LoginRevoke.self])

  @OptionGroup var options: GlobalOptions
}

/// Whose logins: a tenant's, or the agency's own.
struct LoginOwner: ParsableArguments {
  @Argument(help: "The tenant.")
  var tenant: String?

  @Flag(help: "The agency's own, which reads schema agency: all tenants, without personal columns.")
  var agency = false

  func validate() throws {
    if (tenant == nil) != agency { throw ValidationError("Name a tenant, or say --agency.") }
  }

  /// `nil` for the agency's own.
  func find(in agency: Agency) async throws -> Tenant? {
    guard let tenant else { return nil }
    return try await agency.tenant(tenant)
  }
}

extension Table {
  /// A login with its secret, which is shown this once.
  init(_ login: NewLogin) {
    self = .record([
      Column("login", isFlexible: false): .text(login.role), Column("url", isFlexible: false): .text(login.url),
    ])
  }
}
