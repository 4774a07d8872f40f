import Engine
import Foundation
import Intake
import LibPQ
import MigratedDatabase
import Store
import Testing

@testable import Workers

/// What is told of a lead, when, and how often. Source: `Docs/Metrics.md`, section 7.
@Suite struct AlertTests {
  @Test func aLeadThatTurnsHotIsToldOnce() async throws {
    try await Scene.play { scene in
      try await scene.engage(["ada"], on: "2026-03-10", times: 3)
      try await scene.refresh("2026-03-10")
      #expect(try await scene.told() == ["hot ada 2026-03-10", "momentum_jump ada 2026-03-10"])
      // Looked at again, by more events and by another process.
      try await scene.engage(["ada"], on: "2026-03-10", times: 1)
      try await scene.refresh("2026-03-10")
      try await scene.mark("ada")
      try await scene.refresh("2026-03-10")
      #expect(try await scene.told().count == 2)
      // Still hot on the next day: that is no entry.
      try await scene.engage(["ada"], on: "2026-03-11", times: 1)
      try await scene.refresh("2026-03-11")
      #expect(try await scene.told().count == 2)
    }
  }

  @Test func itIsToldAgainWhenItHasBeenAwayInBetween() async throws {
    try await Scene.play { scene in
      for day in ["2026-03-10", "2026-09-01"] {
        try await scene.engage(["ada"], on: day, times: 3)
        try await scene.refresh(day)
      }
      #expect(
        try await scene.told() == [
          "hot ada 2026-03-10", "hot ada 2026-09-01", "momentum_jump ada 2026-03-10", "momentum_jump ada 2026-09-01",
          "rewarmed ada 2026-09-01",
        ])
    }
  }

  @Test func historyIsNeverTold() async throws {
    try await Scene.play { scene in
      try await scene.engage(["ada"], on: "2026-03-09", times: 3)
      try await scene.refresh("2026-03-10")
      #expect(try await scene.told() == [])
      try await scene.rebuild()
      try await scene.client.define(Scene.definition + "# another text", version: 2)
      try await scene.refresh("2026-03-10")
      #expect(try await scene.told() == [])
    }
  }

  @Test func aRebuildOnTheVeryDayTellsNothing() async throws {
    try await Scene.play { scene in
      try await scene.engage(["ada"], on: "2026-03-10", times: 3)
      try await scene.rebuild()
      #expect(try await scene.told() == [])
    }
  }

  @Test func aColdSpellEndsOnce() async throws {
    try await Scene.play { scene in
      try await scene.engage(["ada"], on: "2026-01-01", times: 1)
      try await scene.refresh("2026-01-01")
      // Cold since 2026-01-29 or so; warm, quiet for a day, warm again by other events.
      try await scene.engage(["ada"], on: "2026-06-01", times: 2)
      try await scene.refresh("2026-06-01")
      try await scene.engage(["ada"], on: "2026-06-02", times: 1)
      try await scene.refresh("2026-06-02")
      #expect(try await scene.told().filter { $0.hasPrefix("rewarmed") } == ["rewarmed ada 2026-06-01"])
    }
  }

  @Test func whoCoolsAndWarmsWithoutHavingBeenColdIsNotRewarmed() async throws {
    try await Scene.play { scene in
      try await scene.engage(["ada"], on: "2026-03-01", times: 1)
      try await scene.refresh("2026-03-01")
      // Cooling from 2026-03-15 on, cold only later.
      try await scene.engage(["ada"], on: "2026-03-20", times: 3)
      try await scene.refresh("2026-03-20")
      #expect(try await scene.told().filter { $0.hasPrefix("rewarmed") } == [])
    }
  }

  @Test func threeWhoJoinAreToldOncePerAccountInSevenDays() async throws {
    try await Scene.play { scene in
      try await scene.look(["ada", "bob"], on: "2026-03-10")
      try await scene.refresh("2026-03-10")
      #expect(try await scene.told() == [])
      try await scene.look(["cyd"], on: "2026-03-12")
      try await scene.refresh("2026-03-12")
      #expect(try await scene.told() == ["stakeholders_joined acme.test 2026-03-12"])
      try await scene.look(["dan", "eve", "fay"], on: "2026-03-18")
      try await scene.refresh("2026-03-18")
      #expect(try await scene.told().count == 1, "6 days later")
      try await scene.look(["gus"], on: "2026-03-19")
      try await scene.refresh("2026-03-19")
      #expect(
        try await scene.told() == [
          "stakeholders_joined acme.test 2026-03-12", "stakeholders_joined acme.test 2026-03-19",
        ])
    }
  }

  @Test func whoEngagedInTheThirtyDaysBeforeDoesNotJoin() async throws {
    try await Scene.play { scene in
      try await scene.look(["ada"], on: "2026-02-10")
      try await scene.look(["ada", "bob", "cyd"], on: "2026-03-14")
      for day in ["2026-03-14", "2026-03-18"] { try await scene.refresh(day) }
      #expect(try await scene.told().filter { $0.hasPrefix("stakeholders") } == [])
      // 37 days after it is long enough ago: nothing happens, and it is told all the same.
      try await scene.refresh("2026-03-19")
      #expect(
        try await scene.told().filter { $0.hasPrefix("stakeholders") } == ["stakeholders_joined acme.test 2026-03-19"])
    }
  }

  @Test func aMateThatTurnsHotThroughStakeholdersAloneIsToldInTheSameRefresh() async throws {
    try await Scene.play { scene in
      // 8 by the gain of 50 points, 5 for the depth that it had before: warming.
      try await scene.engage(["ada"], on: "2026-03-01", times: 1)
      try await scene.engage(["ada"], on: "2026-03-16", times: 1)
      try await scene.refresh("2026-03-16")
      #expect(try await scene.momentum(of: "ada", on: "2026-03-17") == 13)
      try await scene.look(["bob", "cyd", "dan", "eve", "fay", "gus"], on: "2026-03-17")
      try await scene.refresh("2026-03-17")
      #expect(try await scene.momentum(of: "ada", on: "2026-03-17") == 21)
      #expect(try await scene.told().contains("hot ada 2026-03-17"))
    }
  }

  @Test func aKnownDayIsToldThoughNothingHappens() async throws {
    try await Scene.play { scene in
      // 60 points that a penalty of 120 outweighs, until it is 14 days old and weighs half.
      try await scene.events("ada,penalty,2026-02-20T12:00:00Z")
      try await scene.engage(["ada"], on: "2026-03-01", times: 3)
      try await scene.refresh("2026-03-01")
      #expect(try await scene.told() == [])
      #expect(try await scene.client.query("select unit, due_day from core.watch") == [["lead", "2026-03-06"]])
      try await scene.refresh("2026-03-05")
      #expect(try await scene.told() == [])
      try await scene.refresh("2026-03-06")
      #expect(try await scene.told() == ["hot ada 2026-03-06", "momentum_jump ada 2026-03-06"])
      #expect(try await scene.client.query("select from core.watch").isEmpty)
      // A rebuild knows the day as well, and a refresh on it finds that it was told.
      try await scene.rebuild()
      try await scene.refresh("2026-03-06")
      #expect(try await scene.told().count == 2)
    }
  }

  @Test(arguments: ["unsubscribe", "email_complained", "email_bounced", "opt_out"])
  func whoIsNotToBeCalledIsNotToldOf(type: String) async throws {
    try await Scene.play { scene in
      try await scene.workflow(.hot)
      try await scene.sdr("Ana")
      try await scene.events("ada,\(type),2026-03-01T12:00:00Z")
      try await scene.engage(["ada"], on: "2026-03-10", times: 4)
      try await scene.refresh("2026-03-10")
      #expect(try await scene.told() == [])
      #expect(try await scene.client.query("select from core.assignment").isEmpty)
      #expect(try await scene.client.query("select from core.tag").isEmpty)
    }
  }

  @Test func hotLeadsGoToTheOneWhoseTurnItIs() async throws {
    try await Scene.play { scene in
      try await scene.workflow(.hot)
      for name in ["Ana", "Ben", "Cleo"] { try await scene.sdr(name) }
      try await scene.client.database.write(
        PauseSDR(tenant: scene.client.tenant.id, name: "Ben", isPaused: true), as: scene.client.tenant.id)
      for (index, lead) in ["ada", "bob", "cyd"].enumerated() {
        let day = "2026-03-1\(index)"
        try await scene.engage([lead], on: day, times: 4)
        try await scene.refresh(day)
      }
      let given = try await scene.client.query(
        "select p.external_id || ' ' || a.sdr from core.assignment a join core.profile p using (lead_id) order by 1")
      #expect(given.compactMap { $0[0] } == ["ada Ana", "bob Cleo", "cyd Ana"])
      let tags = try await scene.client.query("select distinct tag from core.tag")
      #expect(tags == [["hot-momentum"]])
      let named = try await scene.client.query(
        "select assigned_to from core.alert where kind = 'hot' order by day")
      #expect(named.compactMap { $0[0] } == ["Ana", "Cleo", "Ana"])
    }
  }

  @Test func momentumPromotesALeadOnce() async throws {
    try await Scene.play { scene in
      try await scene.workflow(.promotion)
      let today = scene.client.zone.day(ofInstant: Int64(Date().timeIntervalSince1970 * 1_000_000)).description
      try await scene.engage(["ada"], on: today, times: 3)
      try await scene.refresh(today)
      try await scene.refresh(today)
      #expect(
        try await scene.client.query("select properties from core.event where type = 'stage'").compactMap { $0[0] }
          == [#"{"to": "mql", "source": "momentum"}"#])
      #expect(try await scene.client.query("select stage from report.lead where external_id = 'ada'") == [["mql"]])
    }
  }

  @Test func whatIsToldWaitsForEverySinkThatWantsIt() async throws {
    try await Scene.play { scene in
      let tenant = scene.client.tenant.id
      try await scene.client.database.write(as: tenant) { session in
        try session.simple(
          """
          insert into core.sink (tenant_id, name, kind, settings, kinds)
          values (\(tenant.rawValue), 'all', 'slack', '{}', '{}'), (\(tenant.rawValue), 'jumps', 'email', '{}', '{momentum_jump}')
          """)
      }
      try await scene.engage(["ada"], on: "2026-03-10", times: 3)
      try await scene.refresh("2026-03-10")
      let waiting = try await scene.client.query(
        "select o.sink || ' ' || a.kind from core.outbox o join core.alert a using (alert_id) order by 1")
      #expect(waiting.compactMap { $0[0] } == ["all hot", "all momentum_jump", "jumps momentum_jump"])
    }
  }

  /// One event writes its lead's row and its account's, and reads those of its account's leads.
  @Test func oneEventWritesOneLeadRowAndOneAccountRow() async throws {
    try await Scene.play { scene in
      let others = (0..<40).map { "other\($0)" }
      try await scene.leads(others, company: "elsewhere.test")
      try await scene.look(["ada", "bob", "cyd"] + others, on: "2026-03-01")
      try await scene.refresh("2026-03-01")
      let before = try await scene.versions()
      try await scene.look(["ada"], on: "2026-03-05")
      try await scene.refresh("2026-03-05")
      let after = try await scene.versions()
      let changed = after.filter { before[$0.key] != $0.value }.keys.sorted()
      #expect(changed == ["account acme.test", "lead ada"])
    }
  }
}

