import Definitions
import MigratedDatabase
import Observation
import Store
import Synchronization
import Testing

@testable import Delivery
@testable import Workers

/// Delivery as the workers do it: a job for each sink that something is due at.
@Suite struct DeliveryJobTests {
  @Test func aRoundSendsWhatIsDueOfAllTenantsAndEnds() async throws {
    try await withMigratedDatabase { database, _ in
      let sender = ScriptedSender { (_, _) in .delivered }
      var tenants: [Told] = []
      for number in 1...12 {
        let told = try await Told(database, slug: "t\(number)")
        try await told.sinks(try .webhook("crm", "https://a.example"), try .webhook("other", "https://b.example"))
        try await told.fire(1...2)
        tenants.append(told)
      }
      let sent = Mutex(0)
      func round() async throws -> Int {
        sent.withLock { $0 = 0 }
        let worker = Worker(database, name: "test", courier: tenants[11].courier(sender)) { event in
          if case .delivered(_, _, let messages) = event { sent.withLock { $0 = $0 + messages } }
        }
        try await worker.once()
        return sent.withLock { $0 }
      }
      #expect(try await round() == 48)
      #expect(try await round() == 0)
      #expect(try await database.jobs.list() == [])
    }
  }

  @Test func aWorkerGoesOnWhileASinkHangsAndEndsWhatItHasBegunWhenItIsStopped() async throws {
    try await withMigratedDatabase { database, _ in
      let told = try await Told(database)
      let other = try await Told(database, slug: "other")
      try await told.sinks(try .webhook("hangs", "https://hangs.example"))
      try await other.sinks(try .webhook("good", "https://good.example"))
      try await told.fire(1...1)
      let (gate, opened) = AsyncStream.makeStream(of: Void.self)
      let (arrivals, arrival) = AsyncStream.makeStream(of: String.self)
      let sender = ScriptedSender { message, target in
        arrival.yield(target.place)
        if target.place == "https://hangs.example" { for await _ in gate { break } }
        return .delivered
      }
      let worker = Worker(database, name: "test", courier: told.courier(sender))
      let running = Task { await worker.run() }
      var places = arrivals.makeAsyncIterator()
      #expect(await places.next() == "https://hangs.example")
      // Only now is there something for the other: the worker has to be told, or to look again.
      try await other.fire(1...1)
      #expect(await places.next() == "https://good.example")
      running.cancel()
      opened.finish()
      await running.value
      #expect(try await told.query("select state, attempts from core.outbox") == [["delivered", "1"]])
    }
  }
}
