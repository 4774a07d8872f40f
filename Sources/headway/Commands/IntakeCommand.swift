import ArgumentParser
import Engine
import Foundation
import Intake
import Store
import Terminal

struct IntakeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "intake", abstract: "What a client's site and tools send over HTTP.",
    subcommands: [IntakeRefusals.self])

  @OptionGroup var options: GlobalOptions
}

struct IntakeRefusals: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refusals", abstract: "Messages that were not taken, newest first, each with its reason.",
    discussion: """
      They are kept for 30 days, so that somebody can mend what sends them. With --format json or csv each comes with its
      text. A message that was mended is sent anew by its sender; none is taken from here.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Option(
    help: ArgumentHelp("Only what came on this day or after it. (default: all that are kept)", valueName: "yyyy-mm-dd"))
  var since: Day?

  @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit = 50

  func validate() throws {
    if limit < 1 { throw ValidationError("A limit is at least 1.") }
  }

  func run() async throws {
    let (slug, since, limit) = (tenant, since, limit)
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      let start = try since.map { try Zone(of: tenant).read(.date($0)).instant } ?? 0
      let found = try await agency.database.inbox.refusals(of: tenant.id, since: start, limit: limit + 1)
      let time = since.map { "since \($0)" } ?? "in the last 30 days"
      agency.console.show(
        Table(refusals: found.prefix(limit), of: tenant),
        whenEmpty: "\(time) every message was taken; a key to send with: headway key create \(slug)")
      if found.count > limit { agency.console.say("there are more: --limit \(limit * 10)") }
    }
  }
}

extension Table {
  fileprivate init(refusals: some Sequence<RefusedMessage>, of tenant: Tenant) {
    self.init(
      [
        "received_at", "reason", Column("message_id", isFlexible: false), Column("detail", title: "what was wrong"),
        Column("message", isHiddenInTables: true),
      ],
      rows: refusals.map {
        [
          .instant($0.receivedAt, in: tenant.clock), .text($0.reason), .text($0.messageID), .text($0.detail),
          .text($0.body.isEmpty ? nil : String(decoding: $0.body, as: UTF8.self)),
        ]
      })
  }
}
