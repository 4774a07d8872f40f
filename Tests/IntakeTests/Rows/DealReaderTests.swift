import Engine
import Testing

@testable import Intake

@Suite("Rows of a deals file")
struct DealReaderTests {
  @Test func aRowBecomesADealInTheTenantsCurrency() throws {
    let (eur, rate) = try #require(ExchangeRates.argument("EUR=1.10"))
    let file = try ReadDeals(
      """
      deal_id,email,status,amount,currency,created_at,closed_at,owner
      d1,Jane@x.de,Won,"1,200.50",,2026-01-01,2026-02-01,Kim
      d2,jane@x.de,open,100,eur,2026-01-01,2027-01-01,Kim
      d3,jane@x.de,LOST,EUR 10,,,,
      """, rules: rules(rates: ExchangeRates(home: .usd, rates: [eur: rate])))
    #expect(file.rejects.isEmpty)
    #expect(file.rows.map(\.amountMinor) == [120_050, 11_000, 1100])
    #expect(file.rows.map(\.status) == [.won, .open, .lost])
    // An open deal's closing date is a hope.
    #expect(file.rows.map { $0.closedAt?.description } == ["2026-02-01", nil, nil])
    #expect(file.notes == ["a deals file has no use for: owner"])
    #expect(file.rows[0].fact(arrival: Arrival(1), currency: .usd).currency == "USD")
    #expect(file.keyrings.allSatisfy { $0 == ["email:jane@x.de"] })
  }

  @Test(arguments: [
    (",a@x.de,open,,,", "missing_deal_id", "deal_id"), ("d,a@x.de,maybe,,,", "unknown_status", "status"),
    ("d,a@x.de,,,,", "unknown_status", "status"), ("d,a@x.de,won,,,", "missing_closed_at", "closed_at"),
    ("d,a@x.de,won,,,2026-12-01", "future", "closed_at"), ("d,a@x.de,open,abc,,", "bad_amount", "amount"),
    ("d,a@x.de,open,\"1.234,56\",,", "bad_amount", "amount"), ("d,a@x.de,open,5,GBP,", "other_currency", "currency"),
    ("d,a@x.de,open,5,pounds,", "bad_currency", "currency"), ("d,,open,5,,", "no_identity", ""),
    ("d,a@x.de,open,1e30,,", "bad_amount", "amount"),
  ])
  func aRowThatCannotBeTakenIsRejected(_ row: String, _ reason: String, _ column: String) throws {
    let file = try ReadDeals("deal_id,email,status,amount,currency,closed_at\nok,a@x.de,open,,,\n\(row)\n")
    #expect(file.rejects.map(\.reason.rawValue) == [reason])
    #expect(file.rejects.map(\.column) == [column])
    #expect(file.rows.map(\.dealID) == ["ok"])
  }

  @Test func unknownStatusesAreCounted() throws {
    let file = try ReadDeals("deal_id,email,status\n1,a@x.de,Negotiation\n2,a@x.de,Negotiation\n")
    #expect(file.tally.unknownValues == ["status": ["Negotiation": 2]])
  }

  @Test func aDealOfAStrangerKeepsItsRowForTheRejectsFile() throws {
    let file = try ReadDeals("deal_id,email,status\n1,a@x.de,open\n")
    let reject = file.rows[0].rejectAsUnknown(Keyring([IdentityKey(kind: .email, value: "a@x.de")]))
    #expect(reject.row == "1,a@x.de,open" && reject.reason == .unknownLead && reject.line == 2)
  }
}
