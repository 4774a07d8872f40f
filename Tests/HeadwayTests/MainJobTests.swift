import Foundation
import LibPQ
import TestSupport
import Testing

/// The main job with the real program: from a client's files to its rate, read by its analyst.
@Suite struct MainJobTests {
  static let olist = sharedFolder("olist")

  @Test(.enabled(if: olist != nil, "the shared data folder is absent"))
  func aClientsLeadsBecomeARateThatItsAnalystReads() async throws {
    let folder = try #require(Self.olist)
    try await InstalledHeadway.with { headway in
      try await headway.succeed(["tenant", "create", "olist", "--name", "Olist", "--timezone", "America/Sao_Paulo"])
      let definition = try headway.file(
        "olist.yaml", "name: olist\nbasis: flow\nqualified:\n  ready: reached(\"mql\")\n")
      try await headway.succeed(["definition", "set", "olist", definition])
      let leads = try headway.file(
        "leads.yaml",
        "external_id: mql_id\ncreated_at: first_contact_date\nmql_at: first_contact_date\nchannel: origin\n")
      let deals = try headway.file(
        "deals.yaml",
        "deal_id: mql_id\nexternal_id: mql_id\nclosed_at: {from: won_date, zone: UTC}\nstatus: {const: won}\n")
      try await headway.succeed([
        "import", "leads", "olist", folder.appending(path: "olist_marketing_qualified_leads_dataset.csv").path, "--map",
        leads,
      ])
      try await headway.succeed([
        "import", "deals", "olist", folder.appending(path: "olist_closed_deals_dataset.csv").path, "--map", deals,
      ])

      let lvr = try await headway.succeed([
        "lvr", "olist", "--format", "csv", "--as-of", "2018-12-31", "--from", "2017-06-01",
      ])
      let printed = lvr.output.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      let names = try #require(printed.first).map(String.init)
      let (start, entered) = (
        try #require(names.firstIndex(of: "period_start")), try #require(names.firstIndex(of: "entered"))
      )
      let counts = Dictionary(printed.dropFirst().map { (String($0[start].prefix(7)), Int($0[entered]) ?? -1) }) { $1 }
      let expected = try Self.leadsPerMonth(folder)
      for (month, leads) in expected { #expect(counts[month] == leads, "\(month)") }

      let login = try await headway.succeed(["login", "create", "olist", "--format", "json"])
      let url = try #require(try JSONDecoder().decode(LoginURL.self, from: Data(login.output.utf8)).url)
      let analyst = try await Connection.open(url)
      let broken = try await analyst.query(
        """
        select period_start from report.lvr
        where closing <> opening + entered - exited_converted - exited_disqualified - exited_decayed - exited_criteria
        """)
      #expect(broken.isEmpty)
      #expect(try await analyst.query("select count(*) from report.lead") == [["8000"]])
      // 34 were won on the day of first contact or before. One of them long before: its stages count on the created
      // day in the order of their own times, so it ends that day as an MQL and is qualified, not passed through.
      #expect(try await analyst.query("select sum(passed_through) from report.lvr where grain = 'month'") == [["33"]])
      await analyst.close()

      let verified = try await headway.succeed(["rebuild", "olist", "--verify"])
      #expect(verified.output.contains("differences  0"), "\(verified.output)")
    }
  }

  private struct LoginURL: Decodable { let url: String? }

  /// The `(all)` rows of what two other tools found.
  private static func leadsPerMonth(_ folder: URL) throws -> [String: Int] {
    let text = try String(contentsOf: folder.appending(path: "expected_lvr_by_channel.csv"), encoding: .utf8)
    let rows = text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    return Dictionary(rows.filter { $0[1] == "(all)" }.map { (String($0[0]), Int($0[2]) ?? -1) }) { $1 }
  }
}
