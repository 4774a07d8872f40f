import Definitions
import Engine
import MigratedDatabase
import NaiveEvaluator
import Store
import TestSupport
import Testing

/// A figure explained names everybody who made it, each with what did it.
@Suite struct PeriodExplanationTests {
  @Test func theChangesAddUpToTheWaterfallAndEachHasAReason() async throws {
    let failure = try await withMigratedDatabase { database, place in
      try await Campaign(usual: 15).failure { random in
        let told = try await ToldTenant.tell(random, in: database, place)
        let months = try await told.reading(VelocityQuery(from: Day(0)), random)?.totals ?? []
        var complaints: [String] = []
        for row in months {
          let explanation = try await database.explanation(
            of: row.period, tenant: told.client.tenant, limit: 1_000, asOf: random.today)
          complaints += explanation.map { Self.complaints(about: $0, row) } ?? ["\(row.period.name) is not explained"]
        }
        return complaints
      }
    }
    #expect(failure == nil)
  }

  private static func complaints(about explanation: PeriodExplanation, _ row: LVRRow) -> [String] {
    var complaints: [String] = []
    func count(_ transition: Transition) -> Int {
      explanation.changes.first { $0.transition == transition }?.count ?? 0
    }
    func check(_ found: Int, _ wanted: Int, _ what: String) {
      if found != wanted { complaints.append("\(row.period.name): \(found) \(what), not \(wanted)") }
    }
    check(count(.entered) + count(.passedThrough), row.counts.entered, "entered")
    check(count(.exited(.converted)) + count(.passedThrough), row.counts.exitedConverted, "converted")
    check(count(.exited(.disqualified)), row.counts.exitedDisqualified, "disqualified")
    check(count(.exited(.decayed)), row.counts.exitedDecayed, "decayed")
    check(count(.exited(.criteria)), row.counts.exitedCriteria, "criteria")
    if row.basis == .flow, let rate = row.figures.lvr {
      let before = Double(explanation.enteredBefore)
      let computed = 100 * (Double(row.counts.entered) - before) / before
      if abs(computed - (Double(rate) ?? .nan)) > 0.000_001 {
        complaints.append("\(row.period.name): \(rate) from \(before)")
      }
    }
    for entry in explanation.changes.flatMap(\.leads) where entry.reasons.isEmpty || entry.reasons.contains("") {
      complaints.append(
        "\(row.period.name): lead \(entry.lead.lead.rawValue) \(entry.lead.transition) without a reason")
    }
    return complaints
  }

  @Test func aWonDealIsNamedAsWhatConvertedTheLead() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.withTwoLeads(in: database, place)
      let march = try #require(Period(name: "2026-03"))
      let explanation = try #require(
        try await database.explanation(of: march, tenant: client.tenant, limit: 5, asOf: Day(iso: "2026-03-20")))
      #expect(explanation.changes.map(\.transition) == [.exited(.converted)])
      #expect(explanation.changes.first?.leads.first?.reasons == ["stage mql → customer (deal D1 won)"])
      // A lead more than are shown is still counted.
      let short = try await database.explanation(
        of: march, tenant: client.tenant, limit: 0, asOf: Day(iso: "2026-03-20"))
      #expect(short?.changes.first?.count == 1 && short?.changes.first?.leads.isEmpty == true)
    }
  }
}
