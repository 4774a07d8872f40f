import Engine
import LibPQ
import MigratedDatabase
import Store
import Synchronization
import TestSupport
import Testing

@testable import Workers

/// A worker that is stopped in the middle of sending rows: its kernel answers for it, and the server would wait for
/// ever.
@Suite struct StandstillTests {
  @Test(.timeLimit(.minutes(60))) func whoStandsStillInACopyIsEndedAndWhatItHeldIsFree() async throws {
    // A server of its own: whoever makes or drops a database beside it waits for the one that stands still.
    try await FaultyPlace.with(patience: .seconds(600), in: try TestCluster.start()) { here in
      let client = try await Client.make(definition: Scene.definition, in: here.direct, here.place)
      let tenant = client.tenant.id
      let lease = try #require(try await RefreshLease.take(tenant, in: here.direct)).lease
      let (reached, stop) = AsyncStream.makeStream(of: Void.self)
      let stopped = Task {
        try await here.faulty.write(as: tenant) { session in
          try session.hold(lease)
          try session.simple("create temporary table fresh (a int8)")
          try session.copyIn("copy pg_temp.fresh from stdin (format binary)") { writer in
            try writer.beginRow()
            writer.add(1 as Int64)
            // As SIGSTOP between two rows: what comes next is never sent.
            here.proxy.goSilent()
            stop.yield()
            for number in 0..<200_000 as Range<Int64> {
              try writer.beginRow()
              writer.add(number)
            }
          }
        }
      }
      for await _ in reached { break }
      try await here.until("select exists (select from pg_stat_progress_copy where tuples_processed <= 1)")
      // Neither limit of the server, nor a request to stop, gets through to it.
      try await here.sql("select pg_cancel_backend(pid) from pg_stat_progress_copy")
      // What was sent before may still be on its way into it: then the looks begin anew.
      var watch = StandstillWatch()
      var looks = 1
      while try await watch.look(at: here.direct) == 0 {
        #expect(try await here.count("pg_stat_progress_copy") == 1)
        looks += 1
      }
      #expect(looks >= StandstillWatch.patience)
      // The row that it had locked is anybody's.
      try await here.direct.write(as: tenant) { try $0.hold(lease) }
      here.proxy.speakAgain()
      await #expect(throws: (any Error).self) { try await stopped.value }
    }
  }

  /// Many looks at one that moves on: it is never taken for one that does not.
  @Test func whoMovesOnIsLeftAlone() {
    var watch = StandstillWatch()
    for step in 0..<20 as Range<Int64> {
      let moving = Standstill(process: 1, began: 5, moved: step)
      #expect(watch.overdue(among: [moving]) == [])
    }
    let standing = Standstill(process: 2, began: 5, moved: 7)
    for _ in 1..<StandstillWatch.patience { #expect(watch.overdue(among: [standing]) == []) }
    // Once it was not waited for, all begins anew.
    #expect(watch.overdue(among: []) == [])
    for _ in 1..<StandstillWatch.patience { #expect(watch.overdue(among: [standing]) == []) }
    #expect(watch.overdue(among: [standing]) == [standing])
  }
}
