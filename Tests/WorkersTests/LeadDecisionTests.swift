import Engine
import Foundation
import Intake
import LibPQ
import MigratedDatabase
import Store
import TestSupport
import Testing
import Workers

/// What somebody says of leads by hand: these are one, this key joins nobody.
@Suite struct LeadDecisionTests {
  @Test func mergedLeadsAreOneUnderTheLowerNumberAndTheOtherKeepsResolving() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.withTwoLeads(in: database, place)
      let (ana, bo) = (try await client.number("external_id:1"), try await client.number("bo@acme.example"))
      let outcome = try await client.write { session in
        try LeadMerge(tenant: client.tenant).run(.number(bo), .number(ana), at: 0, in: &session)
      }
      try await client.refresh()
      #expect(outcome.survivor == min(ana, bo) && outcome.absorbed == max(ana, bo))
      #expect(outcome.joined.map(\.description).sorted() == ["external_id:1", "external_id:2"])

      let sheet = try await client.sheet(.number(max(ana, bo)))
      #expect(sheet.lead == outcome.survivor && sheet.askedFor == max(ana, bo) && sheet.merged == [max(ana, bo)])
      // Ana's win and Bo's qualification are one life now: out as a customer before ever coming back.
      #expect(sheet.view?.stage == "customer" && sheet.view?.timeline.createdDay == Day(iso: "2026-01-02"))
      #expect(try await client.query("select count(*) from report.lead") == [["1"]])
      #expect(try await Verification(database, tenant: client.tenant).run().examples == [])
    }
  }

  @Test func toMergeWhatIsOneChangesNothing() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.withTwoLeads(in: database, place)
      for _ in 1...2 {
        _ = try await client.write { session in
          try LeadMerge(tenant: client.tenant).run(
            try client.key("external_id:1"), try client.key("external_id:2"), at: 0, in: &session)
        }
      }
      #expect(try await client.query("select count(*) from core.keyring where explicit") == [["1"]])
    }
  }

  @Test func aSharedAddressIsAConflictAndABanOnItPartsThemUnderTheirOldNumbers() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.withTwoLeads(in: database, place)
      let (ana, bo) = (try await client.number("external_id:1"), try await client.number("external_id:2"))
      try await client.take(.leads, text: "external_id,email\n1,desk@acme.example\n2,desk@acme.example\n")
      try await client.refresh()
      let conflicts = try await client.read { session in try session.leadConflicts(of: client.tenant) }
      #expect(conflicts.map(\.externalIDs) == [["1", "2"]])
      #expect(conflicts.first?.joins.map(\.keys) == [[IdentityKey(kind: .email, value: "desk@acme.example")]])
      #expect(try await client.number("external_id:2") == ana)

      let outcome = try await client.write { session in
        try LeadSplit(tenant: client.tenant).run(.number(ana), keys: ["desk@acme.example"], in: &session)
      }
      try await client.refresh()
      #expect(outcome.parts.map(\.lead) == [ana, bo])
      #expect(try await client.number("external_id:2") == bo)
      #expect(try await client.read { session in try session.leadConflicts(of: client.tenant) } == [])
      #expect(try await client.query("select count(*) from report.lead") == [["2"]])
      #expect(try await Verification(database, tenant: client.tenant).run().examples == [])

      // Whoever comes with it later stands alone as well.
      try await client.take(.leads, text: "external_id,email\n3,desk@acme.example\n")
      try await client.refresh()
      #expect(try await client.query("select count(*) from report.lead") == [["3"]])
    }
  }

  @Test func whatWasMergedByHandIsAConflictThatNamesTheMerge() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.withTwoLeads(in: database, place)
      _ = try await client.write { session in
        try LeadMerge(tenant: client.tenant).run(
          try client.key("external_id:1"), try client.key("external_id:2"), at: 0, in: &session)
      }
      let conflicts = try await client.read { session in try session.leadConflicts(of: client.tenant) }
      #expect(conflicts.flatMap(\.joins).map(\.isAlias) == [true])
    }
  }

  @Test func aStrangerAndSomebodyElsesKeyAreSaidByName() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.withTwoLeads(in: database, place)
      let ana = try await client.number("external_id:1")
      await #expect(throws: LeadFault.unknown(.number(LeadID(99)))) {
        try await client.write { session in
          try LeadMerge(tenant: client.tenant).run(.number(LeadID(99)), .number(ana), at: 0, in: &session)
        }
      }
      await #expect(throws: LeadFault.self) {
        try await client.write { session in
          try LeadSplit(tenant: client.tenant).run(.number(ana), keys: ["bo@acme.example"], in: &session)
        }
      }
      #expect(try await client.query("select count(*) from core.ban") == [["0"]])
    }
  }

  @Test(arguments: [
    ("17", "17"), ("email:Ana@Acme.io", "email:ana@acme.io"), ("ana@acme.io", "email:ana@acme.io"),
    ("HS-17", "external_id:HS-17"), ("linkedin:https://www.linkedin.com/in/Ana/", "linkedin:ana"),
    ("external_id:17", "external_id:17"),
  ])
  func aLeadIsNamedByNumberOrKey(text: String, meant: String) {
    #expect(LeadReference(text)?.description == meant)
  }
}

extension Client {
  func key(_ text: String) throws -> LeadReference { try #require(LeadReference(text)) }

  func number(_ text: String) async throws -> LeadID {
    let reference = try key(text)
    return try await read { [tenant] session in try session.lead(reference, of: tenant.id) }
  }

  func sheet(_ reference: LeadReference) async throws -> LeadSheet {
    try await read { [tenant] session in try session.leadSheet(reference, of: tenant.id) }
  }

  func read<Value: Sendable>(_ body: sending (inout Session) throws -> Value) async throws -> Value {
    try await database.read(as: tenant.id, body)
  }

  func write<Value: Sendable>(_ body: sending (inout Session) throws -> Value) async throws -> Value {
    try await database.write(as: tenant.id, body)
  }
}
