import Engine
import LibPQ
import MigratedDatabase
import SQLCatalog
import Synchronization
import TestSupport
import Testing

@testable import Store

/// What is left behind when work breaks off, and who can keep others from theirs.
@Suite struct InterruptionAttackTests {
  /// Attack 6. One connection for all: whatever the broken transaction leaves, the next one finds.
  @Test(arguments: ["cancelled", "late", "failed"])
  func aBrokenTransactionLeavesNoContextOnItsConnection(how: String) async throws {
    try await withMigration { migrated in
      let setUp = migrated.open()
      let pair = try await TwoTenants(in: setUp, migrated.place)
      await setUp.close()
      let database = migrated.open(connections: 1)
      let profile = "select email from core.profile"
      // The lock is held by somebody else: the transaction waits in alpha's context.
      let holder = try await Connection.open(migrated.place.conninfo)
      try await holder.simple("select pg_advisory_lock(77)")
      let waiting: @Sendable (Duration?) async throws -> Void = { patience in
        try await database.write(as: pair.alpha.id, within: patience) { session in
          _ = try session.query(profile)
          _ = try session.query(how == "failed" ? "select 1 / 0" : "select pg_advisory_xact_lock(77)")
        }
      }
      switch how {
      case "cancelled":
        let task = Task { try await waiting(nil) }
        try await holder.untilSomebodyWaitsForIt()
        task.cancel()
        _ = await task.result
      case "late": await #expect(throws: PostgresError.self) { try await waiting(.milliseconds(300)) }
      default: await #expect(throws: PostgresError.self) { try await waiting(nil) }
      }
      let outside = try await database.asService(ProfilesSeen())
      #expect(outside == [0], "without a context nothing is seen")
      let beta = try await database.read(as: pair.beta.id) { try $0.query(profile) }
      #expect(beta == [["\(pair.betaCanary) email"]])
      await holder.close()
      await database.close()
    }
  }

  private struct ProfilesSeen: Statement {
    static let sql = SQLText(name: "profiles_seen", "select count(*) from core.profile")
    static func decode(_ row: inout RowReader) throws(PostgresError) -> Int64 { try row.int64() }
  }

  /// Attack 25: a reader that sits in a transaction keeps a migration waiting for its lock, and keeps
  /// nobody else waiting behind it; once it has ended the migration goes on by itself.
  @Test func aReaderThatSitsInATransactionDelaysAMigrationAndNothingElse() async throws {
    try await withTwoTenants { pair, _ in
      let place = pair.place
      let reader = try await Connection.open(place.conninfo(user: pair.alphaLogin))
      try await reader.simple("begin; select count(*) from report.lead")
      // Vacuum does not wait for it.
      try await place.run("vacuum core.profile")

      let (told, heard) = AsyncStream<String>.makeStream()
      let migration = Task {
        let connection = try await Connection.open(place.conninfo)
        defer { heard.finish() }
        for attempt in 1...10 {
          do {
            try await connection.transaction { session in
              // As the migrator has it (5 s there).
              try session.simple("set local lock_timeout = '300ms'; drop view report.lead cascade")
            }
            break
          } catch let error as PostgresError where error.isWorthRetrying && attempt < 10 {
            heard.yield("waiting")
          }
        }
        await connection.close()
      }
      for await _ in told.prefix(1) {
        // While it waits, others read; then the one that sat there goes.
        let seen = try await place.rows("select count(*) from report.lvr", as: pair.betaLogin)
        #expect(seen.count == 1)
        try await reader.simple("commit")
      }
      try await migration.value
      #expect(try await place.rows("select to_regclass('report.lead')") == [[nil]])
      await reader.close()
    }
  }

  /// Attack 25: and it does not sit there for ever.
  @Test func aForgottenTransactionOfAReaderEndsByItself() async throws {
    try await withTwoTenants { pair, _ in
      let limit = try await pair.place.rows("show idle_in_transaction_session_timeout", as: pair.alphaLogin)
      #expect(limit == [["15min"]])
    }
  }

  /// Attack 22: no advisory lock is there for a reader to sit on, of any form.
  @Test func noAdvisoryLockIsTakenOrSeen() async throws {
    try await withTwoTenants { pair, _ in
      try await pair.place.connected(as: pair.alphaLogin) { reader in
        let functions = try await reader.query(
          """
          select p.oid::regprocedure::text from pg_proc p
           where p.proname ~ 'advisory' and has_function_privilege(p.oid, 'EXECUTE')
          """)
        #expect(functions == [])
        for text in ["select pg_advisory_lock(29383025573028217)", "select pg_try_advisory_xact_lock(1, 2)"] {
          #expect(await reader.refusal(of: text)?.sqlstate == .insufficientPrivilege, "\(text)")
        }
      }
    }
  }

  /// Attack 22: NOTIFY is a statement that no right forbids. It carries no payload that anybody believes:
  /// whoever listens looks into tables, under its own policies.
  @Test func aNotificationOfAReaderBringsNothingAbout() async throws {
    try await withTwoTenants { pair, _ in
      let before = try await pair.contents(of: pair.beta)
      try await pair.place.connected(as: pair.alphaLogin) { reader in
        try await reader.simple("notify headway, '{\"tenant_id\": \(pair.beta.id.rawValue)}'")
        #expect(await reader.refusal(of: "select pg_notify('headway', '')")?.sqlstate == .insufficientPrivilege)
      }
      #expect(try await pair.contents(of: pair.beta) == before)
    }
  }

  /// Attack 20: locks, sizes and counters, as far as they say something of others.
  @Test(arguments: [
    "select * from pg_locks", "select * from pg_stat_user_tables", "select * from pg_stat_all_indexes",
    "select * from pg_stat_database", "select * from pg_stat_wal", "select pg_table_size('core.event')",
    "select pg_indexes_size('core.event')", "select pg_current_wal_lsn()",
    "select pg_stat_get_live_tuples('core.event'::regclass)", "select txid_current()",
    "select pg_create_logical_replication_slot('s', 'pgoutput')", "select * from pg_statistic",
    "select * from pg_authid", "select * from pg_statistic_ext_data", "select * from pg_largeobject",
  ])
  func nothingIsCountedOrMeasuredAcrossClients(text: String) async throws {
    try await withTwoTenants { pair, _ in
      let refusal = try await pair.place.connected(as: pair.alphaLogin) { await $0.refusal(of: text) }
      #expect(refusal?.sqlstate == .insufficientPrivilege, "\(text)")
    }
  }

  /// Attack 21: what all databases of a server share, everybody on it may read.
  @Test func noClientsNameStandsInACatalogThatDatabasesShare() async throws {
    try await withTwoTenants { pair, _ in
      let catalogs = try await pair.place.rows(
        "select c.oid::regclass::text from pg_class c where c.relisshared and c.relkind = 'r' order by 1")
      #expect(catalogs.count > 5)
      for catalog in catalogs.compactMap({ $0[0] }) {
        for canary in [pair.alphaCanary, pair.betaCanary] {
          let found = try await pair.place.rows("select count(*) from \(catalog) c where c::text like '%\(canary)%'")
          #expect(found == [["0"]], "\(catalog)")
        }
      }
    }
  }
}

extension Connection {
  /// Returns once another session waits for a lock that this one holds.
  fileprivate func untilSomebodyWaitsForIt() async throws {
    let text = """
      select count(*) from pg_locks w join pg_locks h on h.locktype = 'advisory' and h.objid = w.objid
       and h.pid = pg_backend_pid() where not w.granted and w.database = h.database
      """
    while try await query(text) == [["0"]] { await Task.yield() }
  }
}
