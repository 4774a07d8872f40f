import Foundation
import LibPQ
import Store
import Terminal

/// The agency's database as a command finds it: open as the service, never as an owner or
/// superuser, with the schema that this binary works with.
struct Agency: Sendable {
  let database: Database
  let console: Console

  /// The tenant that was named, open for work.
  func tenant(_ slug: String) async throws -> Tenant { try await database.tenants.open(slug) }
}

extension GlobalOptions {
  /// Opens the database that was named, else the embedded one, does the work, and leaves all in order.
  ///
  /// The embedded database is started, and migrated where its schema is of another version: it is
  /// ours alone. One that was named is left as it is, and `headway migrate` asked for.
  ///
  /// - Parameters:
  ///   - heedsInterruption: Whether Ctrl-C cancels the work. Not while another program has the terminal.
  func withAgency<Value: Sendable>(
    heedsInterruption: Bool = true, _ work: @escaping @Sendable (Agency) async throws -> Value
  ) async throws -> Value {
    let console = console
    let url = databaseURL
    let whole: @Sendable () async throws -> Value = {
      guard let url else { return try await withEmbeddedAgency(console, work) }
      return try await withNamedAgency(at: try Conninfo(url), console, work)
    }
    guard heedsInterruption else { return try await whole() }
    return try await withInterruption(onFirst: { console.say("stopping …") }, whole)
  }
}

/// What `headway migrate` works on: an administrator's connection, and where the logins are kept.
struct Installation: Sendable {
  let administrator: Conninfo
  let home: URL

  func migrator(_ report: @escaping @Sendable (String) -> Void) -> Migrator {
    Migrator(administrator: administrator, connections: ServiceConnections(home: home), report: report)
  }

  /// Brings it up to date, and takes a lint's word that it is not right for a failure.
  func migrate(_ report: @escaping @Sendable (String) -> Void) async throws -> MigrationPlan {
    let (plan, offences) = try await migrator(report).migrate()
    guard offences.isEmpty else {
      let list = offences.map { "\($0.offender): \($0.offence) (\($0.lint))" }.joined(separator: "\n  ")
      throw Failure(
        .failed, "the database is not safe to use:\n  \(list)", advice: "take these rights away, then: headway migrate")
    }
    return plan
  }
}

extension GlobalOptions {
  /// The database to migrate: the named one by its administrator's URL, else the embedded one.
  func withInstallation<Value: Sendable>(
    _ work: @escaping @Sendable (Installation) async throws -> Value
  ) async throws -> Value {
    let home = Environment.current.home
    let console = console
    guard let url = databaseURL else {
      return try await withEmbeddedCluster(home: home, say: console.say) { superuser in
        try await work(Installation(administrator: try Conninfo(superuser), home: home))
      }
    }
    return try await work(Installation(administrator: try Conninfo(url), home: home))
  }
}

private func withEmbeddedAgency<Value: Sendable>(
  _ console: Console, _ work: @Sendable (Agency) async throws -> Value
) async throws -> Value {
  let home = Environment.current.home
  return try await withEmbeddedCluster(home: home, say: console.say) { superuser in
    let conninfo = try Conninfo(superuser)
    do {
      return try await withNamedAgency(at: conninfo, console, work)
    } catch StoreError.notMigrated {
      _ = try await Installation(administrator: conninfo, home: home).migrate { _ in }
      return try await withNamedAgency(at: conninfo, console, work)
    }
  }
}

private func withNamedAgency<Value: Sendable>(
  at conninfo: Conninfo, _ console: Console, _ work: @Sendable (Agency) async throws -> Value
) async throws -> Value {
  guard let entry = try ServiceConnections(home: Environment.current.home).entry(for: conninfo) else {
    // Somebody else's database, or none at all: the two call for different help.
    try await Connection.open(conninfo.text).close()
    throw StoreError.notMigrated(reason: "the service's logins for this database are not kept here")
  }
  let database = Database(entry)
  do {
    try await database.checkSchema()
    let value = try await work(Agency(database: database, console: console))
    await database.close()
    return value
  } catch {
    await database.close()
    throw error
  }
}
