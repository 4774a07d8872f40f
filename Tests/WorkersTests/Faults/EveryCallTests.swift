import Engine
import Intake
import LibPQ
import MigratedDatabase
import Store
import TestSupport
import Testing

@testable import Workers

/// The server refuses, stops or cuts off one call, and that call is each of them in turn: everything that a worker
/// asks for while it claims, computes, tells and ends, and everything that an import asks for.
@Suite struct EveryCallTests {
  @Test(.timeLimit(.minutes(60)), arguments: BrokenCalls.Failure.allCases)
  func aWorkersCallThatFailsIsMadeGood(_ failure: BrokenCalls.Failure) async throws {
    let tally = FaultTally("\(failure) at every call of a worker")
    try await Rehearsed.with { here in
      let calls = try await here.count { try await here.work(round: -$0) }
      #expect(calls > 40)
      for call in Rehearsed.chosen(calls, failure) {
        try await here.wantWork(round: call)
        let clock = ContinuousClock.now
        let struck = try await here.failing(at: call, with: failure) { await here.tryWork() }
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

  @Test(.timeLimit(.minutes(60)), arguments: BrokenCalls.Failure.allCases)
  func anImportsCallThatFailsIsMadeGood(_ failure: BrokenCalls.Failure) async throws {
    let tally = FaultTally("\(failure) at every call of an import")
    try await Rehearsed.with { here in
      let calls = try await here.count { try await here.take(round: -$0) }
      #expect(calls > 15)
      for call in Rehearsed.chosen(calls, failure) {
        let clock = ContinuousClock.now
        let struck = try await here.failing(at: call, with: failure) { _ = try? await here.take(round: call) }
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
  private let broken: BrokenCalls
  private let direct: Client
  /// The same, by the way that fails.
  private let client: Client
  private let place: TestDatabase

  static func with(_ body: (Rehearsed) async throws -> Void) async throws {
    try await withMigration { migrated in
      let broken = try await BrokenCalls(in: migrated.place)
      let (database, faulty) = (migrated.open(), migrated.open(options: broken.options))
      let direct = try await Client.make(definition: Scene.definition, in: database, migrated.place)
      let client = Client(tenant: direct.tenant, zone: direct.zone, database: faulty, place: migrated.place)
      // Sixteen years of months that can be published.
      try await direct.take(.leads, text: "external_id,email,created_at\nfirst,first@acme.test,2010-01-01\n")
      try await body(Rehearsed(broken: broken, direct: direct, client: client, place: migrated.place))
      await faulty.close()
      await database.close()
    }
  }

  /// All of them in the soak; among all other tests every ninth, others for each failure.
  static func chosen(_ calls: Int, _ failure: BrokenCalls.Failure) -> [Int] {
    let isSoak = FaultTally.runs(1).count > 1
    let index = BrokenCalls.Failure.allCases.firstIndex(of: failure) ?? 0
    return isSoak ? Array(1...calls) : Array(stride(from: 1 + index * 2, through: calls, by: 9))
  }

  /// How many calls `body` makes, undisturbed.
  func count(_ body: (Int) async throws -> Void) async throws -> Int {
    // Once before: what is prepared and looked up at the first time only is no call of the others.
    try await body(1)
    broken.breakNothing()
    try await body(2)
    return broken.calls
  }

  /// Returns how often it was struck: the last calls of all are not always as many.
  func failing(at call: Int, with failure: BrokenCalls.Failure, _ body: () async throws -> Void) async throws -> Int {
    broken.breakCall(call, failure)
    try await body()
    let struck = broken.struck
    broken.breakNothing()
    return struck
  }

  // MARK: A worker

  private static let leads = 3

  /// New leads that become hot, and a month to publish.
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
    let close = WantedJob(.close, subject: Self.month(round))
    try await direct.database.write(as: tenant) { try $0.enqueue(close, of: tenant) }
  }

  private static func month(_ round: Int) -> String {
    let month = 2010 * 12 + 5 + round
    return "\(month / 12)-\(month % 12 < 9 ? "0" : "")\(month % 12 + 1)"
  }

  func work(round: Int) async throws {
    try await wantWork(round: round)
    try await worker().once()
  }

  /// A service that is broken off is begun anew by whatever keeps it running.
  func tryWork() async { try? await worker().once() }

  func workUntilDone() async throws {
    while try await sql(
      """
      select exists (select from work.job) or exists (select from work.hand)
          or exists (select from core.dirty)
      """) == [["t"]]
    {
      // Leases of calls whose answer was lost, and pauses after failures, which are not waited for.
      try await sql(
        """
        update core.refresh set touched_at = touched_at - interval '15 s';
        update work.hand set leased_until = clock_timestamp();
        update work.job set run_at = clock_timestamp();
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
    let published = try await count("core.publication where period_start = '\(Self.month(round))-01'")
    return (hot[0] + Self.leads - hot[2] + max(0, 1 - published), hot[1] + max(0, published - 1))
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
