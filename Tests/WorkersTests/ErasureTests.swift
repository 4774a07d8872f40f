import Definitions
import Engine
import Foundation
import Intake
import LibPQ
import MigratedDatabase
import TestSupport
import Testing

@testable import Store
@testable import Workers

/// A person goes, the figures stay, and no file brings the person back.
@Suite struct ErasureTests {
  /// Everything that says who the person is begins with it, or is it.
  static let canary = "zanzibarina"

  static let definition = """
    name: interest
    qualified:
      fit: lead.title.contains("VP") && account.industry == "saas"
      intent: events("page_view").count() >= 2
    decay:
      idle: 45
    """

  @Test func noTextOfTheDatabaseNamesAnErasedPerson() async throws {
    try await withClient { client in
      #expect(try await Self.tablesWithCanary(client.place).count >= 8)
      let outcome = try await client.erase("zanzibarina@acme.example")
      #expect(try await Self.tablesWithCanary(client.place) == [])
      #expect(outcome.isCounted && outcome.removed.events == 3 && outcome.removed.records == 2)
      #expect(outcome.removed.deals == 1 && outcome.rejects == 2 && outcome.removed.alerts == 1)
    }
  }

  /// What came over HTTP and was not taken says who it was about too, and may be cut off in the middle.
  @Test func aMessageThatWasSetAsideLosesItsText() async throws {
    try await withClient { client in
      let bodies = [
        #"{"userId":"u","traits":{"email":"Zanzibarina@Acme.example"}}"#, #"{"userId":"zanzibarina-1","event":""}"#,
        #"{"properties":{"to":"write to \u007aanzibarina@acme.example"},"x":["zanzibarina@acme.example"#,
        #"{"traits":{"name":"Mrs Zanzibarina Canary of Acme"}}"#, #"{"traits":{"phone":"+49 170 1234567"}}"#,
        #"{"userId":"somebody-else","event":""}"#,
      ]
      func keep(_ bodies: [String], from number: UInt64) async throws {
        let messages = bodies.enumerated().map { place, body in
          RefusedMessage(
            message: PostgresUUID(high: 7, low: number + UInt64(place)), receivedAt: 1_780_000_000_000_000,
            reason: "missing_type", detail: body, body: Array(body.utf8))
        }
        let tenant = client.tenant.id
        try await client.database.write(as: tenant) { try $0.setAside(sifted: messages, of: tenant) }
      }
      func kept() async throws -> [[String?]] {
        try await client.query("select encode(body, 'escape'), detail from core.refusal order by message")
      }
      try await keep(bodies, from: 1)
      #expect(try await kept().compactMap { $0[0] }.filter { $0.isEmpty }.isEmpty)
      let outcome = try await client.erase("zanzibarina@acme.example")
      #expect(outcome.refusals == 5)
      #expect(
        try await kept()
          == Array(repeating: ["", "the message was erased with its person"], count: 5) + [[bodies[5], bodies[5]]])
      // Nor does it come back by another that is wrong.
      try await keep([bodies[0], bodies[1], bodies[4], bodies[5]], from: 100)
      #expect(
        try await kept().suffix(4).map { $0[0] }
          == ["", "", "", bodies[5]])
    }
  }

  @Test func everyFigureStaysAndFollowsFromTheLog() async throws {
    try await withClient { client in
      let figures = Self.figures
      let before = try await client.query(figures, asOf: "2026-06-15")
      let counts = try await client.query(Self.counts)
      #expect(before.count > 5 && before.contains { $0.contains("1") })
      try await client.erase("zanzibarina@acme.example")
      #expect(try await client.query(figures, asOf: "2026-06-15") == before)
      #expect(try await client.query(Self.counts) == counts)
      let findings = try await Verification(client.database, tenant: client.tenant).run()
      #expect(findings.examples == [] && findings.pending == 0)

      // Made anew from what is left of the log, and under another zone too.
      _ = try await Restoration(client.database, tenant: client.tenant).run()
      #expect(try await client.query(figures, asOf: "2026-06-15") == before)
      #expect(try await Self.tablesWithCanary(client.place) == [])
    }
  }

  @Test func underAnotherDefinitionTheDaysOfAnErasedLeadAreThoseThatWereKept() async throws {
    try await withClient { client in
      let lead = try await client.number("zanzibarina@acme.example")
      let days = "select from_day, to_day from report.qualification where lead_id = \(lead.rawValue)"
      let before = try await client.query(days)
      try await client.erase("zanzibarina@acme.example")
      try await client.define("name: nobody\nqualified:\n  fit: lead.title == \"Pope\"\n", version: 2)
      #expect(try await client.query(days) == before && before.count == 1)
      #expect(try await client.query("select count(distinct lead_id) from report.qualification") == [["1"]])
      #expect(try await Verification(client.database, tenant: client.tenant).run().examples == [])
    }
  }

  /// Over each of its keys alone, in each kind of file.
  @Test(arguments: [
    (FileKind.leads, "external_id,email,title\n,Zanzibarina@ACME.example,CEO\n"),
    (.leads, "external_id,email,title\nzanzibarina-1,,CEO\n"),
    (.leads, "linkedin,email,title\nhttps://www.linkedin.com/in/zanzibarina/,new@acme.example,CEO\n"),
    (.events, "email,type,occurred_at\nzanzibarina@acme.example,page_view,2026-05-01\n"),
    (.events, "anonymous_id,type,occurred_at\nzanzibarina-cookie,page_view,2026-05-01\n"),
    (.deals, "deal_id,external_id,email,status,closed_at\nd9,zanzibarina-1,,won,2026-05-01\n"),
    (.deals, "deal_id,external_id,email,status,closed_at\nd9,,zanzibarina@acme.example,won,2026-05-01\n"),
  ])
  func aRowOfAnErasedPersonIsRejectedByAReasonOfItsOwn(kind: FileKind, text: String) async throws {
    try await withClient { client in
      try await client.erase("zanzibarina@acme.example")
      let before = try await client.query("select count(*), sum(lead_id) from core.lead")
      // A good row of somebody else stands beside it.
      let columns = text.split(separator: "\n").first.map(String.init) ?? ""
      let other = columns.split(separator: ",").map {
        [
          "email": "bo@acme.example", "anonymous_id": "a-bo",
          "type": "page_view", "occurred_at": "2026-05-02", "deal_id": "d8", "status": "won", "closed_at": "2026-05-02",
        ][String($0)] ?? ""
      }
      let outcome = try await client.take(kind, text: text + other.joined(separator: ",") + "\n", named: "again")
      #expect(outcome.row.rejected == 1 && outcome.row.rowsNew == 1)
      let rejects = try await client.query(
        "select line, reason, row_text from core.reject where import_id = \(outcome.row.id)")
      #expect(rejects == [["2", "erased", ""]])
      try await client.refresh()
      #expect(try await Self.tablesWithCanary(client.place) == [])
      if kind != .events { #expect(try await client.query("select count(*), sum(lead_id) from core.lead") == before) }
      #expect(try await Verification(client.database, tenant: client.tenant).run().examples == [])
    }
  }

  /// A row that no reader takes is kept as it was, so that somebody can mend it: not this one's.
  @Test func aBadRowOfAnErasedPersonIsNotKeptEither() async throws {
    try await withClient { client in
      try await client.erase("zanzibarina@acme.example")
      let outcome = try await client.take(
        .leads, text: "email,created_at\nzanzibarina@acme.example,2199-01-01\nother@acme.example,2199-01-01\n",
        named: "bad")
      let rejects = try await client.query(
        "select line, reason, row_text <> '' from core.reject where import_id = \(outcome.row.id) order by line")
      #expect(rejects == [["2", "erased", "f"], ["3", "future", "t"]])
      #expect(try await Self.tablesWithCanary(client.place) == [])
    }
  }

  @Test func whatOthersCarryTooIsNotRefused() async throws {
    try await withClient { client in
      try await client.erase("zanzibarina@acme.example")
      // The mailbox was split from both, and is still Bo's.
      let outcome = try await client.take(
        .leads, text: "external_id,email,title\nbo-1,desk@acme.example,VP Sales\n", named: "desk")
      #expect(outcome.row.rejected == 0 && outcome.row.rowsNew == 1)
      let bans = try await client.query("select key from core.ban")
      #expect(bans == [["email:desk@acme.example"]])
    }
  }

  @Test func anErasedLeadIsSaidToBeErasedHoweverItIsAskedFor() async throws {
    try await withClient { client in
      let lead = try await client.number("zanzibarina@acme.example")
      try await client.erase("zanzibarina@acme.example")
      for text in ["\(lead.rawValue)", "zanzibarina@acme.example", "external_id:zanzibarina-1"] {
        do {
          try await client.erase(text)
          Issue.record("\(text) was erased twice")
        } catch LeadFault.erased(_, let instant) {
          #expect((instant != nil) == (text == "\(lead.rawValue)"))
        }
      }
      await #expect(throws: LeadFault.self) { try await client.erase("else@acme.example") }
    }
  }

  @Test func whatAnErasedLeadCountsForIsExplainedByItsErasure() async throws {
    try await withClient { client in
      try await client.erase("zanzibarina@acme.example")
      let march = try #require(Period(name: "2026-03"))
      let explanation = try await client.database.explanation(
        of: march, tenant: client.tenant, limit: 5, asOf: Day(iso: "2026-06-15"))
      let entry = try #require(explanation?.changes.first { $0.transition == .entered }?.leads.first)
      #expect(entry.reasons == ["its person was erased; the day was kept"] && entry.lead.name == nil)
    }
  }

  /// Whoever reads the facts before and writes after: the mark that the erasure left puts it right.
  @Test func aRefreshThatWasUnderWayBringsNothingBack() async throws {
    try await withClient { client in
      try await client.take(.events, text: "email,type,occurred_at\nbo@acme.example,page_view,2026-05-03\n", named: "e")
      let tenant = client.tenant
      let late = Refresh(client.database, tenant: tenant.id) {
        // Between its reading and its writing.
        _ = try await client.database.write(as: tenant.id) { session in
          try LeadErasure(tenant: tenant).run(try #require(LeadReference("zanzibarina@acme.example")), in: &session)
        }
      }
      // It has the person in hand, as one of the company whose facts changed.
      try await client.database.write(
        MarkAccounts(tenant: tenant.id, accounts: [AccountID(2)], token: makeToken()), as: tenant.id)
      _ = try? await late.drain()
      try await client.refresh()
      #expect(try await Self.tablesWithCanary(client.place) == [])
      #expect(try await Verification(client.database, tenant: tenant).run().examples == [])
    }
  }

  @Test func aPersonOfATenantWithoutADefinitionGoesToo() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: "name: all\n", in: database, place)
      let administrator = try await Connection.open(place.conninfo)
      try await administrator.simple("update core.head set live_generation = null; delete from core.generation")
      await administrator.close()
      try await client.take(.leads, text: "email,title\nzanzibarina@acme.example,VP\n", named: "l")
      let outcome = try await client.erase("zanzibarina@acme.example")
      #expect(!outcome.isCounted && outcome.keys == 1)
      #expect(try await Self.tablesWithCanary(place) == [])
    }
  }

  // MARK: -

  private static let figures = """
    select grain, period_start::text, opening, entered, exited_converted, exited_disqualified, exited_decayed,
           exited_criteria, passed_through, closing, lvr::text, created
    from report.lvr order by 1, 2
    """

  private static let counts = "select day, channel, created, entered, exited_decayed from core.day_count order by 1, 2"

  /// Every table that has the canary in a row, as the superuser sees it: as text, as a key, in JSON.
  static func tablesWithCanary(_ place: TestDatabase) async throws -> [String] {
    let connection = try await Connection.open(place.conninfo)
    var found: [String] = []
    let tables = try await connection.query(
      """
      select c.oid::regclass::text from pg_class c
       where c.relkind in ('r', 'p', 'm') and c.relnamespace::regnamespace::text in ('core', 'guard') order by 1
      """)
    for table in tables.compactMap({ $0[0] }) {
      let rows = try await connection.query(
        "select 1 from \(table) t where t::text ilike '%\(canary)%' or t::text like '%1701234567%' limit 1")
      if !rows.isEmpty { found.append(table) }
    }
    await connection.close()
    return found
  }

  private func withClient(_ work: (Client) async throws -> Void) async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      try await client.take(
        .leads,
        text: """
          external_id,email,linkedin,phone,first_name,last_name,title,channel,created_at,account.industry
          zanzibarina-1,zanzibarina@acme.example,,+49 170 1234567,Zanzibarina,Canary,VP Sales,linkedin,2026-01-02,saas
          ,zanzibarina@acme.example,linkedin.com/in/zanzibarina,,Zanzibarina,Canary,VP Sales,,2026-01-03,
          bo-1,bo@acme.example,,,Bo,Li,Clerk,inbound,2026-01-04,
          bo-1,desk@acme.example,,,Bo,Li,Clerk,inbound,2026-01-04,
          zanzibarina-1,zanzibarina@acme.example,,,Zanzibarina,Canary,VP,,2199-01-01,
          ,,,,Zanzibarina,Canary,VP,,,

          """, named: "leads")
      try await client.take(
        .events,
        text: """
          anonymous_id,email,type,occurred_at,note
          zanzibarina-cookie,zanzibarina@acme.example,page_view,2026-02-10T10:00:00Z,zanzibarina was here
          zanzibarina-cookie,,page_view,2026-03-11T10:00:00Z,
          ,zanzibarina@acme.example,demo_request,2026-03-12T10:00:00Z,
          a-bo,bo@acme.example,page_view,2026-03-12T10:00:00Z,

          """, named: "events")
      try await client.take(
        .deals,
        text: "deal_id,external_id,status,created_at,amount\ndeal-zanzibarina,zanzibarina-1,open,2026-04-01,500\n",
        named: "deals")
      try await client.refresh()
      let lead = try await client.number("zanzibarina@acme.example")
      try await client.database.write(as: client.tenant.id) { [tenant = client.tenant.id.rawValue] session in
        try session.simple(
          """
          insert into core.ban (tenant_id, key, arrival) values (\(tenant), 'email:desk@acme.example', 900);
          insert into core.alert (tenant_id, alert_id, firing, kind, lead_id, day, headline, reason, action) values
            (\(tenant), 71, 'hot:\(lead.rawValue)', 'hot', \(lead.rawValue), '2026-03-12', 'Zanzibarina Canary', '', '');
          insert into core.alert (tenant_id, alert_id, firing, kind, day, headline, reason, action) values
            (\(tenant), 72, 'digest', 'digest', '2026-03-12', 'digest',
             '2 leads have been cooling since yesterday: Bo Li, Zanzibarina Canary and 3 more', '');
          insert into core.outbox (tenant_id, message_id, alert_id, sink, last_error)
            values (\(tenant), 'm', 71, 'ops', 'no answer');
          insert into core.assignment (tenant_id, lead_id, sdr) values (\(tenant), \(lead.rawValue), 'Dana');
          insert into core.tag (tenant_id, lead_id, tag) values (\(tenant), \(lead.rawValue), 'hot');
          """)
      }
      try await work(client)
    }
  }
}

extension Client {
  @discardableResult
  fileprivate func erase(_ text: String) async throws -> LeadErasure.Outcome {
    try await Erasure(database, tenant: tenant).run(try #require(LeadReference(text)))
  }
}
