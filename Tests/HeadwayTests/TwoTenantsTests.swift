import Foundation
import Testing

/// Two clients in one database who know the same people under the same ids, addresses and message ids:
/// whatever is done for one, the other stays as it is, and the database's lints find nothing.
@Suite struct TwoTenantsTests {
  @Test func noCommandForOneTenantChangesAnotherThatHasTheSameKeys() async throws {
    try await InstalledHeadway.with { headway in
      let files = try Self.files(headway)
      for slug in ["own", "other"] {
        try await headway.tenant(slug, definition: "name: ready\nqualified:\n  ready: reached(\"mql\")\n")
        for file in files { try await headway.succeed(["import", file.kind, slug, file.path]) }
      }
      let tables = try await Self.tables(headway)
      let before = try await Self.contents(of: "other", tables, headway)
      #expect(before.values.contains { $0 > 0 })

      let stricter = try headway.file("stricter.yaml", "name: stricter\nqualified:\n  ready: reached(\"sql\")\n")
      let more = try headway.file(
        "more.csv", "external_id,email,created_at,mql_at,title\nc1,ann@example.com,2026-01-01,2026-01-20,CEO\n")
      let model = try headway.file("model.yaml", "tiers: { hot: 25 }\n")
      let folder = headway.home.appending(path: "export").path
      let commands = [
        ["import", "leads", "own", more], ["import", "events", "own", files[1].path],
        ["import", "revert", "own", "1", "--yes"], ["definition", "set", "own", stricter],
        ["lead", "merge", "own", "external_id:c2", "external_id:c4"],
        ["lead", "split", "own", "external_id:c4", "email:dan@example.net", "--yes"],
        ["model", "set", "own", model], ["workflow", "set", "own", "promotion", "on"],
        ["sdr", "add", "own", "Dana"], ["sdr", "pause", "own", "Dana"], ["momentum", "own"], ["queue", "own"],
        ["rebuild", "own"], ["tenant", "set", "own", "--timezone", "Asia/Tokyo", "--arr", "1000000"],
        ["worker", "--once"], ["login", "create", "own"], ["psql", "own", "-XAtc", "select count(*) from report.lead"],
        ["login", "revoke", "OWN-LOGIN", "--yes"], ["tenant", "suspend", "own"], ["tenant", "resume", "own"],
        ["tenant", "export", "own", folder], ["tenant", "delete", "own", "--yes"],
      ]
      for command in commands {
        let login = try await headway.look(
          "select min(role_name::text) from guard.login join guard.tenant using (tenant_id) where slug = 'own'")
        try await headway.succeed(command.map { $0 == "OWN-LOGIN" ? login[0][0] ?? $0 : $0 })
        let after = try await Self.contents(of: "other", tables, headway)
        #expect(after == before, "\(command)")
      }
      let left = try await headway.look("select slug from guard.tenant")
      #expect(left == [["other"]])
      let exported = try FileManager.default.contentsOfDirectory(atPath: folder)
      for name in exported where name.hasSuffix(".csv") {
        let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
        #expect(!text.contains("other"), "\(name)")
      }
      // Runs the lints, and refuses a database that offends one.
      try await headway.succeed(["migrate"])
    }
  }

  private static func tables(_ headway: InstalledHeadway) async throws -> [String] {
    try await headway.look(
      """
      select format('%I.%I', c.table_schema, c.table_name) from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE' and c.table_schema in ('core', 'guard')
      """
    ).compactMap { $0.first ?? nil }
  }

  /// Each table's rows of a tenant, as a number that changes with them; 0 where there is none.
  private static func contents(
    of slug: String, _ tables: [String], _ headway: InstalledHeadway
  ) async throws -> [String: Int] {
    let union = tables.map {
      """
      select '\($0)', coalesce(sum(hashtextextended(r::text, 0)::numeric % 1000000007), 0)::bigint + count(*)
      from \($0) r where tenant_id = (select tenant_id from guard.tenant where slug = '\(slug)')
      """
    }
    let rows = try await headway.look(union.joined(separator: " union all "))
    return Dictionary(rows.map { ($0[0] ?? "", $0[1].flatMap(Int.init) ?? 0) }) { $1 }
  }

  /// In the order in which they are imported: the first is the one that is taken back.
  private static func files(_ headway: InstalledHeadway) throws -> [(kind: String, path: String)] {
    [
      (
        "leads",
        try headway.file(
          "leads.csv",
          """
          external_id,email,created_at,mql_at,sql_at,title,company
          c1,ann@example.com,2026-01-01,2026-01-05,,CTO,Acme
          c2,bob@example.com,2026-01-02,2026-01-09,2026-02-01,VP Sales,Acme
          c3,eve@example.org,2026-02-02,,,Buyer,Initech

          """)
      ),
      (
        "events",
        try headway.file(
          "events.csv",
          """
          external_id,email,type,occurred_at,message_id
          c1,ann@example.com,demo_request,2026-01-06T10:00:00Z,m1
          c2,,page_view,2026-01-07T10:00:00Z,m2
          c4,dan@example.net,page_view,2026-01-08T10:00:00Z,m3

          """)
      ),
      (
        "deals",
        try headway.file(
          "deals.csv", "deal_id,external_id,status,closed_at,amount\nd1,c2,won,2026-03-01,100\n")
      ),
    ]
  }
}