/// A tenant with leads of one company, and a clock that a test turns.
struct Scene {
  static let definition = """
    name: momentum
    scoring:
      - { event: demo_request, points: 20, depth: 4 }
      - { event: page_view, points: 1, depth: 1 }
      - { event: penalty, points: -120, engagement: false }

    """

  let client: Client

  static func play(_ play: @escaping @Sendable (Scene) async throws -> Void) async throws {
    try await withMigratedDatabase { database, place in
      let scene = Scene(client: try await Client.make(definition: definition, in: database, place))
      try await scene.leads(["ada", "bob", "cyd", "dan", "eve", "fay", "gus"], company: "acme.test")
      try await play(scene)
    }
  }

  func leads(_ names: [String], company: String) async throws {
    let rows = names.map { "\($0),\($0)@\(company),2025-12-01\n" }.joined()
    try await client.take(.leads, try file("external_id,email,created_at\n" + rows))
  }

  /// As much as a lead can do at once: four of them make it hot.
  func engage(_ names: [String], on day: String, times: Int) async throws {
    let rows = names.flatMap { name in (0..<times).map { "\(name),demo_request,\(day)T\(10 + $0):00:00Z" } }
    try await events(rows.joined(separator: "\n"))
  }

  /// One look at a page.
  func look(_ names: [String], on day: String) async throws {
    try await events(names.map { "\($0),page_view,\(day)T09:00:00Z" }.joined(separator: "\n"))
  }

