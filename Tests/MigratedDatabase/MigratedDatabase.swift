internal import Foundation
public import LibPQ
public import Store
public import TestSupport

/// A database with Headway in it: a copy of one that this process migrated once.
public struct MigratedDatabase: Sendable {
  /// The database itself, as the superuser and as any other login.
  public let place: TestDatabase
  /// The service logins, which all copies share.
  public let logins: ServiceConnections.Entry

  /// Opens it as the service does, never as the superuser.
  public func open(connections: Int = 4, options: ConnectionOptions = ConnectionOptions()) -> Database {
    Database(logins, connections: connections, options: options)
  }
}

/// Runs `body` on a migrated database of its own (20 ms), dropped when it succeeds and kept,
/// with the line that opens it, when it throws.
///
/// - Parameter body: Is given the database as the service opens it, and the place for whoever
///   wants another login: `place.conninfo` is the superuser's, `place.cluster` the server.
@discardableResult
public func withMigratedDatabase<Value: Sendable>(
  in cluster: TestCluster = .shared, _ body: (_ database: Database, _ place: TestDatabase) async throws -> Value
) async throws -> Value {
  try await withMigration(in: cluster) { migrated in
    let database = migrated.open()
    do {
      let value = try await body(database, migrated.place)
      await database.close()
      return value
    } catch {
      await database.close()
      throw error
    }
  }
}

/// As ``withMigratedDatabase(in:_:)``, for whoever needs the logins themselves.
public func withMigration<Value: Sendable>(
  in cluster: TestCluster = .shared, _ body: (MigratedDatabase) async throws -> Value
) async throws -> Value {
  let template = try await Template.made(in: cluster)
  let name = "t_" + UUID().uuidString.lowercased().prefix(13).replacing("-", with: "")
  return try await withDatabase(name, template: template.name, in: cluster) { place in
    try await template.restoreRights(in: place)
    return try await body(MigratedDatabase(place: place, logins: template.logins(in: name)))
  }
}
