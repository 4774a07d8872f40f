import Engine
import Foundation
import LibPQ
import MigratedDatabase
import Store
import TestSupport
import Testing
import Workers

/// A tenant with a life, taken to another database.
@Suite struct RestoreTests {
  @Test func theFiguresOfARestoredTenantAreThoseItHadAndFollowFromItsLog() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "headway-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let figures = "select grain, period_start, opening, entered, closing, lvr from report.lvr order by 1, 2"
    var before: [[String?]] = []
    try await withMigratedDatabase { database, place in
      let client = try await Client.withTwoLeads(in: database, place)
      before = try await client.query(figures, asOf: "2026-06-15")
      _ = try await TenantExport(database, tenant: client.tenant, to: folder).write()
    }
    #expect(before.count > 3)
    try await withMigratedDatabase { database, _ in
      let tenant = try await TenantRestore(database, slug: "acme", from: folder).run().tenant
      let after = try await database.read(as: tenant.id, asOf: Day(iso: "2026-06-15")) { try $0.query(figures) }
      #expect(after == before)
      #expect(try await Verification(database, tenant: tenant).run().examples == [])
    }
  }
}
