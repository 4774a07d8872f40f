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

  /// Makes the first `count`, and answers a write key of each.
  static func keys(_ count: Int, in database: BenchDatabase) async throws -> [String] {
    try await make(count, in: database)
    var keys: [String] = []
    for number in 1...count {
      let tenant = try await database.service.tenants.open("bench-many-\(number)")
      let name = "\(UInt32.random(in: 0 ... .max))"
      keys.append(try await database.service.keys.create(.write, for: tenant, name: name).text)
    }
    return keys
  }
}
