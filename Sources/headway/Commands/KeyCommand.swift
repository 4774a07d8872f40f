import ArgumentParser
import Store
import Terminal

struct KeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Write keys: what a client's site and tools send events with.",
    discussion: """
      A write key may stand in a page for everybody to see: it sends events of one client and reads nothing.
      Two may live under one name, so that one can take the other's place: create the new one, give it to the site,
      revoke the old one. What reads is a token: headway token.
      """,
    subcommands: [KeyCreate.self, KeyList.self, KeyRevoke.self])
}

struct KeyCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a write key. It is shown this once.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @OptionGroup var terms: KeyTerms

  func run() async throws {
    let (slug, terms) = (tenant, terms)
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      agency.show(try await terms.make(.write, for: tenant, in: agency), of: tenant, named: terms.name)
    }
  }
}

struct KeyList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "A tenant's write keys, and when each was last used.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Flag(help: "Also those that were revoked or have ended.")
  var all = false

  func run() async throws {
    let (slug, all) = (tenant, all)
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      let keys = try await agency.database.keys.all(of: tenant)
      agency.show(
        keys, of: [.write], for: tenant, withEnded: all, whenEmpty: "no write key lives: headway key create \(slug)")
    }
  }
}

struct KeyRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "End a write key. Every running service refuses it within 5 seconds.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var victim: NamedKey

  func run() async throws {
    let victim = victim
    try await options.withAgency { try await victim.revoke([.write], called: "write key", in: $0) }
  }
}
