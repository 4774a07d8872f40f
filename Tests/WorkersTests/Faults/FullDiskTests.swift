import LibPQ
import MigratedDatabase
import Store
import TestSupport
import Testing

/// The disk is full while everything writes: that of the tables, or that of the log, whose writer then takes the whole
/// server down and cannot bring it up again before there is room.
@Suite(.enabled(if: TestCluster.canHaveADisk, "a small disk has to be mounted: run as root"))
struct FullDiskTests {
  @Test(.timeLimit(.minutes(60)))
  func aFullDiskOfTablesStopsWorkAndLosesNothing() async throws {
    let tally = FaultTally("disk of the tables full")
    let cluster = try TestCluster.start(
      making: TestCluster.initialising + "\nmv \"$directory/data/base\" \"$directory/disk/base\""
        + "\nln -s \"$directory/disk/base\" \"$directory/data/base\"",
      disk: 256)
    try await forEachSeed(FaultTally.runs(1, oneIn: 4), atOnce: 1) { seed in
      try await withMigration(in: cluster) { migrated in
        let database = migrated.open(connections: 8)
        let load = try await EventLoad(on: migrated.place, through: database)
        try await load.withstand(seed, tally, look: migrated.place.conninfo) { random in
          try await load.anywhere(&random)
          try fill(cluster)
          try await load.untilBroken(more: Int.random(in: 1...5, using: &random))
          _ = try cluster.run(empty)
        }
        await database.close()
      }
    }
    tally.report()
    #expect(tally.isHarmless)
  }

  @Test(.timeLimit(.minutes(60)))
  func aFullDiskOfTheLogTakesTheServerDownAndLosesNothing() async throws {
    let tally = FaultTally("disk of the log full, PANIC of the server")
    let cluster = try TestCluster.start(
      settings: [
        "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "min_wal_size": "2MB",
        "max_wal_size": "16MB",
      ],
      making: TestCluster.initialising(options: "--wal-segsize=1 --waldir=\"$directory/disk/wal\""), disk: 192)
    try await forEachSeed(FaultTally.runs(1, oneIn: 4), atOnce: 1) { seed in
      try await withMigration(in: cluster) { migrated in
        let database = migrated.open(connections: 8)
        let load = try await EventLoad(on: migrated.place, through: database)
        try await load.withstand(seed, tally, look: migrated.place.conninfo) { random in
          try await load.anywhere(&random)
          try fill(cluster)
          try await #require(throws: PostgresError.self) { try await writeLog(until: migrated.place.conninfo) }
          try await load.untilBroken(more: Int.random(in: 1...5, using: &random))
          _ = try cluster.run(empty)
          try cluster.startIfDown()
        }
        await database.close()
      }
    }
    #expect(try cluster.run("grep -q 'PANIC.*No space left on device' \"$1/log\""))
    tally.report()
    #expect(tally.isHarmless)
  }

  private func fill(_ cluster: TestCluster) throws {
    _ = try cluster.run("dd if=/dev/zero of=\"$1/disk/ballast\" bs=64k")
  }

  private let empty = "rm -f \"$1/disk/ballast\""

  /// A megabyte at a time, until the server is gone: segments that were made before are used up first.
  private func writeLog(until conninfo: String) async throws {
    let connection = try await Connection.open(conninfo)
    for _ in 0..<300 {
      try await connection.simple("select pg_logical_emit_message(false, 'test', repeat('x', 1000000))")
    }
    await connection.close()
  }
}
