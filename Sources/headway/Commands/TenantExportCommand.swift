import ArgumentParser
import Foundation
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
      let export = TenantExport(
        agency.database, tenant: try await agency.tenant(slug), to: folder, withSecrets: withSecrets)
      let manifest = try await agency.console.withProgress("exporting \(slug)", unit: "rows") { tally in
        try await export.write { tally.report(done: $0) }
      }
      agency.console.show(
        Table(
          ["table", "rows", "bytes", Column("sha256", isHiddenInTables: true)],
          rows: manifest.files.map { [.text($0.table), .int($0.rows), .int($0.bytes), .text($0.sha256)] }))
      agency.console.say("exported to \(folder.path)")
      if !withSecrets, manifest.files.contains(where: { $0.table == "sink" && $0.rows > 0 }) {
        agency.console.say("the secrets of sinks stayed behind; --with-secrets takes them along")
      }
    }
  }

  private typealias Column = Table.Column
}
