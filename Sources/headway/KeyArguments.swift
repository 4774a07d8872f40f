import ArgumentParser
import Engine
import Foundation
import Store
import Terminal

/// What a key is made with, whatever it lets in to.
struct KeyTerms: ParsableArguments {
  @Option(help: ArgumentHelp("What it is for: the site, the tool, the person that gets it.", valueName: "text"))
  var name = Keys.defaultName

  @Option(
    help: ArgumentHelp(
      "When it ends: a day of yours, or a time from now: 90d, 12h. (default: never)", valueName: "when"))
  var expires: Expiry?

  func make(_ kind: AccessKey.Kind, for tenant: Tenant?, in agency: Agency) async throws -> AccessKey {
    try await agency.database.keys.create(
      kind, for: tenant, name: name, until: try expires.map { try $0.instant(after: .now) })
  }
}

/// A key that is to end.
struct NamedKey: ParsableArguments {
  @Argument(help: "The key: its id as the list shows it, or all of it.")
  var key: String

  @Flag(help: "Do not ask.")
  var yes = false

  func revoke(_ kinds: [AccessKey.Kind], called what: String, in agency: Agency) async throws {
    guard let id = KeyID(naming: key) else {
      // Not repeated: it may be a secret with a slip of the hand.
      throw Failure(
        .usage, "that is no id of a \(what)", advice: "ids are 12 letters and digits, as the list shows them")
    }
    try agency.console.confirmation(isGiven: yes).agree(to: "end the \(what) \(id)")
    try await agency.database.keys.revoke(id, of: kinds)
    agency.console.say("the \(what) \(id) has ended; running services refuse it within 5 seconds")
  }
}

extension Agency {
  /// A key that was just made: the one time that it is shown.
  func show(_ key: AccessKey, of tenant: Tenant?, named name: String) {
    console.show(
      .record([
        Table.Column("key", isFlexible: false): .text(key.text), "id": .text(key.id.text),
        "tenant": .text(tenant?.slug), "name": .text(name),
      ]))
    if key.kind == .write {
      console.say("it is stored nowhere else: the database keeps its hash")
    }
  }

  func show(_ keys: [ListedKey], of kinds: [AccessKey.Kind], for tenant: Tenant?, withEnded: Bool, whenEmpty: String) {
    let clock = tenant?.clock ?? .utc
    let now = Int64(Date.now.timeIntervalSince1970 * 1_000_000)
    let rows = keys.filter { kinds.contains($0.kind) && (withEnded || $0.state(at: now) == "live") }
    console.show(
      Table(
        [
          Table.Column("id", isFlexible: false), "name", "state", "created_at", "valid_until", "revoked_at",
          Table.Column("last_used", title: "last used (UTC)"),
        ],
        rows: rows.map {
          [
            .text($0.id.text), .text($0.name), .text($0.state(at: now)), .instant($0.createdAt, in: clock),
            .instant($0.validUntil, in: clock), .instant($0.revokedAt, in: clock), .date($0.lastUsed?.description),
          ]
        }), whenEmpty: whenEmpty)
  }
}

extension ListedKey {
  fileprivate func state(at now: Int64) -> String {
    if revokedAt != nil { return "revoked" }
    return (validUntil ?? .max) > now ? "live" : "ended"
  }
}
