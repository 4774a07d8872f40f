import LibPQ
import MigratedDatabase
import Store
import TestSupport
import Testing

@testable import Delivery

/// The server refuses, stops or cuts off one call of a delivery, and that call is each of them in turn. What was sent
/// may go out again under its id where that could not be written down; nothing is ever left out.
@Suite struct EveryCallOfADeliveryTests {
  @Test func aCallThatFailsLeavesNoMessageBehind() async throws {
    let tally = FaultTally("a failure at every call of a delivery (doubled: sent again under the same id)")
    var (resent, calls) = (0, 0)
    try await withMigration { migrated in
      let broken = try await BrokenCalls(in: migrated.place)
      let (direct, faulty) = (migrated.open(), migrated.open(options: broken.options))
      let told = try await Told(direct)
      try await told.sinks(try .webhook("crm", "https://crm.example"))
      let sender = ScriptedSender { _, _ in .delivered }
      let courier = Courier(faulty, sender: sender, clock: told.clock, chance: { 0.5 })
      var alert: Int64 = 0
      for failure in BrokenCalls.Failure.allCases {
        var call = 1
        while true {
          alert += 1
          try await told.fire(alert...alert)
          broken.breakCall(call, failure)
          let began = ContinuousClock.now
          _ = try? await courier.deliverDue(of: told.tenant)
          let (isStruck, made) = (broken.struck > 0, broken.calls)
          broken.breakNothing()
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
