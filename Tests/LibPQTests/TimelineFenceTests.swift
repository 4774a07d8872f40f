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

  /// The old primary lives on, as after a network split, and answers nothing: what waits there would wait for as long as it likes.
  @Test(.timeLimit(.minutes(5))) func whoIsInTheMiddleOfACallAtTheOldPrimaryLeavesIt() async throws {
    let old = try TestCluster.start(settings: ["synchronous_commit": "on"])
    let standby = try old.startStandby()
    let admin = try await Connection.open(old.conninfo())
    try await admin.simple("create table word (said text)")
    try await admin.simple("alter system set synchronous_standby_names = 'nobody'")
    try await admin.simple("select pg_reload_conf()")
    let hosts = "host=\(old.directory),\(standby.directory) user=postgres target_session_attrs=read-write"
    let pool = Pool(hosts + " dbname=postgres", size: 2, options: ConnectionOptions())
    async let asked = failure { _ = try await pool.run(Sleep(seconds: 3_600), within: .seconds(3_600)) }
    async let committed = failure {
      try await pool.transaction(within: .seconds(3_600)) { try $0.post(Say(word: "late")) }
    }
    while try await admin.query(
      "select count(*) from pg_stat_activity where wait_event in ('PgSleep', 'SyncRep')") != [["2"]]
    {
      try await admin.simple("select pg_sleep(0.01)")
    }
    try standby.promote()
    guard case .spent = await asked, case .unknown = await committed else {
      Issue.record("they were told something else")
      return
    }
    let place = try await pool.with { try await $0.query("show cluster_name") }
    #expect(place == [["standby"]])
    await pool.close()
    await admin.close()
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

private struct Say: Statement {
  static let sql = SQLText(name: "say", "insert into word values ($1)")
  var word: String
  func bind(_ parameters: inout Parameters) { parameters.add(word) }
}
