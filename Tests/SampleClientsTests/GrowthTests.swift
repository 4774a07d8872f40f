import Engine
import Testing

@testable import SampleClients

/// The tables of the demo look like a client's: growth, dips, a shrinking month, nothing absurd.
@Suite struct GrowthTests {
  @Test(arguments: [(1, "2026-11-22"), (1, "2026-03-09"), (1, "2027-07-01"), (2, "2026-11-22"), (3, "2026-11-22"), (4, "2026-11-22"), (5, "2026-11-25"), (6, "2026-12-05"), (7, "2026-11-23")])
  func printed(seed: UInt64, today: String) throws {
    let today = try #require(Day(iso: today))
    let agency = try SampleAgency(seed: seed, today: today)
    for (client, rule) in zip(Client.all, Self.rules) {
      let count = try Self.count(client, in: agency, today: today, rule)
      print(client.slug, today, seed)
      print("  entered", count.months.map(\.entered))
      print("  closing", count.months.map(\.closing))
      print("  stock", count.months.map { Int($0.stock) })
      print("  flow", count.flow.map { Int($0) })
      let headline = Array((client.slug == "feira" ? count.flow : count.months.dropFirst().map(\.stock)).suffix(12))
      print("  HEAD", client.slug, headline.map { Int($0) }, headline.count { (-10.0...40).contains($0) })
    }
  }

  static let rules: [any RoughRule] = [LarkspurRule(), KestrelRule(), FeiraRule()]

  static func count(
    _ client: Client, in agency: SampleAgency, today: Day, _ rule: any RoughRule
  ) throws -> RoughCount {
    let folder = try #require(agency.folders.first { $0.slug == client.slug })
    var leads = RoughLeads(zone: try client.zone(), keyColumns: client.identities)
    leads.read(leads: CSVRows(folder.leads.text).rows)
    leads.read(events: CSVRows(folder.events.text).rows)
    leads.read(deals: CSVRows(folder.deals.text).rows)
    return RoughCount(leads.all, today: today, rule: rule)
  }
}
