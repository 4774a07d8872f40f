import Engine
import Testing

@testable import SampleClients

/// The tables of the demo look like a client's: growth, quiet months, a shrinking one, nothing absurd.
///
/// In each, the last twelve full months, which are what `headway lvr` shows.
@Suite struct GrowthTests {
  static let days = ["2026-11-22", "2027-07-01"]

  @Test(arguments: days) func steadyOutreachGrowsHealthily(today: String) throws {
    let stock = try count(.larkspur, today: today, LarkspurRule()).months.suffix(12).map(\.stock)
    #expect(stock.count { (-10...40).contains($0) } >= 10, "\(stock)")
    #expect((8...25).contains(mean(stock)), "\(stock)")
  }

  @Test(arguments: days) func campaignsInBurstsGrowAndShrink(today: String) throws {
    let stock = try count(.kestrel, today: today, KestrelRule()).months.suffix(12).map(\.stock)
    #expect(stock.count { (-15...40).contains($0) } >= 8, "\(stock)")
    #expect(stock.contains { $0 < -4 }, "\(stock)")
    #expect(stock.contains { $0 > 15 }, "\(stock)")
    #expect((0...20).contains(mean(stock)), "\(stock)")
  }

  @Test(arguments: days) func aYoungMarketplaceHasASmallBaseAndASurge(today: String) throws {
    let count = try count(.feira, today: today, FeiraRule())
    let flow = Array(count.flow.suffix(12))
    #expect(flow.count { (-25...45).contains($0) } >= 8, "\(flow)")
    let entered = count.months.map(\.entered)
    let (before, surge) = (mean(entered.dropLast(4).suffix(3)), mean(entered.suffix(3)))
    #expect(before < 40 && surge > before * 1.4, "\(entered)")
  }

  private func count(_ client: Client, today: String, _ rule: any RoughRule) throws -> RoughCount {
    let today = try #require(Day(iso: today))
    let folder = try SampleAgency.Folder(of: client, today: today, seed: 1)
    var leads = RoughLeads(zone: try client.zone(), keyColumns: client.identities)
    leads.read(leads: CSVRows(folder.leads.text).rows)
    leads.read(events: CSVRows(folder.events.text).rows)
    leads.read(deals: CSVRows(folder.deals.text).rows)
    let count = RoughCount(leads.all, today: today, rule: rule)
    // Nobody's pipeline only fills.
    #expect(count.months.suffix(12).allSatisfy { $0.exited > 0 && $0.entered > 0 }, "\(count.months)")
    return count
  }

  private func mean(_ values: some Collection<Double>) -> Double { values.reduce(0, +) / Double(values.count) }
  private func mean(_ values: some Collection<Int>) -> Double { mean(values.map(Double.init)) }
}