  func events(_ rows: String) async throws {
    // A file's name tells it from another of the same text.
    let marked = rows.split(separator: "\n").map { "\($0),\(UUID().uuidString)" }.joined(separator: "\n")
    try await client.take(.events, try file("external_id,type,occurred_at,message_id\n" + marked + "\n"))
  }

  func refresh(_ day: String) async throws {
    try await Refresh(client.database, tenant: client.tenant.id, today: Day(iso: day)).drain()
  }

  func rebuild() async throws {
    try await Rebuild(client.database, tenant: client.tenant.id)
      .build(GenerationPlan(definition: 1, source: Self.definition, zone: client.tenant.timezone))
  }

  func mark(_ lead: String) async throws {
    let tenant = client.tenant.id
    try await client.database.write(as: tenant) { session in
      try session.simple(
        """
        insert into core.dirty (tenant_id, unit, id, token)
        select \(tenant.rawValue), 'lead', lead_id, 7 from core.profile where external_id = '\(lead)'
        """)
    }
  }

  func workflow(_ workflow: Workflow) async throws {
    try await client.database.write(
      SwitchWorkflowOn(tenant: client.tenant.id, workflow: workflow), as: client.tenant.id)
  }

  func sdr(_ name: String) async throws {
    try await client.database.write(PutSDR(tenant: client.tenant.id, name: name, email: nil), as: client.tenant.id)
  }

