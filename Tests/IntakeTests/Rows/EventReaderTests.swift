import Definitions
import Engine
import Testing

@testable import Intake

@Suite("Rows of an events file")
struct EventReaderTests {
  @Test func aRowBecomesAnEventWithTypedProperties() throws {
    let file = try ReadEvents(
      """
      email,anonymous_id,type,occurred_at,path,seconds,paid,channel,utm.source
      Jane@x.de,d1,page_view,2026-03-01 12:00,/pricing,12.5,false,Paid Social,x
      """)
    #expect(file.rejects.isEmpty)
    let fact = try #require(file.facts.first)
    #expect(fact.type == "page_view" && fact.channel == "paid_social")
    #expect(fact.at.description == "2026-03-01T12:00:00")
    #expect(file.properties == [#"{"paid":false,"path":"/pricing","seconds":12.5,"utm":{"source":"x"}}"#])
    #expect(fact.properties["utm"] == .map(["source": .string("x")]))
    #expect(file.keyrings == [["email:jane@x.de", "anonymous_id:d1"]])
    // Noon in Berlin is eleven in UTC.
    #expect(file.batches[0].instant == [1_772_362_800_000_000])
    #expect(file.batches[0].day.map(\.description) == ["2026-03-01"])
    #expect(file.batches[0].firstSeen == [1_772_362_800_000_000])
  }

  @Test(arguments: [
    ("a@x.de,,2026-01-01,", "missing_type", "type"), ("a@x.de,x,,", "missing_time", "occurred_at"),
    ("a@x.de,x,soon,", "bad_time", "occurred_at"), ("a@x.de,x,2027-01-01,", "future", "occurred_at"),
    (",x,2026-01-01,", "no_identity", ""), ("a@x.de,stage,2026-01-01,", "unknown_stage", "to"),
    ("a@x.de,stage,2026-01-01,won", "unknown_stage", "to"), ("a@x.de,\"x\ny\",2026-01-01,", "bad_type", "type"),
  ])
  func aRowThatCannotBeTakenIsRejected(_ row: String, _ reason: String, _ column: String) throws {
    let file = try ReadEvents("email,type,occurred_at,to\na@x.de,x,2026-01-01,\n\(row)\na@x.de,y,2026-01-01,\n")
    #expect(file.rejects.map(\.reason.rawValue) == [reason])
    #expect(file.rejects.map(\.column) == [column])
    #expect(file.facts.map(\.type) == ["x", "y"])
  }

  @Test func aStageChangeNamesItsStageAsWeDo() throws {
    let file = try ReadEvents("email,type,occurred_at,to\na@x.de,stage,2026-01-01,MQL\na@x.de,sent,2026-01-01,MQL\n")
    #expect(file.properties == [#"{"to":"mql"}"#, #"{"to":"MQL"}"#])
    #expect(
      try ReadEvents("email,type,occurred_at\na@x.de,stage,2026-01-01\n").rejects.map(\.reason) == [.unknownStage])
  }

  @Test func theSameFileGivesTheSameIdentitiesHoweverItIsCut() throws {
    let text =
      "email,type,occurred_at,n\n" + (0..<50).map { "u\($0 % 5)@x.de,t\($0 % 3),2026-01-0\($0 % 4 + 1),\n" }.joined()
    let one = try ReadEvents(text, limit: 1000)
    let many = try ReadEvents(text, limit: 7)
    #expect(one.identities == many.identities)
    // Equal rows are told apart by how many came before them.
    #expect(Set(one.identities).count == 50)
  }

  @Test func theIdentityIsThatOfThePublicRule() throws {
    let file = try ReadEvents(
      "email,type,occurred_at,b,a\nA@x.de,t, 2026-01-01 ,,5\na@x.de,t,2026-01-01,,5\na@x.de,t,2026-01-01T00:00,,5\n")
    let keyring = Keyring([IdentityKey(kind: .email, value: "a@x.de")])
    let content = MessageIdentity.content(keyring: keyring, type: "t", time: "2026-01-01", properties: #"{"a":5}"#)
    #expect(file.identities[0] == MessageIdentity.of(content: content, ordinal: 1))
    #expect(file.identities[1] == MessageIdentity.of(content: content, ordinal: 2))
    #expect(!file.identities[..<2].contains(file.identities[2]))
  }

  @Test func aMessageIdIsAllThatCounts() throws {
    let file = try ReadEvents(
      "email,type,occurred_at,message_id\na@x.de,t,2026-01-01,m1\nb@x.de,u,2026-01-02, m1 \nb@x.de,u,2026-01-02,m2\n")
    #expect(file.identities[0] == file.identities[1] && file.identities[1] != file.identities[2])
    #expect(file.identities[0] == MessageIdentity.of(messageID: "m1"))
  }

  @Test func theOrderOfColumnsAndAnotherChannelAreTheSameEvent() throws {
    let one = try ReadEvents("email,type,occurred_at,a,b,channel\nx@x.de,t,2026-01-01,1,2,paid\n")
    let two = try ReadEvents("channel,b,a,occurred_at,type,email\nemail,2,1,2026-01-01,t,x@x.de\n")
    #expect(one.identities == two.identities)
  }

  @Test func valuesAreMappedBeforeTheyAreRead() throws {
    let file = try ReadEvents(
      "Recipient,created,event,id\na@x.de,1583866800123,OPEN,1\na@x.de,1583866800123,BOUNCE,2\n",
      map: """
        email: Recipient
        occurred_at: { from: created, format: epoch_millis }
        type: { from: event, values: { open: email_open, "*": email_other } }
        message_id: id
        source: { const: hubspot }
        """)
    #expect(file.facts.map(\.type) == ["email_open", "email_other"])
    #expect(file.properties == [#"{"source":"hubspot"}"#, #"{"source":"hubspot"}"#])
    #expect(file.facts[0].at.description == "2020-03-10T19:00:00.123000Z")
  }
}
