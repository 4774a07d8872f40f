import Engine
import Foundation
import LibPQ
import MigratedDatabase
import Store
import TestSupport

extension TestDatabase {
  /// Connects as somebody, does the work, and closes.
  func connected<Value: Sendable>(
    as user: String = "postgres", options: String? = nil, _ work: (Connection) async throws -> Value
  ) async throws -> Value {
    var conninfo = try Conninfo(conninfo(user: user))
    if let options { conninfo["options"] = options }
    let connection = try await Connection.open(conninfo.text)
    do {
      let value = try await work(connection)
      await connection.close()
      return value
    } catch {
      await connection.close()
      throw error
    }
  }

  /// Statements without an answer, as the superuser.
  func run(_ text: String) async throws {
    let connection = try await Connection.open(conninfo)
    try await connection.simple(text)
    await connection.close()
  }

  /// The rows of one statement as text, as somebody.
  func rows(_ text: String, as user: String = "postgres") async throws -> [[String?]] {
    try await connected(as: user) { try await $0.query(text) }
  }

  /// The WARNINGs of the server's log that this database is the reason for.
  func warnings() throws -> [String] {
    let log = try String(contentsOfFile: cluster.directory + "/log", encoding: .utf8)
    return log.split(separator: "\n").filter { $0.contains("|\(name)|") && $0.contains("WARNING:") }.map(String.init)
  }
}

extension Connection {
  /// What the server says to a text that it must refuse; `nil` where it did not.
  func refusal(of text: String) async -> ServerError? {
    do {
      _ = try await query(text)
      return nil
    } catch {
      return error.server
    }
  }
}

extension NewTenant {
  /// A tenant of a test: settings that nobody asks about.
  static func sample(_ slug: String, name: String? = nil, timezone: String = "UTC") -> NewTenant {
    NewTenant(slug: slug, settings: TenantSettings(name: name ?? slug, timezone: timezone))
  }
}

/// A folder of its own, gone with the test.
func withTemporaryFolder<Value>(_ work: (URL) async throws -> Value) async throws -> Value {
  let folder = FileManager.default.temporaryDirectory.appending(path: "headway-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await work(folder)
}
