import LibPQ
import MigratedDatabase
import Store
import Synchronization
import TestSupport
import Testing

@testable import Delivery

/// The server refuses, stops or cuts off one call of a delivery, and that call is each of them in turn. What was sent may go
/// out again under its id where that could not be written down; nothing is ever left out.
@Suite struct EveryCallOfADeliveryTests {
  private static let failures = [
    "do $$ begin raise exception 'test' using errcode = '40001'; end $$",
    "do $$ begin raise exception 'test' using errcode = '40P01'; end $$",
    "do $$ begin raise exception 'test' using errcode = '57014'; end $$",
    "select pg_terminate_backend(pg_backend_pid())",
  ]

  @Test func aCallThatFailsLeavesNoMessageBehind() async throws {
    let tally = FaultTally("a failure at every call of a delivery (doubled: sent again under the same id)")
    var (resent, calls) = (0, 0)
    try await withMigration { migrated in
      let plan = Mutex((left: 0, text: "", isStruck: false, calls: 0))
      var options = ConnectionOptions()
      options.rehearsal = {
        plan.withLock { plan in
          plan.calls += 1
          plan.left -= 1
          guard plan.left == 0 else { return nil }
          plan.isStruck = true
          return plan.text
        }
      }
      let (direct, faulty) = (migrated.open(), migrated.open(options: options))
      let told = try await Told(direct)
      try await told.sinks(try .webhook("crm", "https://crm.example"))
      let sender = ScriptedSender { _, _ in .delivered }
      let courier = Courier(faulty, sender: sender, clock: told.clock, chance: { 0.5 })
      var alert: Int64 = 0
      for text in Self.failures {
        var call = 1
        while true {
          alert += 1
          try await told.fire(alert...alert)
          plan.withLock { $0 = (call, text, false, 0) }
          let began = ContinuousClock.now
          _ = try? await courier.deliverDue(of: told.tenant)
          let (isStruck, made) = plan.withLock { ($0.isStruck, $0.calls) }
          // Whoever comes next, when the lease is over.
          told.pass(seconds: 61)
          _ = try await courier.deliverDue(of: told.tenant)
          let sent = sender.messages.count { $0.alert.id == alert }
          let state = try await told.query("select state from core.outbox where alert_id = \(alert)")
          let ids = Set(sender.messages.filter { $0.alert.id == alert }.map(\.id))
          #expect(ids.count == 1 && sent <= 2, "call \(call): \(sent) times")
          resent += sent - 1
          guard isStruck else {
            // Past the last call.
            #expect(sent == 1 && state == [["delivered"]])
            calls = max(calls, made)
            break
          }
          tally.add(
            struck: 1, lost: sent > 0 && state == [["delivered"]] ? 0 : 1, doubled: max(0, ids.count - 1),
            recovery: ContinuousClock.now - began)
          call += 1
        }
      }
      await faulty.close()
      await direct.close()
    }
    tally.report()
    print("delivery: \(calls) calls each, sent again under the same id \(resent) times")
    #expect(tally.isHarmless && calls >= 6)
  }
}
