import Engine
import Intake
import LibPQ
import MigratedDatabase
import Store
import Synchronization
import TestSupport
import Testing

@testable import Workers

/// The server refuses, stops or cuts off one call, and that call is each of them in turn: everything that a worker asks for
/// while it claims, computes, tells and ends, and everything that an import asks for.
@Suite struct EveryCallTests {
  /// What the server is made to do at that call. It happens in the server, so the transaction is as broken as it would be.
  static let failures: [(name: String, text: String)] = [
    ("a serialisation failure", "do $$ begin raise exception 'test' using errcode = '40001'; end $$"),
    ("a deadlock", "do $$ begin raise exception 'test' using errcode = '40P01'; end $$"),
    ("a statement that took too long", "do $$ begin raise exception 'test' using errcode = '57014'; end $$"),
    ("a connection that is cut", "select pg_terminate_backend(pg_backend_pid())"),
  ]

  @Test(.timeLimit(.minutes(60)), arguments: failures.indices)
  func aWorkersCallThatFailsIsMadeGood(_ index: Int) async throws {
    let failure = Self.failures[index]
    let tally = FaultTally("\(failure.name), at every call of a worker")
    try await Rehearsed.with { here in
      let calls = try await here.count { try await here.work(round: 0) }
      #expect(calls > 40)
      for call in Rehearsed.chosen(calls, index) {
        try await here.wantWork(round: call)
        let clock = ContinuousClock.now
        try await here.failing(at: call, with: failure.text) { await here.tryWork() }
        let struck = here.hasStruck
        try await here.workUntilDone()
        let (lost, doubled) = try await here.auditWork(round: call)
        tally.add(struck: struck, lost: lost, doubled: doubled, recovery: ContinuousClock.now - clock)
      }
      #expect(try await here.count("work.dead_job") == 0)
      try await here.verify()
    }
    tally.report()
    #expect(tally.isHarmless)
  }

  @Test(.timeLimit(.minutes(60)), arguments: failures.indices)
  func anImportsCallThatFailsIsMadeGood(_ index: Int) async throws {
    let failure = Self.failures[index]
    let tally = FaultTally("\(failure.name), at every call of an import")
    try await Rehearsed.with { here in
      let calls = try await here.count { try await here.take(round: 0) }
      #expect(calls > 15)
      for call in Rehearsed.chosen(calls, index) {
        let clock = ContinuousClock.now
        try await here.failing(at: call, with: failure.text) { _ = try? await here.take(round: call) }
        let struck = here.hasStruck
        try await here.take(round: call)
        let (lost, doubled) = try await here.auditEvents(round: call)
        tally.add(struck: struck, lost: lost, doubled: doubled, recovery: ContinuousClock.now - clock)
      }
      try await here.verify()
    }
    tally.report()
    #expect(tally.isHarmless)
  }
}

/// A tenant that a test reaches directly, and workers and imports through a database that fails at one call.
private struct Rehearsed {
  /// Counts calls, and fails at one.
  private final class Script: Sendable {
    struct State {
      var calls = 0
      var failing: (call: Int, text: String)?
      var struck = 0
    }
    let state = Mutex(State())

    func next() -> String? {
      state.withLock { state in
        state.calls += 1
        guard let failing = state.failing, failing.call == state.calls else { return nil }
        state.struck += 1
        return failing.text
      }
    }
  }

  private let script: Script
  private let direct: Client
  /// The same, by the way that fails.
  private let client: Client
  private let place: TestDatabase

  static func with(_ body: (Rehearsed) async throws -> Void) async throws {
    try await withMigration { migrated in
      let script = Script()
      var options = ConnectionOptions()
      options.rehearsal = script.next
      let (database, faulty) = (migrated.open(), migrated.open(options: options))
      let direct = try await Client.make(definition: Scene.definition, in: database, migrated.place)
      let client = Client(tenant: direct.tenant, zone: direct.zone, database: faulty, place: migrated.place)
      try await body(Rehearsed(script: script, direct: direct, client: client, place: migrated.place))
      await faulty.close()
      await database.close()
    }
  }

  /// All of them in the soak; among all other tests every ninth, others for each failure.
  static func chosen(_ calls: Int, _ index: Int) -> [Int] {
    let isSoak = FaultTally.runs(1).count > 1
    return isSoak ? Array(1...calls) : Array(stride(from: 1 + index * 2, through: calls, by: 9))
  }

  /// How many calls `body` makes, undisturbed.
  func count(_ body: () async throws -> Void) async throws -> Int {
    // Once before: what is prepared and looked up at the first time only is no call of the others.
    try await body()
    script.state.withLock { $0 = Script.State() }
    try await body()
    return script.state.withLock { $0.calls }
  }

