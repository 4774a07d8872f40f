import ArgumentParser
import Foundation
import Store
import Terminal

struct TenantRestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Make a tenant of what tenant export wrote, as it was.",
    discussion: """
      Everything is checked first, and nobody sees the tenant before all of it is there. Logins are no part of an \
      export; sinks are off unless it was made with --with-secrets.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The tenant to make; no other may have that name.")
  var tenant: String

  @Argument(help: "The folder of an export.", completion: .directory)
  var folder: String

  func run() async throws {
    let (slug, folder) = (tenant, URL(filePath: folder))
    guard FileManager.default.fileExists(atPath: folder.path) else {
      throw Failure(
        .notFound, "there is no such folder", at: folder.path, advice: "name one that tenant export has written")
    }
    try await options.withAgency { agency in
      let restore = try TenantRestore(agency.database, slug: slug, from: folder)
      let outcome = try await agency.console.withProgress("restoring \(slug)", unit: "rows") { tally in
        try await restore.run { tally.report(done: $0) }
      }
      agency.console.show(
        Table(
          ["table", "rows"],
          rows: outcome.manifest.files.filter { $0.rows > 0 }.map { [.text($0.table), .int($0.rows)] }))
      if let newer = outcome.newerMigrations.last {
        agency.console.warn(
          "the export is older than migration \(newer): what came since has its defaults; headway rebuild \(slug)")
      }
      if !outcome.manifest.hasSecrets, outcome.manifest.files.contains(where: { $0.table == "sink" && $0.rows > 0 }) {
        agency.console.say("sinks came without their secrets and are off: headway sink set \(slug) FILE")
      }
      agency.console.say("tenant '\(slug)' is restored; it has no logins yet: headway login create \(slug)")
    }
  }
}
