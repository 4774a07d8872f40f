import Engine
import Foundation
import LibPQ
import SQLCatalog
import Store

/// A database of its own on somebody's server, for as long as the benchmarks run.
///
/// What is made on the server is taken away again, also after a failure or an interruption: the
/// database and the logins of its service.
struct BenchDatabase: Sendable {
  /// The administrator's connection, in this database.
  let administrator: Conninfo
  /// As the service opens it: what is measured goes through policies like everybody else.
  let service: Database
  /// For files: a folder that goes with the database.
  let folder: URL
  /// The logins of ``service``.
  let logins: ServiceConnections.Entry

  static func with<Value: Sendable>(
    on server: Conninfo, _ body: (BenchDatabase) async throws -> Value
  ) async throws -> Value {
    let name =
      "headway_bench_\(ProcessInfo.processInfo.processIdentifier)_\(String(UInt32.random(in: 0 ... .max), radix: 36))"
    let folder = FileManager.default.temporaryDirectory.appending(path: name)
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let place = ServerPlace(server: server, name: name, folder: folder)
    do {
      try await place.make()
      return try await place.finishing {
        let database = try await place.open()
        return try await database.closing { try await body(database) }
      }
    } catch {
      try? FileManager.default.removeItem(at: folder)
      throw error
    }
  }

  private func closing<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    do {
      let value = try await body()
      await service.close()
      return value
    } catch {
      await service.close()
      throw error
    }
  }

  /// As ``service``, with connections of its own: to be closed by whoever opens it.
  func open(connections: Int = 4) -> Database { Database(logins, connections: connections) }

  /// An empty database beside this one, for somebody else's tables, dropped when `body` has ended.
  func beside<Value: Sendable>(_ body: (Conninfo) async throws -> Value) async throws -> Value {
    let name = (administrator["dbname"] ?? "headway_bench") + "_peer"
    var place = administrator
    place["dbname"] = name
    try await asAdministrator {
      try await $0.simple("create database \(name) template template0", within: .seconds(120))
    }
    let drop = {
      try await self.asAdministrator {
        try await $0.simple("drop database if exists \(name) with (force)", within: .seconds(120))
      }
    }
    do {
      let value = try await body(place)
      try await drop()
      return value
    } catch {
      // In a task of its own: a cancelled one could not ask the server for anything any more.
      try? await Task { try await drop() }.value
      throw error
    }
  }

  /// Lends a connection of the administrator's.
  func asAdministrator<Value: Sendable>(_ body: (Connection) async throws -> Value) async throws -> Value {
    try await administrator.lending(body)
  }

  /// Runs a text of `SQL/Bench/`.
  func run(_ name: String) async throws {
    let text = try BenchText.named(name).text
    try await asAdministrator { try await $0.simple(text, within: .seconds(600)) }
  }

  /// Statistics and visibility as autovacuum would have them after a while.
  func settle() async throws {
    try await asAdministrator { try await $0.simple("vacuum analyze", within: .seconds(600)) }
    try await checkpoint()
  }

  /// So that no side inherits the other's. Somebody who may not ask for one does without.
  func checkpoint() async throws {
    try await asAdministrator { connection in
      try? await connection.simple("checkpoint", within: .seconds(600))
    }
  }
}

/// The texts of `SQL/Bench/`.
enum BenchText {
  static func named(_ name: String) throws -> SQLFile {
    guard let file = SQL.bench.first(where: { $0.name == name }) else {
      throw StoreError.unfit(reason: "there is no SQL/Bench/\(name).sql in this headway")
    }
    return file
  }
}

extension Conninfo {
  func lending<Value: Sendable>(_ body: (Connection) async throws -> Value) async throws -> Value {
    let connection = try await Connection.open(text)
    do {
      let value = try await body(connection)
      await connection.close()
      return value
    } catch {
      await connection.close()
      throw error
    }
  }
}
