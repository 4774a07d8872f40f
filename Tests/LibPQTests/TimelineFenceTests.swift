import Synchronization
import TestSupport
import Testing

@testable import LibPQ

/// Which hosts there are to choose from; what becomes of the choice is tried with two servers (`FailoverTests`).
@Suite struct TimelineFenceTests {
  @Test(arguments: [
    ("host=a,b port=5432,5433", ["a:5432", "b:5433"]), ("host=a,b port=7", ["a:7", "b:7"]),
    ("host=a,b", ["a:-", "b:-"]),
    ("postgresql://u@a:1,b,c:3/d", ["a:1", "b:-", "c:3"]), ("host=/run/a,/run/b", ["/run/a:-", "/run/b:-"]),
    ("host=a", ["a:-"]), ("dbname=d", ["-:-"]),
  ])
  func aConninfoOfSeveralHostsIsSeveralOfOne(_ text: String, _ expected: [String]) throws {
    let hosts = try Conninfo(text).hosts
    #expect(hosts.map { "\($0["host"] ?? "-"):\($0["port"] ?? "-")" } == expected)
  }

  @Test func addressesGoWithTheirHosts() throws {
    let hosts = try Conninfo("host=a,b hostaddr=10.0.0.1,10.0.0.2 user=u target_session_attrs=primary").hosts
    #expect(hosts.map { $0["hostaddr"] } == ["10.0.0.1", "10.0.0.2"])
    #expect(hosts.allSatisfy { $0["user"] == "u" && $0["target_session_attrs"] == "primary" })
  }

  @Test(arguments: [
    "host=a,b", "host=a target_session_attrs=read-write", "host=a,b target_session_attrs=any", "host=a,b x",
  ])
  func onlyTheOneToWriteToOfSeveralIsFenced(_ text: String) {
    #expect(TimelineFence.around(text) == nil)
    #expect(TimelineFence.around("host=a,b target_session_attrs=read-write") != nil)
  }

  @Test func anOlderTimelineIsRefusedAndAConnectionToItIsOutdated() {
    let memory = TimelineFence.Memory()
    let pass = Pass(memory)
    pass.timeline.store(1, ordering: .relaxed)
    #expect(memory.note(1) && !pass.isOutdated)
    #expect(memory.note(2) && pass.isOutdated)
    #expect(!memory.note(1) && memory.newest == 2)
  }

  @Test func whoWatchesIsToldOfEachPromotionUntilItLetsGo() {
    let memory = TimelineFence.Memory()
    let told = Mutex<[Int32]>([])
    var watch: TimelineFence.Memory.Watch? = memory.watch { told.withLock { $0.append(memory.newest) } }
    for timeline in [1, 1, 3, 2, 4] as [Int32] { _ = memory.note(timeline) }
    withExtendedLifetime(watch) {}
    watch = nil
    _ = memory.note(5)
    #expect(told.withLock { $0 } == [1, 3, 4])
  }

  /// Where nobody can be written to, each host has its reason.
  @Test func whereNoneAnswersEachHasItsReason() async throws {
    let nowhere = "host=/nowhere/one,/nowhere/two target_session_attrs=read-write dbname=postgres"
    do {
      _ = try await Connection.open(nowhere)
      Issue.record("connected to nowhere")
    } catch {
      #expect("\(error)".contains("/nowhere/one") && "\(error)".contains("/nowhere/two"))
    }
  }
}
