import Engine
import Testing

@testable import Intake

@Suite("Rows of a signals file")
struct SignalReaderTests {
  @Test func aRowBecomesNewsOfACompany() throws {
    let file = try ReadSignals(
      """
      domain,type,occurred_at,amount,message_id
      https://www.Acme.com/jobs,Series B Funding,2026-03-01 12:00,5000000,
      globex.de,leadership_change,2026-03-02T08:00:00Z,,x1
      """)
    #expect(file.rejects.isEmpty)
    #expect(file.rows.map(\.accountKey) == ["acme.com", "globex.de"])
    #expect(file.rows.map(\.type) == ["series_b_funding", "leadership_change"])
    #expect(file.rows.map(\.occurredAt.description) == ["2026-03-01T12:00:00", "2026-03-02T08:00:00Z"])
    #expect(file.rows.map { String(decoding: $0.properties, as: UTF8.self) } == [#"{"amount":5000000}"#, ""])
    #expect(file.rows[1].identity == MessageIdentity.of(messageID: "x1"))
  }

  @Test(arguments: [
    (",x,2026-01-01", "missing_domain", "domain"), ("n/a,x,2026-01-01", "bad_domain", "domain"),
    ("a.com,,2026-01-01", "missing_type", "type"), ("a.com,!!,2026-01-01", "bad_type", "type"),
    ("a.com,\"x\ny\",2026-01-01", "bad_type", "type"), ("a.com,x,", "missing_time", "occurred_at"),
    ("a.com,x,soon", "bad_time", "occurred_at"), ("a.com,x,2027-01-01", "future", "occurred_at"),
    ("a.com,x,1989-12-31", "too_old", "occurred_at"), ("a.com,x", "ragged", ""),
  ])
  func aRowThatCannotBeTakenIsRejected(_ row: String, _ reason: String, _ column: String) throws {
    let file = try ReadSignals("domain,type,occurred_at\na.com,x,2026-01-01\n\(row)\na.com,y,2026-01-01\n")
    #expect(file.rejects.map(\.reason.rawValue) == [reason])
    #expect(file.rejects.map(\.column) == [column])
    #expect(file.rejects.map(\.line) == [3])
    #expect(file.rows.map(\.type) == ["x", "y"])
  }

  @Test func equalRowsOfAFileAreToldApartByTheirNumber() throws {
    let text = "domain,type,occurred_at\na.com,x,2026-01-01\na.com,x,2026-01-01\nA.com,X,2026-01-01\n"
    let file = try ReadSignals(text)
    #expect(Set(file.rows.map(\.identity)).count == 3)
    #expect(try ReadSignals(text).rows.map(\.identity) == file.rows.map(\.identity))
  }

  @Test(arguments: ["type,occurred_at\n", "domain,occurred_at\n", "domain,type\n"])
  func aFileWithoutARequiredColumnIsRefused(_ header: String) {
    #expect(planFault(.signals, header).contains("it has no column"))
  }

  @Test func aMapSaysWhatOtherColumnsMean() throws {
    let file = try ReadSignals(
      "website,what,when\nacme.com,Round,2026-01-01\n",
      map: "domain: website\ntype: {from: what, values: {round: funding}}\noccurred_at: when\n")
    #expect(file.rows.map(\.type) == ["funding"])
    #expect(file.rows.map(\.accountKey) == ["acme.com"])
  }
}

private struct ReadSignals {
  var rows: [SignalRow] = []
  var rejects: [Reject] = []

  init(_ text: String, map: String? = nil) throws {
    let (csv, plan) = try plan(.signals, text, map: map)
    let reader = SignalReader(csv, plan: plan, rules: rules())
    while let batch = try reader.next(limit: 2) {
      rows += batch.rows
      rejects += batch.rejects
    }
  }
}
