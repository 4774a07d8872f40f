public import LibPQ
internal import SQLCatalog

/// Brings a database to the state this binary works with: roles, migrations, code, logins.
///
/// Idempotent, and safe to run twice at once: the second waits for the first and finds nothing
/// to do. A migration and its entry in the ledger commit together; all code commits as one.
public struct Migrator: Sendable {
  let administrator: Conninfo
  let connections: ServiceConnections
  /// Told what is being done, while it is done.
  let report: @Sendable (String) -> Void

  public init(
    administrator: Conninfo, connections: ServiceConnections, report: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.administrator = administrator
    self.connections = connections
    self.report = report
  }

  /// What `migrate` would do; changes nothing.
  public func plan() async throws -> MigrationPlan {
    try await withConnection { try await plan(on: $0) }
  }

  /// Does it; returns what was done and what the lints then say (nothing, or something is wrong).
  public func migrate() async throws -> (done: MigrationPlan, offences: [Offence]) {
    try await withConnection { connection in
      // Held until the connection closes. The number is "headway" as bytes.
      _ = try await connection.query("select pg_advisory_lock(29383025573028217)", within: .seconds(600))
      let plan = try await plan(on: connection)
      if !plan.isEmpty {
        if plan.codeIsStale || !plan.pending.isEmpty { try await applyRoles(on: connection) }
        for file in SQL.migrations where plan.pending.contains(file.name) { try await apply(file, on: connection) }
        if plan.codeIsStale || !plan.pending.isEmpty { try await applyCode(on: connection) }
        try await LoginMaker(connection: connection, administrator: administrator, connections: connections)
          .make(plan.missingLogins, report)
        try await LoginMaker.grantProcedures(on: connection)
        try await LoginMaker.set(on: connection, report)
      }
      return (plan, try await Lints.offences(on: connection))
    }
  }

  private func withConnection<Value>(_ body: (Connection) async throws -> Value) async throws -> Value {
    var options = ConnectionOptions()
    options.patience = .seconds(600)
    let connection = try await Connection.open(administrator.text, options: options)
    guard await connection.serverVersion >= 150_000 else {
      await connection.close()
      throw StoreError.unfit(reason: "PostgreSQL 15 or newer is needed, this server is older")
    }
    do {
      let value = try await body(connection)
      await connection.close()
      return value
    } catch {
      await connection.close()
      throw error
    }
  }

  private func plan(on connection: Connection) async throws -> MigrationPlan {
    let ledger = try await ledger(on: connection)
    let pending = try Schema.pending(ledger: ledger, catalog: SQL.migrations)
    return MigrationPlan(
      pending: pending.map(\.name), codeIsStale: ledger[Schema.codeName] != Schema.codeChecksum,
      missingLogins: try await LoginMaker(
        connection: connection, administrator: administrator, connections: connections
      ).missing(isFresh: ledger.isEmpty),
      unsetLogins: ledger.isEmpty ? [] : try await LoginMaker.unset(on: connection))
  }

  /// Name to checksum of what was applied; empty where Headway has never been.
  private func ledger(on connection: Connection) async throws -> [String: String] {
    guard try await connection.query("select to_regclass('core.migration')").first?.first != .some(nil) else {
      return [:]
    }
    let rows = try await connection.query("select name, checksum from core.migration")
    return Dictionary(rows.map { ($0[0] ?? "", $0[1] ?? "") }, uniquingKeysWith: { $1 })
  }

  /// Roles are shared by all databases of the server, so two migrations of two databases can
  /// collide in the catalogue ("tuple concurrently updated"): then it is tried again.
  private func applyRoles(on connection: Connection) async throws {
    for file in SQL.roles {
      report("roles: \(file.name)")
      try await retrying { try await connection.simple(file.text) }
    }
  }

  private func apply(_ file: SQLFile, on connection: Connection) async throws {
    report("migration: \(file.name)")
    let text =
      "\(file.text)\n;reset role; insert into core.migration (name, checksum) values ('\(file.name)', '\(file.sha256)')"
    try await retrying {
      try await connection.transaction { session in
        // A reader that sits on a table must not make every other one wait behind us.
        try session.simple("set local lock_timeout = '5s'")
        try session.simple(text)
      }
    }
  }

  private func applyCode(on connection: Connection) async throws {
    report("code: \(Schema.code.count) functions, policies and views")
    try await retrying {
      try await connection.transaction { session in
        try session.simple("set local lock_timeout = '5s'")
        for (name, text) in Schema.code {
          do {
            try session.simple(text)
          } catch PostgresError.refused(var error) {
            error.message = "SQL/Code/\(name): \(error.message)"
            throw PostgresError.refused(error)
          }
        }
        try session.simple(
          """
          insert into core.migration (name, checksum) values ('\(Schema.codeName)', '\(Schema.codeChecksum)')
          on conflict (name) do update set checksum = excluded.checksum, applied_at = excluded.applied_at
          """)
      }
    }
  }

  private func retrying(_ body: () async throws -> Void) async throws {
    for attempt in 1... {
      do {
        return try await body()
      } catch let error as PostgresError where attempt < 10 && error.collidedInTheCatalogue {
        report("waiting for another session (\(error.server?.message ?? "")), attempt \(attempt + 1) of 10")
      }
    }
  }
}

extension PostgresError {
  /// Another session changed the same role or holds a lock: the same statement may work now.
  fileprivate var collidedInTheCatalogue: Bool {
    guard let server else { return false }
    // 42710: another database's migration made the role between our look and our act.
    return isWorthRetrying || server.sqlstate.code == "42710" || server.message.contains("tuple concurrently updated")
      || (isUniqueViolation() && server.constraint?.hasPrefix("pg_auth") == true)
  }
}
