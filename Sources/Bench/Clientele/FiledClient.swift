import Foundation
import Store

/// A client whose events lie in a file, ready to be imported.
struct FiledClient: Sendable {
  let client: BenchTenant
  let path: String
  let rows: Int

  /// Makes the client, and writes its file.
  static func make(
    _ file: EventsFile, slug: String, zone: String = "Europe/Berlin", in database: BenchDatabase
  ) async throws -> FiledClient {
    let client = try await BenchTenant.make(in: database, slug: slug, zone: zone)
    let path = database.folder.appending(path: "\(slug).csv")
    try file.write(to: path)
    return FiledClient(client: client, path: path.path, rows: file.rows)
  }

  /// Every row of it is new.
  func importEvents(into service: Database) async throws {
    let taken = try await client.importEvents(path, into: service)
    guard taken == rows else {
      throw StoreError.unfit(reason: "the import of \(client.tenant.slug) took \(taken) of \(rows) rows")
    }
  }

  func removeFile() { try? FileManager.default.removeItem(atPath: path) }
}
