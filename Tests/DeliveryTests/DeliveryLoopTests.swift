import Definitions
import MigratedDatabase
import Store
import Synchronization
import Testing

@testable import Delivery
@testable import Workers

/// Delivery as the workers do it: all tenants, again and again.
@Suite struct DeliveryLoopTests {
  @Test func aRoundSendsWhatIsDueOfAllTenantsAndEnds() async throws {
    try await withMigratedDatabase { database, _ in
      let sender = ScriptedSender { _, _ in .delivered }
      var tenants: [Told] = []
      for number in 1...12 {
        let told = try await Told(database, slug: "t\(number)")
        try await told.sinks(try .webhook("crm", "https://a.example"), try .webhook("other", "https://b.example"))
        try await told.fire(1...2)
        tenants.append(told)
      }
      let events = Mutex(0)
      let loop = DeliveryLoop(database, courier: tenants[11].courier(sender)) { _ in events.withLock { $0 += 1 } }
      #expect(try await loop.once() == 48 && events.withLock { $0 } == 12)
      #expect(try await loop.once() == 0)
    }
  }

  @Test func theLoopGoesOnWhileASinkHangsAndEndsWhatItHasBegunWhenItIsStopped() async throws {
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
      let loop = DeliveryLoop(database, courier: told.courier(sender)) { _ in }
      let running = Task { try await loop.run() }
      var places = arrivals.makeAsyncIterator()
      #expect(await places.next() == "https://hangs.example")
      // Only now is there something for the other: the loop has to come round again.
      try await other.fire(1...1)
      #expect(await places.next() == "https://good.example")
      running.cancel()
      opened.finish()
      _ = try? await running.value
      #expect(try await told.query("select state, attempts from core.outbox") == [["delivered", "1"]])
    }
  }
}
