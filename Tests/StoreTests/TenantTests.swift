import Definitions
import Engine
import Foundation
import LibPQ
import MigratedDatabase
import TestSupport
import Testing

@testable import Store

@Suite struct TenantTests {
  @Test func aTenantIsMadeOnceHoweverOftenItIsAskedFor() async throws {
    try await withMigratedDatabase { database, _ in
      let wanted = NewTenant(
        slug: "acme",
        settings: TenantSettings(
          name: "Acme", timezone: "Europe/Berlin", currency: "EUR", arrMinor: 50_000_000,
          identities: [.email, .externalID],
          commitment: 12))
      let first = try await database.tenants.create(wanted)
      let second = try await database.tenants.create(wanted)
      #expect(first.isNew && !second.isNew && first.tenant == second.tenant)
      #expect(first.tenant.identities == [.email, .externalID] && first.tenant.state == .active)
      #expect(try await database.tenants.named("acme") == first.tenant)
    }
  }

  @Test func aTenantWithOtherSettingsIsNotTakenForTheSame() async throws {
    try await withMigratedDatabase { database, _ in
      _ = try await database.tenants.create(.sample("acme", timezone: "UTC"))
      await #expect(throws: StoreError.tenantExists(slug: "acme", differences: ["name", "timezone"])) {
        try await database.tenants.create(.sample("acme", name: "Other", timezone: "Asia/Tokyo"))
      }
    }
  }

  @Test func idsAreRandomAndSurviveJSON() async throws {
    try await withMigratedDatabase { database, _ in
      let made = try await database.tenants.create((0..<50).map { .sample("t\($0)") })
      let ids = made.map(\.tenant.id.rawValue)
      #expect(Set(ids).count == 50 && ids.allSatisfy { (1...(1 << 53 - 1)).contains($0) })
      #expect(ids.sorted() != ids)
    }
  }

  @Test(arguments: [
    ("Upper", TenantSettings(name: "x", timezone: "UTC"), "slug"),
    ("-x", TenantSettings(name: "x", timezone: "UTC"), "slug"),
    ("x", TenantSettings(name: "  ", timezone: "UTC"), "name"),
    ("x", TenantSettings(name: "x", timezone: "Europe/Berlim"), "time zone"),
    ("x", TenantSettings(name: "x", timezone: "XYZ+5"), "time zone"),
    ("x", TenantSettings(name: "x", timezone: "UTC", currency: "usd"), "currency"),
    ("x", TenantSettings(name: "x", timezone: "UTC", arrMinor: -1), "recurring revenue"),
    ("x", TenantSettings(name: "x", timezone: "UTC", identities: []), "identities"),
    ("x", TenantSettings(name: "x", timezone: "UTC", commitment: -1), "commitment"),
  ])
  func aSettingThatCannotBeIsRefusedInASentence(slug: String, settings: TenantSettings, word: String) async throws {
    try await withMigratedDatabase { database, _ in
      do {
        _ = try await database.tenants.create(NewTenant(slug: slug, settings: settings))
        Issue.record("was made")
      } catch StoreError.badSetting(let reason, _) {
        #expect(reason.contains(word))
      }
      #expect(try await database.tenants.all().isEmpty)
    }
  }

  @Test func oneBadLineRefusesTheWholeListAndIsNamed() async throws {
    try await withMigratedDatabase { database, _ in
      var wanted = (2...40).map { (line: Int) in
        NewTenant(slug: "t\(line)", settings: TenantSettings(name: "x", timezone: "UTC"), line: line)
      }
      wanted[30].slug = "Not A Slug"
      do {
        _ = try await database.tenants.create(wanted)
        Issue.record("was made")
      } catch let refused as RefusedLine {
        #expect(refused.line == 32 && refused.slug == "Not A Slug", "\(refused)")
      }
      #expect(try await database.tenants.all().isEmpty)
    }
  }

  @Test func changingLeavesWhatIsNotSaidAsItIs() async throws {
    try await withMigratedDatabase { database, _ in
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      let changed = try await database.tenants.change(tenant, to: TenantSettings(arrMinor: 100, commitment: 3))
      #expect(changed.arrMinor == 100 && changed.commitment == 3 && changed.name == tenant.name)
      await #expect(throws: StoreError.self) {
        try await database.tenants.change(tenant, to: TenantSettings(timezone: "Nowhere/Land"))
      }
    }
  }

  @Test func aSuspendedTenantIsClosedToWorkAndLosesNothing() async throws {
    try await withMigratedDatabase { database, _ in
      let tenant = try await database.tenants.create(.sample("acme")).tenant
      _ = try await database.write(as: tenant.id) { [id = tenant.id] in try $0.execute(OpenHead(tenant: id)) }
      try await database.tenants.suspend(tenant)
      await #expect(throws: StoreError.tenantNotOpen(slug: "acme", state: .suspended)) {
        try await database.tenants.open("acme")
      }
      do {
        _ = try await database.read(Today(), as: tenant.id)
        Issue.record("was read")
      } catch let error as PostgresError {
        #expect(error.isRefusal("HW001"))
      }
      try await database.tenants.resume(tenant)
      #expect(try await database.read(ReadHead(tenant: tenant.id), as: tenant.id).count == 1)
    }
  }

  @Test func aDeletionEmptiesEveryTableAndSaysWhatItRemoved() async throws {
    try await withMigratedDatabase { database, place in
      let pair = try await TwoTenants(in: database, place)
      let before = try await pair.contents(of: pair.beta)
      let deleted = try await database.tenants.delete(pair.alpha)
      #expect(Set(deleted.rows.map(\.table)) == Set(pair.tables.map(\.name)))
      #expect(deleted.rows.allSatisfy { $0.count == 1 } && deleted.logins == 1)
      for table in pair.tables {
        let left = try await place.rows(
          "select tenant_id from \(table.place) where tenant_id = \(pair.alpha.id.rawValue)")
        #expect(left.isEmpty, "\(table.name)")
      }
      #expect(try await place.rows("select 1 from pg_roles where rolname = '\(pair.alphaLogin)'").isEmpty)
      await #expect(throws: StoreError.noSuchTenant(slug: pair.alpha.slug)) {
        try await database.tenants.named(pair.alpha.slug)
      }
      #expect(try await pair.contents(of: pair.beta) == before)
    }
  }

  @Test func aDeletionThatWasInterruptedGoesOn() async throws {
    try await withMigratedDatabase { database, place in
      let pair = try await TwoTenants(in: database, place)
      // As a killed deletion leaves it: marked, some tables empty.
      _ = try await place.rows("update guard.tenant set state = 'deleting' where tenant_id = \(pair.alpha.id.rawValue)")
      _ = try await place.rows("delete from core.head where tenant_id = \(pair.alpha.id.rawValue)")
      let found = try await database.tenants.named(pair.alpha.slug)
      await #expect(throws: StoreError.self) { try await database.tenants.resume(found) }
      let deleted = try await database.tenants.delete(found)
      #expect(deleted.rows.count == pair.tables.count - 1)
      #expect(try await database.tenants.all().map(\.slug) == [pair.beta.slug])
    }
  }

  @Test func anExportHoldsEveryTableOfOneTenantAndIsTheSameEachTime() async throws {
    try await withMigratedDatabase { database, place in
      let pair = try await TwoTenants(in: database, place)
      try await withTemporaryFolder { folder in
        let one = folder.appending(path: "one")
        let manifest = try await TenantExport(database, tenant: pair.alpha, to: one).write()
        #expect(Set(manifest.files.map(\.table)) == Set(pair.tables.map(\.name)))
        #expect(manifest.files.allSatisfy { $0.rows == 1 })
        let other = folder.appending(path: "other")
        #expect(try await TenantExport(database, tenant: pair.alpha, to: other).write() == manifest)
        var whole = ""
        for name in try FileManager.default.contentsOfDirectory(atPath: one.path).sorted() {
          let text = try String(contentsOf: one.appending(path: name), encoding: .utf8)
          #expect(try String(contentsOf: other.appending(path: name), encoding: .utf8) == text)
          whole += text
        }
        #expect(whole.contains(pair.alphaCanary) && !whole.contains(pair.betaCanary))
        #expect(!whole.contains(String(pair.alpha.id.rawValue)))
        await #expect(throws: StoreError.self) { try await TenantExport(database, tenant: pair.alpha, to: one).write() }
      }
    }
  }
}
