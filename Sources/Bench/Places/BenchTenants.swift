import LibPQ
import Store

/// Many tenants, of whom nothing is known but that they are there.
enum BenchTenants {
  /// Makes those that are missing of the first `count`.
  static func make(_ count: Int, in database: BenchDatabase) async throws {
    try await database.asAdministrator { connection in
      _ = try await connection.query(
        """
        select count(p.tenant_id)
          from generate_series(1, \(count)) n
         cross join lateral guard.provision('bench-many-' || n, 'Bench ' || n, 'Europe/Berlin', 'EUR', null, null, null) p
         where not exists (select from guard.tenant t where t.slug = 'bench-many-' || n)
        """)
      try await connection.simple("analyze guard.tenant")
    }
  }
}
