import Chance
import Definitions
import Engine
import Foundation
import MigratedDatabase
import Store
import Synchronization
import Testing

@testable import Delivery

/// The promise as a figure: receivers that misbehave in every way, workers that die between sending and writing it
/// down, and every alert arrives.
@Suite struct LossTests {
  @Test func everyAlertArrivesWhateverReceiversAndWorkersDo() async throws {
    try await withMigratedDatabase { database, _ in
      let seed = UInt64.random(in: 0 ... .max)
      let faults = Mutex(SplitMix64(seed: seed))
      let told = try await Told(database)
      let alerts: Int64 = 60
      // What was acknowledged with a whole 200.
      let taken = Mutex<[String]>([])
      let receiver = try await Receiver { request, _ in
        func take() -> Receiver.Reply {
          taken.withLock { $0.append(request.id) }
          return .status(200)
        }
        return switch faults.withLock({ Int.random(in: 0..<9, using: &$0) }) {
        case 0: .status(500)
        case 1: .silence
        case 2: .bytes("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhal")
        case 3: .status(302, headers: ["Location: http://127.0.0.1:1/"])
        case 4: .status(429, headers: ["Retry-After: 30"])
        case 5: .status(503, headers: ["Retry-After: Sun, 06 Nov 1994 08:49:37 GMT"])
        default: take()
        }
      }
      let url = receiver.url
      try await told.sinks(try .webhook("crm", url), try .webhook("other", url))
      try await told.fire(1...alerts)
      let web = try WebSender(TargetCheck(allowsPrivate: true), limits: .init(whole: .milliseconds(150)))
      let killed = Mutex(0)
      var rounds = 0
      while try await told.query("select 1 from core.outbox where state = 'pending' limit 1") != [] {
        rounds += 1
        try #require(rounds < 5_000, "seed \(seed)")
        if faults.withLock({ Int.random(in: 0..<3, using: &$0) }) == 0 {
          // A worker that dies after sending: its lease is all that is left of it.
          let outbox = database.outbox(of: told.tenant.id)
          for sink in try await outbox.dueSinks(at: told.clock()) {
            guard let message = try await outbox.take(from: sink, at: told.clock()) else { continue }
            _ = await web.send(Message(message, of: told.tenant), to: message.sink.target)
            killed.withLock { $0 += 1 }
          }
        } else {
          try await told.courier(web, chance: faults.withLock { Double.random(in: 0..<1, using: &$0) })
            .deliverDue(of: told.tenant)
        }
        told.pass(seconds: 61)
      }
      let sent = Int(alerts) * 2
      let arrived = taken.withLock { $0 }
      let wanted = Set(try await told.query("select message_id from core.outbox").compactMap { $0[0] })
      let lost = wanted.subtracting(arrived).count
      let doubled = arrived.count - Set(arrived).count
      let deaths = killed.withLock { $0 }
      print(
        "delivery: sent \(sent), received \(Set(arrived).count), doubled \(doubled), lost \(lost), attempts \(receiver.requests.count), workers killed \(deaths), seed \(seed)"
      )
      #expect(lost == 0 && wanted.count == sent, "seed \(seed)")
      #expect(try await told.query("select count(*) from core.outbox where state = 'delivered'") == [["\(sent)"]])
      #expect(doubled <= deaths, "what is doubled was sent by somebody who died; seed \(seed)")
      try await receiver.close()
    }
  }

  @Test func whatAKilledWorkerHasSentGoesOutAgainUnderTheSameID() async throws {
    try await withMigratedDatabase { database, _ in
      let told = try await Told(database)
      let receiver = try await Receiver()
      try await told.sinks(try .webhook("crm", receiver.url))
      try await told.fire(1...1)
      let web = try WebSender(TargetCheck(allowsPrivate: true))
      let outbox = database.outbox(of: told.tenant.id)
      let message = try #require(try await outbox.take(from: "crm", at: told.clock()))
      #expect(await web.send(Message(message, of: told.tenant), to: message.sink.target) == .delivered)
      #expect(try await told.courier(web).deliverDue(of: told.tenant).attempts == 0, "the lease is held")
      told.pass(seconds: 60)
      #expect(try await told.courier(web).deliverDue(of: told.tenant).delivered == 1)
      #expect(receiver.requests.count == 2 && Set(receiver.requests.map(\.id)).count == 1)
      #expect(try await told.query("select attempts, state from core.outbox") == [["2", "delivered"]])

      // The one that was thought dead speaks up late: what is delivered stays delivered.
      try await outbox.record(
        .postponed(until: 0, rest: nil, reason: "late"), of: message, at: told.clock())
      #expect(try await told.query("select state from core.outbox") == [["delivered"]])
      try await receiver.close()
    }
  }

  /// Time is measured as who was first, not how long it took: the good one is through while the bad one still hangs.
  @Test func aSinkThatHangsKeepsNobodyElseWaiting() async throws {
    try await withMigratedDatabase { database, _ in
      let told = try await Told(database)
      let other = try await Told(database, slug: "other")
      try await told.sinks(try .webhook("good", "https://good.example"), try .webhook("hangs", "https://hangs.example"))
      try await other.sinks(try .webhook("good", "https://good.example"))
      try await told.fire(1...5)
      try await other.fire(1...5)
      let (gate, opened) = AsyncStream.makeStream(of: Void.self)
      let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
      let sender = ScriptedSender { _, target in
        if target.place == "https://hangs.example" {
          for await _ in gate { break }
          return .delivered
        }
        arrival.yield()
        return .delivered
      }
      async let mine = told.courier(sender).deliverDue(of: told.tenant)
      async let others = other.courier(sender).deliverDue(of: other.tenant)
      var arrived = 0
      for await _ in arrivals {
        arrived += 1
        if arrived == 10 { break }
      }
      #expect(arrived == 10, "all of the good ones, while one hangs")
      opened.finish()
      #expect(try await mine.delivered == 10)
      #expect(try await others.delivered == 5)
    }
  }
}
