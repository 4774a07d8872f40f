import Engine
import Foundation
import Intake
import LibPQ
import MigratedDatabase
import Store
import Testing
import Workers

/// The main job on real data: 8,000 leads of a Brazilian company, and what two independent
/// tools say their lead velocity rate is.
struct OlistTests {
  static let folder = SharedData.folder("olist")

  /// Every marketing-qualified lead is qualified from its first contact on.
  static let definition = "name: olist\nbasis: flow\nqualified:\n  ready: reached(\"mql\")\n"
  static let leads = """
    external_id: mql_id
    created_at: first_contact_date
    mql_at: first_contact_date
    channel: origin
    """
  static let deals = """
    deal_id: mql_id
    external_id: mql_id
    closed_at: {from: won_date, zone: UTC}
    status: {const: won}
    """

  @Test(.enabled(if: folder != nil, "the shared data folder is absent"))
  func theFlowRatePerMonthAndChannelIsWhatTwoOtherToolsSay() async throws {
    let folder = try #require(Self.folder)
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(
        "olist", zone: "America/Sao_Paulo", definition: Self.definition, in: database, place)
      try await client.take(
        .leads, folder.appending(path: "olist_marketing_qualified_leads_dataset.csv").path, map: Self.leads)
      try await client.take(.deals, folder.appending(path: "olist_closed_deals_dataset.csv").path, map: Self.deals)
      try await client.refresh()
      let months = try await client.query(
        """
        select to_char(period_start, 'YYYY-MM'), channel, entered, lvr_flow
        from report.lvr_by_channel where grain = 'month'
        union all
        select to_char(period_start, 'YYYY-MM'), '(all)', entered, lvr_flow
        from report.lvr where grain = 'month'
        order by 1, 2
        """, asOf: "2018-12-31")
      var ours: [String: [String: [String?]]] = [:]
      for row in months { ours[row[1] ?? "", default: [:]][row[0] ?? ""] = row }
      for (channel, months) in try Expected.read(folder) {
        for (month, theirs) in months {
          // A channel with nothing but zeros in a month may be absent.
          let row = ours[channel]?[month]
          #expect((row?[2]).flatMap { $0 } ?? "0" == String(theirs.leads), "\(channel) in \(month)")
          #expect(
            row?[3].flatMap(Double.init).agrees(with: theirs.rate) ?? (theirs.rate == nil), "\(channel) in \(month)")
          ours[channel]?[month] = nil
        }
      }
      let unasked = ours.values.flatMap(\.values).filter { $0[2] != "0" }
      #expect(unasked.isEmpty, "months with leads that theirs do not have")

      let broken = try await client.query(
        """
        select period_start from report.lvr
        where closing <> opening + entered - exited_converted - exited_disqualified - exited_decayed - exited_criteria
        """, asOf: "2018-12-31")
      #expect(broken.isEmpty)
    }
  }
}

/// The 144 rows, `(none)` and `unknown` taken together as our `unknown`.
private enum Expected {
  static func read(_ folder: URL) throws -> [String: [String: (leads: Int, rate: Double?)]] {
    let text = try String(contentsOf: folder.appending(path: "expected_lvr_by_channel.csv"), encoding: .utf8)
    var leads: [String: [String: Int]] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let channel = cells[1] == "(none)" ? "unknown" : cells[1]
      leads[channel, default: [:]][cells[0], default: 0] += Int(cells[2]) ?? 0
    }
    return leads.mapValues { months in
      Dictionary(
        uniqueKeysWithValues: months.map { month, count in
          let before = months[previous(month)] ?? 0
          return (month, (count, before == 0 ? nil : 100 * Double(count - before) / Double(before)))
        })
    }
  }

  private static func previous(_ month: String) -> String {
    let parts = month.split(separator: "-").compactMap { Int($0) }
    return parts[1] == 1 ? "\(parts[0] - 1)-12" : String(format: "%04d-%02d", parts[0], parts[1] - 1)
  }
}

extension Double? {
  /// Equal to the six decimals that the views show.
  fileprivate func agrees(with other: Double?) -> Bool {
    guard let self, let other else { return self == nil && other == nil }
    return abs(self - other) <= 0.000_000_6
  }
}
