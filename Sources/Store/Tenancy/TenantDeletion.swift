internal import Engine
internal import LibPQ

/// What a deletion took away.
public struct DeletedTenant: Sendable, Hashable {
  public struct Rows: Sendable, Hashable {
    public var table: String
    public var count: Int
  }

  public var slug: String
  /// Tables that had rows, by name.
  public var rows: [Rows]
  public var logins: Int
}

extension Tenants {
  /// Rows removed at once: a batch is a short transaction, whose locks nobody waits for long.
  private static let batch = 10_000

  /// Removes a tenant: first nobody gets in any more, then its rows go, then its logins and itself.
  ///
  /// Resumable: what is left of a deletion that was interrupted goes with the next one. Work that was
  /// under way when it began holds the tenant's head row; that row goes first, so whatever such a
  /// transaction still wrote is found after it.
  ///
  /// - Parameter progress: Told of every batch how many rows are gone.
  public func delete(
    _ tenant: Tenant, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> DeletedTenant {
    try await move(tenant, to: .deleting)
    let tables = try await database.writeClosed(as: tenant.id) { try $0.run(TenantTables()) }
    var removed: [String: Int] = [:]
    for table in tables {
      while true {
        let count = try await removeRows(of: tenant.id, from: table)
        removed[table.name, default: 0] += count
        if count > 0 { progress(removed.values.reduce(0, +)) }
        if count < Self.batch { break }
      }
    }
    // Last, since whatever wrote rows of the log wanted a job too. Twice: the first waits for a claim that was under way when the
    // tenant was closed, and does not see where that has put what it took.
    let jobs = try await database.writeClosed(as: tenant.id) { session in
      try (0..<2).reduce(0) { sum, _ in sum + (try session.run(ForgetWork(tenant: tenant.id)).first ?? 0) }
    }
    if jobs > 0 { removed["job"] = Int(jobs) }
    let logins = try await database.asOperator(ForgetTenant(tenant: tenant.id)).first ?? 0
    return DeletedTenant(
      slug: tenant.slug,
      rows: removed.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { .init(table: $0.key, count: $0.value) },
      logins: logins)
  }

  private func removeRows(of tenant: TenantID, from table: TenantTable) async throws -> Int {
    let name = table.place
    let text = """
      with gone as (
        delete from \(name)
         where tenant_id = \(tenant.rawValue)
           and ctid = any (array(select ctid from \(name) where tenant_id = \(tenant.rawValue) limit \(Self.batch)))
        returning 1
      )
      select count(*) from gone
      """
    return try await database.writeClosed(as: tenant) { session in
      try session.query(text).first?.first?.flatMap { Int($0) } ?? 0
    }
  }
}

extension String {
  /// As a name in SQL, whatever characters are in it.
  var quotedName: String { "\"" + replacing("\"", with: "\"\"") + "\"" }
}