  func failing(at call: Int, with text: String, _ body: () async throws -> Void) async throws {
    script.state.withLock { $0 = Script.State(failing: (call, text)) }
    try await body()
    script.state.withLock { $0.failing = nil }
  }

  var hasStruck: Int { script.state.withLock { $0.struck } }

  // MARK: A worker

  private static let leads = 3

  /// New leads that become hot, and a digest.
  func wantWork(round: Int) async throws {
    let today = try await direct.query("select report.today()")[0][0] ?? ""
    let names = (0..<Self.leads).map { "r\(round)n\($0)" }
    try await direct.take(
      .leads, text: "external_id,email,created_at\n" + names.map { "\($0),\($0)@acme.test,2026-01-01\n" }.joined())
    try await direct.take(
      .events,
      text: "external_id,type,occurred_at,message_id\n"
        + names.flatMap { name in (0..<5).map { "\(name),demo_request,\(today)T00:00:0\($0)Z,\(name)-\($0)\n" } }
        .joined())
    let tenant = direct.tenant.id
    let digest = WantedJob(.digest, subject: "\(Self.day(round))")
    try await direct.database.write(as: tenant) { try $0.enqueue(digest, of: tenant) }
  }

  private static func day(_ round: Int) -> Day { Day((Day(iso: "2025-01-01") ?? Day(0)).number + Int32(round)) }

  func work(round: Int) async throws {
    let count = script.state.withLock { $0.calls }
    try await wantWork(round: -1 - count)
    try await worker().once()
  }

  /// A service that is broken off is begun anew by whatever keeps it running.
  func tryWork() async { try? await worker().once() }

  func workUntilDone() async throws {
    while try await sql("select exists (select from work.job) or exists (select from core.dirty)") == [["t"]] {
      // Leases of calls whose answer was lost, and pauses after failures, which are not waited for.
      try await sql(
        """
        update core.refresh set touched_at = touched_at - interval '15 s';
        update work.job set leased_until = clock_timestamp() where state = 'running';
        update work.job set run_at = clock_timestamp() where state = 'waiting';
        """)
      try await worker().once()
    }
  }

  private func worker() -> Worker {
    var settings = LeaseMachine.Settings()
    settings.places = [.compute: 1]
    settings.breather = .milliseconds(5)
    return Worker(client.database, name: "every call", settings: settings)
  }

  func auditWork(round: Int) async throws -> (lost: Int, doubled: Int) {
    let hot = try await sql(
      """
      select coalesce(sum(greatest(0, 1 - told)), 0), coalesce(sum(greatest(0, told - 1)), 0), count(*)
        from (select (select count(*) from core.alert a where a.lead_id = p.lead_id and a.kind = 'hot') told
                from core.profile p join core.head h on h.live_generation = p.generation
               where p.external_id like 'r\(round)n%') t
      """)[0].map { $0.flatMap { Int($0) } ?? -1 }
    let digests = try await count("core.alert where kind = 'digest' and day = '\(Self.day(round))'")
    return (hot[0] + Self.leads - hot[2] + max(0, 1 - digests), hot[1] + max(0, digests - 1))
  }

  // MARK: An import

  private static let events = 20

  func take(round: Int) async throws {
    // The same text each time: what was stored is not stored again.
    let text =
      "external_id,type,occurred_at,message_id\n"
      + (0..<Self.events).map { "e\(round)n\($0 % 4),demo_request,2026-03-10T10:00:00Z,e\(round)-\($0)\n" }.joined()
    try await client.take(.events, text: text)
  }

  func auditEvents(round: Int) async throws -> (lost: Int, doubled: Int) {
    let rows = try await sql(
      """
      select count(*), count(distinct e.message) from core.event e
        join core.keyring k using (tenant_id, keyring_id)
       where k.keys::text like '%e\(round)n%'
      """)[0].map { $0.flatMap { Int($0) } ?? -1 }
    return (Self.events - rows[1], rows[0] - rows[1])
  }

  // MARK: Looking

  func verify() async throws {
    try await direct.refresh()
    let findings = try await Verification(direct.database, tenant: direct.tenant).run()
    #expect(findings.differences == [:], "\(findings.examples)")
  }

  func count(_ rows: String) async throws -> Int {
    try await sql("select count(*) from \(rows)")[0][0].flatMap { Int($0) } ?? -1
  }

  @discardableResult
  func sql(_ text: String) async throws -> [[String?]] {
    let connection = try await Connection.open(place.conninfo)
    let rows = try await connection.query(text)
    await connection.close()
    return rows
  }
}
