import Foundation
import LibPQ
import Store
import TestSupport
import Testing
import Workers

@testable import Bench

extension BenchTests {
  /// That others compute what we compute: otherwise a comparison says nothing. Within a suite that looks at which databases the benches
  /// have left, and so not beside it.
  @Suite(.serialized) struct RebuildPeersTests {
    private static let root = URL(filePath: #filePath).appending(path: "../../..").standardized
    private static let scripts = root.appending(path: "Bench/peers")

    @Test func setBasedSQLMakesTheSameRows() async throws {
      try await withClients("peer_sql", scale: 0.006) { stored in
        let peers = try RebuildPeers(database: stored.database, scripts: Self.scripts, installed: nil) { _ in }
        _ = try await peers.bySQL()
        let leads = Clientele(scale: 0.006).leads
        #expect(try await peers.differences() == .init(leads: leads, qualification: 0, momentum: 0))
        #expect(try await Self.counts(stored) == [0])
        // Leads that qualified, left for each reason, and passed through: rows that are alike and empty would prove nothing.
        let kinds = try await stored.database.asAdministrator { connection in
          try await connection.query(
            """
            select count(*) filter (where not isempty(qualified)) > 100, count(*) filter (where cardinality(exits) > 1) > 10,
                   count(passed_on) > 0, count(distinct exits[1]) = 4
              from peer.qualification
            """)
        }
        #expect(kinds == [["t", "t", "t", "t"]])

        // And the comparison sees what is not alike.
        try await stored.database.asAdministrator { connection in
          try await connection.simple("update peer.momentum set gain[1] = gain[1] + 1 where lead_id = 7")
          try await connection.simple("delete from peer.qualification where lead_id = 7")
        }
        let seen = try await peers.differences()
        #expect(seen.qualification > 0 && seen.momentum > 0 && seen.leads == leads)
      }
    }

    @Test func whatARefreshLeavesIsWhatSQLMakesOfTheWholeLog() async throws {
      try await withClients("peer_refresh", scale: 0.006) { stored in
        let clientele = Clientele(scale: 0.006)
        var refresh = RefreshBench(clientele: clientele, runs: 1) { _ in }
        try await refresh.measureAlone(stored)
        let figures = try await refresh.measure(stored, against: [])
        #expect(figures.map(\.bench) == Array(repeating: "refresh", count: 5))
        #expect(figures.prefix(2).allSatisfy { $0.isMet == nil }, "a peer that is missing was beaten")
        let peers = try RebuildPeers(database: stored.database, scripts: Self.scripts, installed: nil) { _ in }
        _ = try await peers.bySQL()
        #expect(try await peers.differences() == .init(leads: clientele.leads, qualification: 0, momentum: 0))
        #expect(try await Self.counts(stored) == [0])
        for client in stored.clients {
          let findings = try await Verification(stored.service, tenant: client.tenant).run()
          #expect(findings.differences.isEmpty, "\(findings.examples)")
        }
      }
    }

    @Test(.enabled("there is no DuckDB for Python; Deploy/dev/install-tools fetches it") { duckDB != nil })
    func duckDBMakesTheSameRows() async throws {
      try await withClients("peer_duckdb", scale: 0.004) { stored in
        let installed = InstalledPeers(scripts: Self.scripts, python: Executable(file: try #require(Self.duckDB)))
        let peers = try RebuildPeers(database: stored.database, scripts: Self.scripts, installed: installed) { _ in }
        try await stored.database.asAdministrator { try await $0.simple("create schema peer") }
        _ = try await peers.byDuckDB()
        let leads = Clientele(scale: 0.004).leads
        #expect(try await peers.differences() == .init(leads: leads, qualification: 0, momentum: 0))
        #expect(try await Self.counts(stored) == [0])
      }
    }

    /// The Python of the tests' tools, where it has DuckDB.
    private static let duckDB: URL? = {
      let python = root.appending(path: ".build/tools/python")
      let places = (try? FileManager.default.contentsOfDirectory(atPath: python.appending(path: "lib").path)) ?? []
      let has = places.contains { place in
        ["duckdb", "psycopg"].allSatisfy {
          FileManager.default.fileExists(atPath: python.appending(path: "lib/\(place)/site-packages/\($0)").path)
        }
      }
      return has ? python.appending(path: "bin/python3") : nil
    }()

    /// Days whose counts are not those of the peer.
    private static func counts(_ stored: StoredClientele) async throws -> [Int] {
      let columns =
        "created, entered, exited_converted, exited_disqualified, exited_decayed, exited_criteria, passed_through"
      return try await stored.database.asAdministrator { connection in
        try await connection.query(
          """
          with ours as (
            select c.* from core.day_count c join core.head h on (h.tenant_id, h.live_generation) = (c.tenant_id, c.generation))
          select count(*) from (
            (select tenant_id, day, channel, \(columns) from ours
             except select tenant_id, day, channel, \(columns) from peer.day_count)
            union all
            (select tenant_id, day, channel, \(columns) from peer.day_count
             except select tenant_id, day, channel, \(columns) from ours)) as d
          """
        ).compactMap { $0.first.flatMap { $0 }.flatMap { Int($0) } }
      }
    }

    /// Clients with all their timelines, in a database of the benches.
    private func withClients(
      _ name: String, scale: Double, _ body: @escaping @Sendable (StoredClientele) async throws -> Void
    ) async throws {
      try await withDatabase(name) { place in
        try await BenchDatabase.with(on: try Conninfo(place.conninfo)) { database in
          var stored = StoredClientele(in: database)
          do {
            try await stored.add(Clientele(scale: scale).clients) { _ in }
            try await body(stored)
            await stored.service.close()
          } catch {
            await stored.service.close()
            throw error
          }
        }
      }
    }
  }
}
