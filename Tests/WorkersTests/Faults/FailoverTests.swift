import Engine
import LibPQ
import MigratedDatabase
import Store
import Synchronization
import TestSupport
import Testing

@testable import Workers

/// The primary dies under load, a synchronous standby is promoted, and later the old primary comes back and believes
/// that it is one.
@Suite struct FailoverTests {
  @Test(.timeLimit(.minutes(60)))
  func workGoesOnAtThePromotedStandbyAndNobodyReturnsToTheOldPrimary() async throws {
    let tally = FaultTally("failover to a synchronous standby, the old primary back")
    // A pair of servers each time. In one of three at least, the load has met the fault before the old primary is back.
    try await forEachSeed(FaultTally.runs(3, oneIn: 8), atOnce: 1) { try await Self.run($0, tally) }
    tally.report()
    #expect(tally.isHarmless)
  }

  private static func run(_ seed: UInt64, _ tally: FaultTally) async throws {
    let old = try TestCluster.start(settings: ["synchronous_commit": "on"])
    try await withMigration(in: old) { migrated in
      let standby = try old.startStandby()
      let superuser = try await Connection.open(old.conninfo())
      try await superuser.simple("alter system set synchronous_standby_names = '*'")
      try await superuser.simple("select pg_reload_conf()")
      while try await superuser.query("select sync_state from pg_stat_replication") != [["sync"]] {
        try await superuser.simple("select pg_sleep(0.01)")
      }
      await superuser.close()

      let logins = migrated.logins.onEither(old, standby)
      let database = Database(logins, connections: 8)
      let load = try await EventLoad(on: migrated.place, through: database)
      try await load.withstand(seed, tally, look: standby.conninfo(database: migrated.place.name)) { random in
        try await load.anywhere(&random)
        try old.crash()
        // Now and then it is back before anybody has turned to the new one.
        let isQuick = Bool.random(using: &random)
        if !isQuick { try await load.untilBroken() }
        try standby.promote()
        try old.restart()
      }
      // libpq by itself goes where it was told first, though another has been promoted.
      let hosts = "host=\(old.directory),\(standby.directory) user=postgres target_session_attrs=read-write"
      #expect(try standby.run("[ \"$(\"$2/psql\" -XAtc 'show cluster_name' '\(hosts) dbname=postgres')\" != standby ]"))
      // Neither the load nor a process that begins only now, and has seen nothing, is at the old one.
      let newcomer = Database(logins)
      let tenant = load.client.tenant.id
      for some in [database, newcomer] {
        let place = try await some.read(as: tenant) { try $0.query("show cluster_name") }
        #expect(place == [["standby"]], "seed \(seed)")
      }
      let look = try await Connection.open(old.conninfo(database: migrated.place.name))
      // Nor does anybody's session from before the promotion lie idle there. (A COMMIT that the old one was given in the
      // moment between its return and the promotion waits for the standby, though who sent it has long gone.)
      let sessions = "select wait_event from pg_stat_activity where usename like 'headway%'"
      while try await look.query("\(sessions) and wait_event is distinct from 'SyncRep'") != [] {
        try await look.simple("select pg_sleep(0.01)")
      }
      // So that it can be taken away: nobody confirms its commits.
      try await look.simple("alter system reset synchronous_standby_names")
      try await look.simple("select pg_reload_conf()")
      await look.close()
      await newcomer.close()
      await database.close()
    }
  }
}

extension ServiceConnections.Entry {
  /// As `headway migrate` keeps them for a URL of two hosts, the one to write to asked for.
  fileprivate func onEither(_ one: TestCluster, _ other: TestCluster) -> ServiceConnections.Entry {
    func both(_ login: Conninfo) -> Conninfo {
      var login = login
      login["host"] = "\(one.directory),\(other.directory)"
      login["port"] = "5432,5432"
      login["target_session_attrs"] = "read-write"
      return login
    }
    var entry = self
    (entry.api, entry.worker, entry.cli) = (both(api), both(worker), both(cli))
    return entry
  }
}
