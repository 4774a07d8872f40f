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

  /// Answers which of our roles the server had before.
  func make() async throws -> Set<String> {
    let before = try await roles()
    try await server.lending { [name] in try await $0.simple("create database \(name)", within: .seconds(120)) }
    return before
  }

  /// Migrates it, with a home for the service's logins that goes with the folder.
  func open() async throws -> BenchDatabase {
    let connections = ServiceConnections(home: folder)
    let (_, offences) = try await Migrator(administrator: administrator, connections: connections).migrate()
    guard offences.isEmpty, let entry = try connections.entry(for: administrator) else {
      throw StoreError.unfit(reason: "the database of the benchmarks does not pass its own lints")
    }
    return BenchDatabase(administrator: administrator, service: Database(entry), folder: folder)
  }

  /// Drops what was made when `body` has ended, however it did: in a task of its own, since a
  /// cancelled one could not ask the server for anything any more.
  func finishing<Value: Sendable>(keeping roles: Set<String>, _ body: () async throws -> Value) async throws -> Value {
    do {
      let value = try await body()
      try await Task { try await drop(keeping: roles) }.value
      return value
    } catch {
      try? await Task { try await drop(keeping: roles) }.value
      throw error
    }
  }

  private func drop(keeping before: Set<String>) async throws {
    try? FileManager.default.removeItem(at: folder)
    let made = try await roles().subtracting(before)
    try await server.lending { [name] connection in
      try await connection.simple("drop database if exists \(name) with (force)", within: .seconds(300))
      // A role that another database took into use meanwhile stays, for the server refuses to drop it.
      for role in made.sorted() { try? await connection.simple("drop role if exists \"\(role)\"") }
    }
  }

  private func roles() async throws -> Set<String> {
    try await server.lending { connection in
      Set(
        try await connection.query("select rolname from pg_roles where rolname like 'headway\\_%'").compactMap {
          $0.first ?? nil
        })
    }
  }
}
