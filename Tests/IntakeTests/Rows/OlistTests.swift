import Definitions
import Engine
import Testing

@testable import Intake

@Suite("Olist's real leads", .enabled(if: SharedFiles.arePresent, "../shared/data/olist is absent"))
struct OlistTests {
  private let rules = IntakeRules(
    zone: Zone(iana: "America/Sao_Paulo") ?? .utc, today: Day(iso: "2026-11-22") ?? Day(0),
    rates: ExchangeRates(home: Currency(code: "BRL") ?? .usd))

  @Test func allLeadsAreTakenAndTheEmptyOriginsStayEmpty() throws {
    let csv = try open("olist_marketing_qualified_leads_dataset.csv")
    let map = try ColumnMap.read(
      "external_id: mql_id\ncreated_at: first_contact_date\nmql_at: first_contact_date\nchannel: origin\n", file: "map",
      for: .leads)
    let plan = try ColumnPlan(.leads, header: csv.header, map: map, file: csv.name)
    let reader = LeadReader(csv, plan: plan, rules: rules)
    var rows: [LeadRow] = []
    while let batch = try reader.next(limit: 1000) { rows += batch.rows }
    #expect(rows.count == 8000 && reader.tally.rejected.isEmpty)
    #expect(rows.count { $0.channel == nil } == 60)
    #expect(rows.count { $0.channel == "unknown" } == 1099)
    #expect(rows.allSatisfy { $0.stageDates[.mql] == $0.createdAt && $0.createdAt != nil })
  }

  @Test func allDealsAreWonAtAnInstant() throws {
    let csv = try open("olist_closed_deals_dataset.csv")
    let map = try ColumnMap.read(
      """
      deal_id: seller_id
      external_id: mql_id
      status: { const: won }
      closed_at: { from: won_date, zone: UTC }
      amount: declared_monthly_revenue
      """, file: "map", for: .deals)
    let reader = DealReader(
      csv, plan: try ColumnPlan(.deals, header: csv.header, map: map, file: csv.name), rules: rules)
    var rows: [DealRow] = []
    while let batch = try reader.next(limit: 1000) { rows += batch.rows }
    #expect(rows.count == 842 && reader.tally.rejected.isEmpty)
    #expect(rows.map { $0.amountMinor ?? 0 }.max() == 5_000_000_000)
    #expect(rows.count { ($0.amountMinor ?? 0) > 0 } == 45)
    let isInstant = rows.allSatisfy { if case .instant? = $0.closedAt { true } else { false } }
    #expect(isInstant)
  }

  private func open(_ name: String) throws -> CSVReader {
    try CSVReader(name: name, source: PathSource(path: SharedFiles.path("olist/\(name)")))
  }
}