  /// Every alert: kind, whom it is about, day.
  func told() async throws -> [String] {
    try await client.query(
      """
      select a.kind || ' ' || coalesce(p.external_id, c.key) || ' ' || a.day
      from core.alert a
      left join core.head h on true
      left join core.profile p on p.generation = h.live_generation and p.lead_id = a.lead_id
      left join core.account c on c.account_id = a.account_id and a.lead_id is null
      order by 1
      """
    ).compactMap { $0[0] }
  }

  func momentum(of lead: String, on day: String) async throws -> Int? {
    try await client.query("select momentum from report.momentum where external_id = '\(lead)'", asOf: day)
      .first?[0].flatMap { Int($0) }
  }

  /// Which transaction wrote each row of momentum.
  func versions() async throws -> [String: String] {
    let rows = try await client.query(
      """
      select 'lead ' || p.external_id, m.xmin from core.momentum m join core.profile p using (generation, lead_id)
      union all
      select 'account ' || a.key, m.xmin from core.account_momentum m join core.account a using (account_id)
      """)
    return Dictionary(rows.map { ($0[0] ?? "", $0[1] ?? "") }, uniquingKeysWith: { $1 })
  }

  private func file(_ text: String) throws -> String {
    let url = FileManager.default.temporaryDirectory.appending(path: "alerts-\(UUID().uuidString).csv")
    try text.write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }
}

/// The digest of a day.
@Suite struct DigestTests {
  @Test func itSaysOnceADayWhoCoolsAndWhoHasNotMoved() async throws {
    try await Scene.play { scene in
      try await scene.leads(["solo"], company: "alone.test")
      try await scene.look(["ada", "bob", "solo"], on: "2026-03-01")
      try await scene.engage(["cyd"], on: "2026-03-01", times: 1)
      try await scene.events("cyd,stage,2026-03-01T12:00:00Z")
      try await scene.refresh("2026-03-01")
      let day = try #require(Day(iso: "2026-03-10"))
      try await scene.client.database.writeDigest(of: scene.client.tenant, on: day)
      try await scene.client.database.writeDigest(of: scene.client.tenant, on: day)
      let digests = try await scene.client.query("select headline, reason from core.alert where kind = 'digest'")
      #expect(
        digests == [
          ["acme, the day's digest", "2 companies have more people engaging than a month ago: acme.test, alone.test"]
        ])
      // Nobody engages any more, and nothing grows: the day they cool is the day it is said.
      let cool = try #require(Day(iso: "2026-03-15"))
      try await scene.client.database.writeDigest(of: scene.client.tenant, on: cool)
      let said = try await scene.client.query("select reason from core.alert where day = '\(cool)'")
      #expect(said.first?[0]?.contains("1 lead has been cooling since yesterday: solo@alone.test") == true, "\(said)")
      let later = try #require(Day(iso: "2027-01-10"))
      try await scene.client.database.writeDigest(of: scene.client.tenant, on: later)
      #expect(try await scene.client.query("select from core.alert where day = '2027-01-10'").isEmpty)
    }
  }
}
