import Definitions
import Engine
import Intake
import LibPQ
import MigratedDatabase
import NaiveEvaluator
import Store
import TestSupport
import Testing
import Workers

/// A verification finds nothing where nothing is wrong, and whatever is.
@Suite struct VerificationTests {
  @Test func whatARefreshKeepsUpToDateIsWhatTheLogSays() async throws {
    let failure = try await withMigratedDatabase { database, place in
      try await Campaign(usual: 25).failure { random in
        let told = try await ToldTenant.tell(random, in: database, place)
        let findings = try await Verification(database, tenant: told.client.tenant).run()
        return findings.examples.map { "\($0)" }
      }
    }
    #expect(failure == nil)
  }

  static let damages: [(what: Verification.Difference.Subject, text: String)] = [
    (.timeline, "update core.qualification set channel = 'elsewhere'"),
    (.timeline, "delete from core.qualification where lead_id = 1"),
    (.timeline, "update core.qualification set qualified = '{}', exits = '{}' where lead_id = 1"),
    (.profile, "update core.profile set stage = 'customer'"),
    (.profile, "update core.profile set attributes = '{\"title\": \"nobody\"}'"),
    (.profile, "update core.profile set account_attributes = '{\"industry\": \"none\"}'"),
    (.momentum, "update core.momentum set depth_days[1] = '2026-01-01'"),
    (.count, "update core.day_count set entered = entered + 1"),
    (.count, "delete from core.day_count"),
    (.deal, "update core.deal set status = 'lost'"),
    (.identity, "update core.keyring set lead_id = 2 where lead_id = 1"),
    (.identity, "update core.lead set merged_into = 1 where lead_id = 2"),
  ]

  @Test(arguments: damages.indices) func aDamageIsFoundAndARebuildMendsIt(index: Int) async throws {
    let (subject, text) = Self.damages[index]
    try await withMigratedDatabase { database, place in
      let client = try await Client.withTwoLeads(in: database, place)
      try await client.take(.events, text: Client.oneEvent)
      let verification = Verification(database, tenant: client.tenant)
      #expect(try await verification.run().examples == [])
      let administrator = try await Connection.open(place.conninfo)
      try await administrator.simple(text)
      await administrator.close()

      let findings = try await verification.run()
      #expect(findings.differences[subject] != nil, "\(text): \(findings)")
      #expect(try await verification.run() == findings, "looking changes nothing")
      _ = try await Restoration(database, tenant: client.tenant).run()
      #expect(try await verification.run().examples == [], "\(text)")
    }
  }
}

extension Client {
  static let twoLeads = """
    external_id,email,title,mql_at,channel,created_at
    1,ana@acme.example,VP Sales,2026-01-10,linkedin,2026-01-02
    2,bo@acme.example,Chief,2026-02-10,inbound,2026-02-02

    """
  static let oneDeal = "deal_id,external_id,status,amount,created_at,closed_at\nD1,1,won,100,2026-02-01,2026-03-01\n"

  static let oneEvent = "external_id,type,occurred_at,message_id\n1,demo_request,2026-01-20T09:00:00Z,m1\n"

  /// Ana, who was won in March, and Bo.
  static func withTwoLeads(in database: Database, _ place: TestDatabase) async throws -> Client {
    let client = try await make(definition: "name: d\nqualified:\n  ready: reached(\"mql\")\n", in: database, place)
    try await client.take(.leads, text: twoLeads)
    try await client.take(.deals, text: oneDeal)
    try await client.refresh()
    return client
  }
}
