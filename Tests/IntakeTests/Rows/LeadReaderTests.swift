import Definitions
import Engine
import Testing

@testable import Intake

@Suite("Rows of a leads file")
struct LeadReaderTests {
  @Test func aRowBecomesARecordWithItsKeysAttributesAndAccount() throws {
    let file = try ReadLeads(
      """
      External ID,E-Mail,email,First_Name,TITLE,Employees,email_verified,zip,Created At,updated_at,channel,stage,mql_at,account.industry,Account.employees
      42,x,Jane.Doe@Acme.com,Jane,VP Sales,120,TRUE,08123,2026-01-31,2026-02-01T10:00:00Z,Organic Search,MQL,2026-02-01 09:00,saas,500
      """)
    #expect(file.rejects.isEmpty)
    let row = try #require(file.rows.first)
    #expect(file.keyrings == [["external_id:42", "email:jane.doe@acme.com"]])
    #expect(
      file.attributes(0)
        == #"{"Employees":120,"e_mail":"x","email":"jane.doe@acme.com","email_verified":true,"external_id":"42","#
        + #""first_name":"Jane","title":"VP Sales","zip":"08123"}"#)
    #expect(row.accountKey == "acme.com")
    #expect(String(decoding: row.accountAttributes, as: UTF8.self) == #"{"employees":500,"industry":"saas"}"#)
    #expect(row.createdAt?.description == "2026-01-31")
    #expect(row.updatedAt?.description == "2026-02-01T10:00:00Z")
    #expect(row.stageDates.mapValues(\.description) == [.mql: "2026-02-01T09:00:00"])
    #expect(row.stage == .mql && row.channel == "organic_search")
    // Midnight in Berlin on the day it was created.
    #expect(row.seenAt == 1_769_814_000_000_000)
    let fact = try row.fact(arrival: Arrival(1), receivedDay: Day(20_000))
    #expect(fact.attributes["Employees"] == .int(120) && fact.attributes["zip"] == .string("08123"))
    #expect(
      try row.accountFact(arrival: Arrival(1), receivedDay: Day(20_000))?.attributes["industry"] == .string("saas"))
  }

  @Test func namesWithDotsNestAndEmptyCellsSayNothing() throws {
    let file = try ReadLeads(
      """
      email,address.city,address.zip,address.geo.lat,note
      a@x.de,Bern,3000,,
      b@x.de,,,,
      """)
    #expect(file.attributes(0) == #"{"address":{"city":"Bern","zip":3000},"email":"a@x.de"}"#)
    #expect(file.attributes(1) == #"{"email":"b@x.de"}"#)
  }

  @Test(arguments: [
    (
      ",info@acme.com,", "no_identity", "email",
      "email \u{201C}info@acme.com\u{201D} is a mailbox of a role, not of a person"
    ),
    (",n/a,", "no_identity", "email", "email \u{201C}n/a\u{201D} stands for no value"),
    ("000,,", "no_identity", "external_id", "external_id \u{201C}000\u{201D} is all zeros"),
    (
      "000,jane,", "no_identity", "external_id",
      "external_id \u{201C}000\u{201D} is all zeros; email \u{201C}jane\u{201D} is no e-mail"
    ),
    (",,2026-01-01", "no_identity", "", "nothing says who it is: external_id, email are empty"),
    ("1,,2026-11-23", "future", "created_at", "\u{201C}2026-11-23\u{201D} is after today, 2026-11-22"),
    ("1,,2026-11-22T23:30:00Z", "future", "created_at", "\u{201C}2026-11-22T23:30:00Z\u{201D} is after today"),
    ("1,,1989-12-31", "too_old", "created_at", "\u{201C}1989-12-31\u{201D} is before 1990"),
    ("1,,31/12/2020", "bad_time", "created_at", "\u{201C}31/12/2020\u{201D} is not a time as expected"),
    ("1,,2021-02-29", "bad_time", "created_at", "\u{201C}2021-02-29\u{201D} names a date that does not exist"),
    ("1,2", "ragged", "", "it has 2 fields, the header has 3 columns"),
    ("1,\"a\"b,", "bad_quotes", "email", "there is text between"),
    ("1,a\0b,", "nul_byte", "email", "it holds a NUL byte"),
  ])
  func aRowThatCannotBeTakenIsRejectedWithColumnAndReason(
    _ row: String, _ reason: String, _ column: String, _ message: String
  ) throws {
    let file = try ReadLeads("external_id,email,created_at\n7,ok@x.de,2026-11-22T22:59:59Z\n\(row)\n8,,\n")
    #expect(file.rows.map(\.line) == [2, 4])
    let reject = try #require(file.rejects.first)
    #expect(file.rejects.count == 1)
    #expect(reject.reason.rawValue == reason && reject.column == column && reject.line == 3)
    #expect(reject.message.hasPrefix(message), "\(reject.message)")
    #expect(reject.row == row)
    #expect(file.tally.rows == 3 && file.tally.taken == 2 && file.tally.rejected == [reject.reason: 1])
  }

  @Test func oneUsableKeyIsEnoughAndTheOthersAreLeftOut() throws {
    let file = try ReadLeads("external_id,email,phone\nn/a,jane@x.de,+49 30 123456\n")
    #expect(file.keyrings == [["email:jane@x.de", "phone:+4930123456"]])
    #expect(file.attributes(0) == #"{"email":"jane@x.de","external_id":"n/a","phone":"+49 30 123456"}"#)
  }

  @Test func aKeyThatTheTenantDoesNotUseIsNone() throws {
    let text = "email,phone\n,+4930123456\n"
    #expect(
      try ReadLeads(text).rejects.first?.message
        == "phone \u{201C}+4930123456\u{201D} is no identity key of this tenant")
    #expect(try ReadLeads(text, rules: rules(identities: [.email, .phone])).rows.count == 1)
  }

  @Test func unknownStagesRejectTheRowAndAreCounted() throws {
    let file = try ReadLeads("email,stage\na@x.de,Customer\nb@x.de,Prospect\nc@x.de,Prospect\nd@x.de,\ne@x.de,evil\n")
    #expect(file.rows.map(\.stage) == [.customer, nil])
    #expect(file.tally.unknownValues == ["stage": ["Prospect": 2, "evil": 1]])
    #expect(file.tally.rejected == [.unknownStage: 3])
    #expect(file.tally.undatedStages == 1)
  }

  @Test func aRejectsFileCanBeMendedAndImported() throws {
    let text = "email,note\ninfo@x.de,\"a, b\"\n"
    let (csv, _) = try plan(.leads, text)
    let rejects = try ReadLeads(text).rejects
    let file = RejectsFile.headerLine(csv.header) + rejects.map(RejectsFile.line).joined()
    #expect(
      file == "line,column,reason,message,email,note\n2,email,no_identity,"
        + "email \u{201C}info@x.de\u{201D} is a mailbox of a role\u{2C} not of a person,".quotedMessage
        + "info@x.de,\"a, b\"\n")
    let mended = try ReadLeads(file.replacing(",info@x.de", with: ",jane@x.de"))
    #expect(mended.attributes(0) == #"{"email":"jane@x.de","note":"a, b"}"#)
  }

  @Test func equalKeyringsOfABatchAreOne() throws {
    let (csv, columns) = try plan(.leads, "email,external_id\nA@x.de,1\na@x.de ,1\nb@x.de,2\n")
    let batch = try #require(try LeadReader(csv, plan: columns, rules: rules()).next(limit: 100))
    #expect(batch.rows.map(\.keyring) == [0, 0, 1])
    #expect(
      batch.keyrings[0]
        == Keyring([
          IdentityKey(kind: .email, value: "a@x.de"), IdentityKey(kind: .externalID, value: "1"),
        ]))
  }
}

extension String {
  /// The message quoted as the file quotes it, with the comma behind it.
  fileprivate var quotedMessage: String { "\"" + dropLast() + "\"," }
}
