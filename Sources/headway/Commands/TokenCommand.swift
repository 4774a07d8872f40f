import ArgumentParser
import Store
import Terminal

struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Tokens for the reading API: of a client, or of the agency for all clients.",
    discussion: """
      A token is a secret, and goes into the header of each request: Authorization: Bearer hw_read_…
      Two may live under one name, so that one can take the other's place. What sends events is a write key:
      headway key.
      """,
    subcommands: [TokenCreate.self, TokenList.self, TokenRevoke.self])
}

struct TokenCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a token that reads. It is shown this once.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var owner: TokenOwner
  @OptionGroup var terms: KeyTerms

  func run() async throws {
    let (owner, terms) = (owner, terms)
    try await options.withAgency { agency in
      let tenant = try await owner.find(in: agency)
      let kind: AccessKey.Kind = tenant == nil ? .agency : .read
      agency.show(try await terms.make(kind, for: tenant, in: agency), of: tenant, named: terms.name)
      agency.console.say("keep it safe: whoever has it reads \(tenant?.slug ?? "every client")")
    }
  }
}

struct TokenList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The tokens of a client, or the agency's own, and when each was last used.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var owner: TokenOwner

  @Flag(help: "Also those that were revoked or have ended.")
  var all = false

  func run() async throws {
    let (owner, all) = (owner, all)
    try await options.withAgency { agency in
      let tenant = try await owner.find(in: agency)
      let keys = try await agency.database.keys.all(of: tenant)
      agency.show(
        keys, of: [.read, .agency], for: tenant, withEnded: all,
        whenEmpty: "no token lives: headway token create \(owner.tenant ?? "--agency")")
    }
  }
}

struct TokenRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "End a token. Every running service refuses it within 5 seconds.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var victim: NamedKey

  func run() async throws {
    let victim = victim
    try await options.withAgency { try await victim.revoke([.read, .agency], called: "token", in: $0) }
  }
}

/// Whose token: a client's, or the agency's own.
struct TokenOwner: ParsableArguments {
  @Argument(help: "The tenant that it reads.")
  var tenant: String?

  @Flag(help: "The agency's own, which reads every tenant.")
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
