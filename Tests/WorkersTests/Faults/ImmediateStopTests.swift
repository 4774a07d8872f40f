import MigratedDatabase
import Store
import TestSupport
import Testing

/// The server goes away without a word while everything writes: `pg_ctl stop -m immediate`, as a power cut.
@Suite struct ImmediateStopTests {
  @Test(.timeLimit(.minutes(60)))
  func whatWasAnsweredIsThereAndTheFiguresAreThoseOfTheLog() async throws {
    let tally = FaultTally("immediate stop of PostgreSQL under load")
    // As in production: an answered COMMIT is on disk.
    let cluster = try TestCluster.start(settings: ["fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"])
    try await forEachSeed(FaultTally.runs(4), atOnce: 1) { seed in
      try await withMigration(in: cluster) { migrated in
        let database = migrated.open(connections: 8)
        let load = try await EventLoad(on: migrated.place, through: database)
        try await load.withstand(seed, tally, look: migrated.place.conninfo) { random in
          try await load.anywhere(&random)
          try cluster.stop(mode: "immediate")
          try cluster.restart()
        }
        await database.close()
      }
    }
    tally.report()
    #expect(tally.isHarmless)
  }
}
