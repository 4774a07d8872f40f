import Definitions
import Engine
import Foundation
import LibPQ
import MigratedDatabase
import Store
import Synchronization
import Testing

@testable import Delivery

/// Messages from the outbox to their receivers, on a real database and a clock of the test.
@Suite struct CourierTests {
  @Test func aSinkGetsWhatItWantsAndOnce() async throws {
    try await withMigratedDatabase { database, _ in
      let told = try await Told(database)
      try await told.sinks(
        try .webhook("all", "https://a.example"), try .webhook("hot-only", "https://b.example", alerts: ["hot"]),
        try .webhook("digests", "https://c.example", alerts: ["digest"]))
      try await told.fire(1...1)
      try await told.fire(2...2, kind: "rewarmed")
      // Once more for the same alerts: nothing is added.
      let tenant = told.tenant.id
      try await database.write(as: tenant) { try $0.fanOut([1, 2], of: tenant) }
      let sender = ScriptedSender { _, _ in .delivered }
      let tally = try await told.courier(sender).deliverDue(of: told.tenant)
      #expect(tally.delivered == 3 && tally.attempts == 3)
      #expect(Set(sender.messages.map(\.id)).count == 3)
      #expect(try await told.courier(sender).deliverDue(of: told.tenant).attempts == 0)
      #expect(
        try await told.query("select deliveries from report.alert order by alert_id")
          == [["all delivered, hot-only delivered"], ["all delivered"]])
    }
  }

  @Test func aFailureIsTriedAgainLaterAndLaterUnderTheSameID() async throws {
    try await withMigratedDatabase { database, _ in
      let told = try await Told(database)
      try await told.sinks(try .webhook("crm", "https://a.example"))
      try await told.fire(1...1)
      let count = Mutex(0)
      let sender = ScriptedSender { _, _ in
        count.withLock { count in
          count += 1
          return count < 4 ? .failed(reason: "it answered 500") : .delivered
        }
      }
      let courier = told.courier(sender)
      #expect(try await courier.deliverDue(of: told.tenant).postponed == 1)
      #expect(try await courier.deliverDue(of: told.tenant).attempts == 0, "not at once")
      #expect(try await told.query("select deliveries from report.alert") == [["crm retrying"]])
      told.pass(seconds: 5)
      #expect(try await courier.deliverDue(of: told.tenant).postponed == 1)
      told.pass(seconds: 5)
      #expect(try await courier.deliverDue(of: told.tenant).attempts == 0, "the second pause is longer")
      told.pass(seconds: 5)
      #expect(try await courier.deliverDue(of: told.tenant).postponed == 1)
      told.pass(seconds: 20)
      #expect(try await courier.deliverDue(of: told.tenant).delivered == 1)
      #expect(Set(sender.messages.map(\.id)).count == 1 && sender.messages.count == 4)
      let sink = try #require(try await told.sink("crm"))
      #expect(sink.sink.failures == 0 && sink.delivered == 1 && sink.waiting == 0)
    }
  }

  @Test func whoeverAsksToWaitIsWaitedForWithAllThatIsDue() async throws {
    try await withMigratedDatabase { database, _ in
      let told = try await Told(database)
      try await told.sinks(try .webhook("crm", "https://a.example"))
      try await told.fire(1...3)
      let busy = Mutex(true)
      let sender = ScriptedSender { _, _ in
        busy.withLock { $0 } ? .failed(reason: "it answered 429", notBefore: 600) : .delivered
      }
      let courier = told.courier(sender)
      #expect(try await courier.deliverDue(of: told.tenant).attempts == 1, "the others are not even tried")
      told.pass(seconds: 599)
      #expect(try await courier.deliverDue(of: told.tenant).attempts == 0)
      told.pass(seconds: 2)
      busy.withLock { $0 = false }
      #expect(try await courier.deliverDue(of: told.tenant).delivered == 3)
      // A wait of a year is one of six hours.
      let policy = RetryPolicy()
      let result = policy.result(
        of: .failed(reason: "", notBefore: 31_536_000),
        for: LeasedMessage(
          id: MessageID("m"), sink: Sink(name: "s", target: .email(to: [], from: MailAddress("a@b.c")!)),
          alert: .sample(),
          attempt: 1, createdAt: 0), at: 0, chance: 0)
      #expect(result == .postponed(until: 21_600_000_000, rest: 21_600_000_000, reason: ""))
    }
  }

  @Test func aReceiverThatIsGoneSwitchesItsSinkOffAndATestSwitchesItOnAgain() async throws {
    try await withMigratedDatabase { database, _ in
      let told = try await Told(database)
      try await told.sinks(try .webhook("crm", "https://a.example"), try .webhook("other", "https://b.example"))
      try await told.fire(1...2)
      let sender = ScriptedSender { _, target in
        target.place == "https://a.example" ? .gone(reason: "it answered 410 Gone") : .delivered
      }
      let tally = try await told.courier(sender).deliverDue(of: told.tenant)
      #expect(tally.delivered == 2 && tally.dead == 1)
      let sink = try #require(try await told.sink("crm"))
      #expect(sink.sink.disabled == "it answered 410 Gone" && sink.dead == 2 && sink.waiting == 0)
      try await told.fire(3...3)
      #expect(try await told.query("select sink from core.outbox where alert_id = 3") == [["other"]])

      let working = told.courier(ScriptedSender { _, _ in .delivered })
      let alert = try await database.writeTestAlert(of: told.tenant.id, for: "crm")
      #expect(try await working.deliver(alert: alert, of: told.tenant, to: "crm") == .delivered)
      #expect(try await told.sink("crm")?.sink.disabled == nil)
    }
  }

  @Test func aSinkThatFailsRestsAndOneMessageProbesIt() async throws {
    try await withMigratedDatabase { database, _ in
      let told = try await Told(database)
      try await told.sinks(try .webhook("dead", "https://a.example"), try .webhook("well", "https://b.example"))
      try await told.fire(1...20)
      let works = Mutex(false)
      let sender = ScriptedSender { _, target in
        target.place == "https://b.example" || works.withLock { $0 } ? .delivered : .failed(reason: "it answered 500")
      }
      let courier = told.courier(sender)
      let first = try await courier.deliverDue(of: told.tenant)
      #expect(first.delivered == 20 && first.postponed == 5, "five failures, then it rests")
      #expect(try await courier.deliverDue(of: told.tenant).attempts == 0)
      told.pass(seconds: 61)
      #expect(try await courier.deliverDue(of: told.tenant).attempts == 1, "one probe")
      told.pass(seconds: 61)
      #expect(try await courier.deliverDue(of: told.tenant).attempts == 0, "and a longer rest")
      works.withLock { $0 = true }
      told.pass(seconds: 60)
      #expect(try await courier.deliverDue(of: told.tenant).delivered == 20)
      #expect(try await told.sink("dead")?.sink.openUntil == nil)
    }
  }

  @Test func afterThreeDaysAMessageIsGivenUpAndCanBeSeen() async throws {
    try await withMigratedDatabase { database, _ in
      let told = try await Told(database)
      try await told.sinks(try .webhook("crm", "https://a.example"))
      try await told.fire(1...10)
      let sender = ScriptedSender { _, _ in .failed(reason: "it answered 500") }
      let courier = told.courier(sender)
      var steps = 0
      while try await told.sink("crm")?.waiting != 0 {
        try await courier.deliverDue(of: told.tenant)
        told.pass(seconds: 600)
        steps += 1
        try #require(steps < 1_000)
      }
      #expect((431...436).contains(steps), "72 hours and a little: \(steps)")
      #expect(sender.messages.count < 200, "a dead endpoint is not hammered: \(sender.messages.count)")
      let sink = try #require(try await told.sink("crm"))
      #expect(sink.dead == 10 && sink.lastError?.contains("given up after 72 hours") == true)
      #expect(try await told.query("select distinct deliveries from report.alert") == [["crm given up"]])
    }
  }

  @Test func whatIsRefusedForGoodIsNotTriedAgain() async throws {
    try await withMigratedDatabase { database, _ in
      let told = try await Told(database)
      try await told.sinks(try .webhook("crm", "https://a.example"))
      try await told.fire(1...1)
      let courier = told.courier(ScriptedSender { _, _ in .refused(reason: "sendmail refused it (status 67)") })
      #expect(try await courier.deliverDue(of: told.tenant).dead == 1)
      told.pass(seconds: 86_400)
      #expect(try await courier.deliverDue(of: told.tenant).attempts == 0)
    }
  }

  @Test func twoCouriersDoNotSendTheSameMessageAtATime() async throws {
    try await withMigratedDatabase { database, _ in
      let told = try await Told(database)
      try await told.sinks(try .webhook("crm", "https://a.example"))
      try await told.fire(1...50)
      let sender = ScriptedSender { _, _ in
        await Task.yield()
        return .delivered
      }
      try await withThrowingTaskGroup(of: DeliveryTally.self) { group in
        for _ in 0..<4 { group.addTask { try await told.courier(sender).deliverDue(of: told.tenant) } }
        try await group.waitForAll()
      }
      _ = try await told.courier(sender).deliverDue(of: told.tenant)
      #expect(sender.messages.count == 50 && Set(sender.messages.map(\.id)).count == 50)
    }
  }

  @Test func aSinkThatWasTakenAwayGetsNothingAndItsMessagesSaySo() async throws {
    try await withMigratedDatabase { database, _ in
      let told = try await Told(database)
      try await told.sinks(try .webhook("crm", "https://a.example"))
      try await told.fire(1...2)
      #expect(try await database.sinks(of: told.tenant.id).remove("crm"))
      let sender = ScriptedSender { _, _ in .delivered }
      #expect(try await told.courier(sender).deliverDue(of: told.tenant).attempts == 0)
      #expect(
        try await told.query("select distinct state, last_error from core.outbox")
          == [["dead", "the sink was taken away"]])
      #expect(try await database.sinks(of: told.tenant.id).remove("crm") == false)
    }
  }

  @Test func oneTenantSeesNeitherTheSinksNorTheMessagesOfAnother() async throws {
    try await withMigratedDatabase { database, _ in
      let acme = try await Told(database)
      let globex = try await Told(database, slug: "globex")
      try await acme.sinks(try .webhook("crm", "https://acme.example"))
      try await globex.sinks(try .webhook("crm", "https://globex.example"))
      try await acme.fire(1...2, headline: "canary acme")
      try await globex.fire(1...3, headline: "canary globex")
      let sender = ScriptedSender { _, _ in .delivered }
      #expect(try await acme.courier(sender).deliverDue(of: acme.tenant).delivered == 2)
      #expect(sender.messages.allSatisfy { $0.alert.headline == "canary acme" && $0.tenant == "acme" })
      #expect(try await acme.query("select count(*) from core.outbox") == [["2"]])
      #expect(try await acme.query("select settings->>'url' from core.sink") == [["https://acme.example/"]])
      #expect(try await globex.sink("crm")?.waiting == 3)
      let ids = Set(sender.messages.map(\.id.text))
      let others = try await globex.query("select message_id from core.outbox").compactMap { $0[0] }
      #expect(ids.isDisjoint(with: others), "alerts of the same number at sinks of the same name")
    }
  }
}
