import LibPQ
import MigratedDatabase
import TestSupport
import Testing

@testable import Store

/// When the planner is told that there is a new generation.
struct PlanningTests {
  @Test func thePlannerLooksAgainWhereATenthOfAllLeadsChangedOrManyDid() async throws {
    try await withMigratedDatabase { database, place in
      let tenant = try await database.tenants.create(.sample("acme")).tenant.id
      // As if it knew of a million; once it has looked, it knows better: there are none.
      func known() async throws -> [[String?]] {
        try await place.rows("select reltuples::bigint from pg_class where oid = 'core.profile'::regclass")
      }
      for (all, few, many) in [(1_000_000, [999, 4_999], 5_000), (20_000, [999, 1_999], 2_000)] {
        try await place.run("update pg_class set reltuples = \(all) where oid = 'core.profile'::regclass")
        for few in few {
          try await database.planAnew(after: few, of: tenant)
          #expect(try await known() == [["\(all)"]])
        }
        try await database.planAnew(after: many, of: tenant)
        #expect(try await known() == [["0"]])
      }
      // Of a database that was never looked at, 1,000 are enough.
      try await place.run("update pg_class set reltuples = -1 where oid = 'core.profile'::regclass")
      try await database.planAnew(after: 1_000, of: tenant)
      #expect(try await known() == [["0"]])
    }
  }

  /// A process beside it takes longer to start than what a small client has takes to read.
  @Test func aStatementOfTheServiceIsOneProcess() async throws {
    try await withMigration { migrated in
      func isSpread(over connection: Connection) async throws -> Bool {
        // As if it cost nothing to spread a statement over several.
        try await connection.simple(
          "set parallel_setup_cost = 0; set parallel_tuple_cost = 0; set min_parallel_table_scan_size = 0")
        return try await connection.query("explain select count(*) from pg_catalog.pg_attribute").joined()
          .contains { $0?.contains("Gather") == true }
      }
      #expect(try await migrated.place.connected { try await isSpread(over: $0) })
      for login in [migrated.logins.worker, migrated.logins.api] {
        let connection = try await Connection.open(login.text)
        #expect(try await !isSpread(over: connection))
        await connection.close()
      }
    }
  }
}
