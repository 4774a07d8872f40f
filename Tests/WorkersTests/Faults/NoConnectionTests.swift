import LibPQ
import MigratedDatabase
import Store
import TestSupport
import Testing

@testable import Workers

/// Nobody gets a connection any more: all are taken, or the pooler before the server is gone.
@Suite struct NoConnectionTests {
  @Test(.timeLimit(.minutes(60)))
  func aServerWithoutAFreeConnectionIsWaitedFor() async throws {
    let tally = FaultTally("all connections of the server taken")
    let cluster = try TestCluster.start(settings: ["max_connections": "24", "superuser_reserved_connections": "3"])
    try await forEachSeed(FaultTally.runs(1, oneIn: 4), atOnce: 1) { seed in
      try await withMigration(in: cluster) { migrated in
        let database = migrated.open(connections: 8)
        let load = try await EventLoad(on: migrated.place, through: database)
        let superuser = try await Connection.open(migrated.place.conninfo)
        try await superuser.simple("create role hog_\(seed) login")
        try await load.withstand(seed, tally, look: migrated.place.conninfo) { random in
          try await load.anywhere(&random)
          // Somebody opens connections until there are none, and Headway loses those it has.
          var taken: [Connection] = []
          let wanted = load.broken + Int.random(in: 2...6, using: &random)
          while load.broken < wanted {
            try await superuser.simple(
              "select pg_terminate_backend(pid) from pg_stat_activity where usename like 'headway%'")
            while let one = try? await Connection.open(
              cluster.conninfo(database: migrated.place.name, user: "hog_\(seed)"))
            { taken.append(one) }
          }
          for one in taken { await one.close() }
        }
        try await superuser.simple("drop role hog_\(seed)")
        await superuser.close()
        await database.close()
      }
    }
    tally.report()
    #expect(tally.isHarmless)
  }

  /// In transaction mode; heartbeats, claims and imports all go through it.
  @Test(
    .timeLimit(.minutes(60)), .enabled(if: Pooler.isInstalled, "pgbouncer is not installed: Deploy/dev/install-needs"))
  func aPoolerThatIsKilledAndStartedAgainLosesNothing() async throws {
    let tally = FaultTally("PgBouncer killed and started again under load")
    try await forEachSeed(FaultTally.runs(1, oneIn: 4), atOnce: 1) { seed in
      try await withMigration { migrated in
        let users = [migrated.logins.worker, migrated.logins.cli].compactMap { $0["user"] }
        let pooler = try await Pooler(before: migrated.place, for: users, connections: 10)
        var logins = migrated.logins
        for login in [\ServiceConnections.Entry.worker, \.cli] {
          logins[keyPath: login]["host"] = pooler.directory
          logins[keyPath: login]["port"] = "6432"
        }
        var options = ConnectionOptions()
        options.preparesStatements = false
        let database = Database(logins, connections: 8, options: options)
        let load = try await EventLoad(on: migrated.place, through: database)
        try await load.withstand(seed, tally, look: migrated.place.conninfo) { random in
          try await load.anywhere(&random)
          pooler.stop()
          try await load.untilBroken(more: Int.random(in: 1...5, using: &random))
          try await pooler.start()
        }
        await database.close()
        pooler.stop()
      }
    }
    tally.report()
    #expect(tally.isHarmless)
  }
}
