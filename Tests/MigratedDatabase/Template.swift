import Foundation
import LibPQ
import SQLCatalog
import Store
import TestSupport

/// The database that copies are made of, named by what it was made from: `headway_` and the
/// first letters of the schema's checksum.
struct Template: Sendable {
  let name: String
  private let entry: ServiceConnections.Entry

  static func made(in cluster: TestCluster) async throws -> Template {
    let name = "headway_" + MigrationPlan.schemaChecksum.prefix(12)
    let home = FileManager.default.temporaryDirectory
      .appending(path: "headway-test-\(ProcessInfo.processInfo.processIdentifier)-\(cluster.directory.hash)")
    let connections = ServiceConnections(home: home)
    let administrator = try Conninfo(cluster.conninfo(database: name))
    try await cluster.template(name) { _ in
      let (_, offences) = try await Migrator(administrator: administrator, connections: connections).migrate()
      guard offences.isEmpty else { throw BadTemplate(offences: offences) }
    }
    return try await kept.entry(of: cluster.directory) {
      guard let entry = try connections.entry(for: administrator) else { throw BadTemplate(offences: []) }
      try? FileManager.default.removeItem(at: home)
      return Template(name: name, entry: entry)
    }
  }

  private init(name: String, entry: ServiceConnections.Entry) {
    self.name = name
    self.entry = entry
  }

  /// The same logins, in a copy.
  func logins(in database: String) -> ServiceConnections.Entry {
    var copy = entry
    copy.api["dbname"] = database
    copy.worker["dbname"] = database
    copy.cli["dbname"] = database
    return copy
  }

  /// Rights on the database itself do not come along with a copy.
  func restoreRights(in place: TestDatabase) async throws {
    guard let rights = SQL.code.first(where: { $0.name == "0010-database-rights" }) else { return }
    let connection = try await Connection.open(place.conninfo)
    try await connection.simple(rights.text)
    await connection.close()
  }

  private static let kept = Kept()

  private actor Kept {
    private var templates: [String: Template] = [:]

    func entry(of cluster: String, _ read: () throws -> Template) throws -> Template {
      if let template = templates[cluster] { return template }
      let template = try read()
      templates[cluster] = template
      return template
    }
  }
}

/// The lints speak about a database that was migrated a moment ago, or its logins are not kept.
struct BadTemplate: Error {
  let offences: [Offence]
}
