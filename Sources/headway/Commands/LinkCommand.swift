import ArgumentParser
import Engine
import Foundation
import Store
import Terminal

struct LinkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link", abstract: "Links by which a client sees its own pages, and nobody else's.",
    subcommands: [LinkCreate.self, LinkList.self, LinkRevoke.self])
}

struct LinkCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a link for a client. It is shown this once.",
    discussion: "HEADWAY_URL says where people reach the service (default: where HEADWAY_LISTEN says that it listens).")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Option(help: ArgumentHelp("A note for yourself: who gets it.", valueName: "text"))
  var label = ""

  @Option(
    help: ArgumentHelp(
      "When it ends: a day of yours, or a time from now: 90d, 12h; at most 366 days.", valueName: "when"))
  var expires: Expiry = .seconds(30 * 86_400)

  func run() async throws {
    let (slug, label, expires) = (tenant, label, expires)
    let base = try Environment.current.publicAddress()
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      let now = Date.now
      let end = try expires.instant(after: now)
      let link = try await agency.database.links.create(
        for: tenant, label: label, until: end, now: Int64(now.timeIntervalSince1970 * 1_000_000))
      agency.console.show(
        .record([
          Table.Column("url", isFlexible: false): .text("\(base)/link/\(link.token)"), "id": .text(link.id.text),
          "tenant": .text(slug), "valid_until": .instant(end / 1_000_000 * 1_000_000, in: tenant.clock),
        ]))
      agency.console.say("whoever has it sees \(slug) until then, or until: headway link revoke \(link.id)")
    }
  }
}

struct LinkList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "A client's links, and how many browsers came in by each.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Flag(help: "Also those that were revoked or have ended.")
  var all = false

  func run() async throws {
    let (slug, all) = (tenant, all)
    let now = Int64(Date.now.timeIntervalSince1970 * 1_000_000)
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      let links = try await agency.database.links.all(of: tenant)
      agency.console.show(
        Table(
          [
            Table.Column("id", isFlexible: false), "label", "state", "created_at", "valid_until", "revoked_at",
            Table.Column("last_used", title: "last used (UTC)"), "sessions",
          ],
          rows: links.filter { all || $0.state(at: now) == "live" }.map {
            [
              .text($0.id.text), .text($0.label), .text($0.state(at: now)), .instant($0.createdAt, in: tenant.clock),
              .instant($0.validUntil, in: tenant.clock), .instant($0.revokedAt, in: tenant.clock),
              .date($0.lastUsed?.description), .int($0.sessions),
            ]
          }), whenEmpty: "no link lives: headway link create \(slug)")
    }
  }
}

struct LinkRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "End a link, and every session of a browser that came in by it.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The link: its id as the list shows it, or its whole address.")
  var link: String

  @Flag(help: "Do not ask.")
  var yes = false

  func run() async throws {
    let (link, yes) = (link, yes)
    try await options.withAgency { agency in
      guard let id = LinkID(naming: link) else {
        throw Failure(
          .usage, "that is no id of a link", advice: "ids are 16 letters and digits, as the list shows them")
      }
      try agency.console.confirmation(isGiven: yes).agree(to: "end the link \(id), and the sessions that came by it")
      try await agency.database.links.revoke(id)
      agency.console.say("the link \(id) has ended; running services refuse it and its sessions within 5 seconds")
    }
  }
}

extension LinkID {
  /// By its id, or by an address that has it: `…/link/<id>-…`.
  fileprivate init?(naming text: String) {
    let last = text.split(separator: "/").last ?? ""
    guard let id = LinkID(last.prefix { $0 != "-" }) else { return nil }
    self = id
  }
}

extension ListedLink {
  fileprivate func state(at now: Int64) -> String {
    if revokedAt != nil { return "revoked" }
    return validUntil > now ? "live" : "ended"
  }
}
