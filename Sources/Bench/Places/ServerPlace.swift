import Foundation
import LibPQ
import Store

/// Makes and drops the database of the benchmarks.
struct ServerPlace: Sendable {
  let server: Conninfo
  let name: String
  let folder: URL

  private var administrator: Conninfo {
    var place = server
    place["dbname"] = name
    return place
  }

  private var connections: ServiceConnections { ServiceConnections(home: folder) }

  func make() async throws {
    try await server.lending { [name] in try await $0.simple("create database \(name)", within: .seconds(120)) }
  }

  /// Migrates it, with a home for the service's logins that goes with the folder.
  func open() async throws -> BenchDatabase {
    let (_, offences) = try await Migrator(administrator: administrator, connections: connections).migrate()
    guard offences.isEmpty, let entry = try connections.entry(for: administrator) else {
      throw StoreError.unfit(reason: "the database of the benchmarks does not pass its own lints")
    }
    return BenchDatabase(administrator: administrator, service: Database(entry), folder: folder, logins: entry)
  }

  /// Drops what was made when `body` has ended, however it did: in a task of its own, since a
  /// cancelled one could not ask the server for anything any more.
  func finishing<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    do {
      let value = try await body()
      try await Task { try await drop() }.value
      return value
    } catch {
      try? await Task { try await drop() }.value
      throw error
    }
  }

  /// The logins that this database's migration made are known to nobody else and go too. The groups
  /// that they were members of stay: another database of the server may have come to need them.
  private func drop() async throws {
    let entry = try? connections.entry(for: administrator)
    try? FileManager.default.removeItem(at: folder)
    try await server.lending { [name] connection in
      try await connection.simple("drop database if exists \(name) with (force)", within: .seconds(300))
      for login in [entry?.api, entry?.worker, entry?.cli].compactMap({ $0?["user"] }) {
        try await connection.simple("drop role if exists \"\(login)\"")
      }
    }
  }
}
