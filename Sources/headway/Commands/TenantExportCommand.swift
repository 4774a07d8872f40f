import ArgumentParser
import Foundation
import Intake
import Store
import Terminal

struct TenantExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write everything of a tenant to a folder: a CSV for each table, and a manifest.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant.")
  var tenant: String

  @Argument(help: "A folder that is empty, or not there yet.", completion: .directory)
  var folder: String

  @Flag(help: "Put in the addresses and signing secrets of sinks too.")
  var withSecrets = false

  func run() async throws {
    let (slug, folder, withSecrets) = (tenant, URL(filePath: folder), withSecrets)
    try await options.withAgency { agency in
      let tenant = try await agency.tenant(slug)
      // What was answered with 200 and waits is the tenant's as well: it comes along as what it says.
      try await agency.foldAll(of: tenant)
      let export = TenantExport(agency.database, tenant: tenant, to: folder, withSecrets: withSecrets)
      let manifest = try await agency.console.withProgress("exporting \(slug)", unit: "rows") { tally in
        try await export.write { tally.report(done: $0) }
      }
      agency.console.show(
        Table(
          ["table", "rows", "bytes", Column("sha256", isHiddenInTables: true)],
          rows: manifest.files.map { [.text($0.table), .int($0.rows), .int($0.bytes), .text($0.sha256)] }))
      agency.console.say("exported to \(folder.path)")
      if try await !agency.database.inbox.waiting(of: tenant.id, after: nil, limit: 1).isEmpty {
        agency.console.say("events still come in, and those of the last moment are not in it; for all of them revoke")
        agency.console.say("the write keys (headway key list \(slug)), then export again")
      }
      if !withSecrets, manifest.files.contains(where: { $0.table == "sink" && $0.rows > 0 }) {
        agency.console.say("the secrets of sinks stayed behind; --with-secrets takes them along")
      }
    }
  }

  private typealias Column = Table.Column
}

extension Agency {
  /// Takes all that waits of a tenant's messages into its log.
  fileprivate func foldAll(of tenant: Tenant) async throws {
    let fold = try InboxFold(database, tenant: tenant)
    var folded = 0
    while true {
      let turn = try await fold.drain(rounds: 10)
      folded += turn.folded
      if turn.isComplete { break }
    }
    if folded > 0 { console.say("took in \(folded) message\(folded == 1 ? "" : "s") that waited") }
  }
}
