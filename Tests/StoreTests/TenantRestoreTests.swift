import Engine
import Foundation
import LibPQ
import MigratedDatabase
import TestSupport
import Testing

@testable import Store

/// What an export has written comes back as it was, or nothing does.
@Suite struct TenantRestoreTests {
  @Test func whatIsRestoredElsewhereIsExportedAgainByteForByte() async throws {
    try await withExport { folder, pair, _ in
      try await withMigratedDatabase { other, _ in
        let outcome = try await TenantRestore(other, slug: pair.alpha.slug, from: folder).run()
        #expect(outcome.tenant.state == .active && outcome.newerMigrations == [])
        #expect(outcome.tenant.id != pair.alpha.id && outcome.tenant.timezone == pair.alpha.timezone)
        let again = folder.deletingLastPathComponent().appending(path: "again")
        _ = try await TenantExport(other, tenant: outcome.tenant, to: again).write()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(try FileManager.default.contentsOfDirectory(atPath: again.path).sorted() == names && names.count > 20)
        for name in names {
          let (one, two) = (folder.appending(path: name), again.appending(path: name))
          #expect(try Data(contentsOf: one) == Data(contentsOf: two), "\(name)")
        }
      }
    }
  }

  @Test func itsOwnSchedulesComeAlongAndNobodyElsesDo() async throws {
    try await withTemporaryFolder { home in
      try await withMigratedDatabase { database, place in
        let acme = try await database.tenants.create(.sample("acme")).tenant
        let bolt = try await database.tenants.create(.sample("bolt")).tenant
        let next: Int64 = 1_795_000_000_000_000
        for (tenant, cron) in [(acme, "30 9 * * mon-fri"), (bolt, "0 7 * * *")] {
          try await database.schedules.put(
            "digest", of: tenant, zone: "Asia/Tokyo", cron: cron, catchUp: .skip, first: next)
        }
        let folder = home.appending(path: "export")
        _ = try await TenantExport(database, tenant: acme, to: folder).write()
        _ = try await database.tenants.delete(acme)
        #expect(try await database.schedules.list().map(\.tenant) == ["bolt"])
        let again = try await TenantRestore(database, slug: "acme", from: folder).run().tenant
        let own = try await database.schedules.list(of: again).filter { $0.tenant != nil }
        #expect(
          own == [
            ListedSchedule(
              tenant: "acme", kind: "digest", zone: "Asia/Tokyo", cron: "30 9 * * mon-fri", catchUp: .skip, next: next)
          ])
      }
    }
  }

  @Test func itTakesAnotherNameBesideTheOneItCameFrom() async throws {
    try await withExport { folder, pair, database in
      let before = try await pair.contents(of: pair.alpha)
      let copy = try await TenantRestore(database, slug: "copy", from: folder).run().tenant
      let rows = try await pair.contents(of: copy)
      #expect(rows.mapValues(\.count) == before.mapValues(\.count))
      #expect(try await pair.contents(of: pair.alpha) == before)
      // A login of the one reads nothing of the other.
      let seen = try await pair.place.rows("select tenant from report.lead", as: pair.alphaLogin)
      #expect(seen == [[pair.alpha.slug]])
    }
  }

  @Test func aNameThatIsTakenIsRefusedAndNothingIsChanged() async throws {
    try await withExport { folder, pair, database in
      let before = try await pair.contents(of: pair.beta)
      await #expect(throws: StoreError.slugTaken(slug: pair.beta.slug)) {
        try await TenantRestore(database, slug: pair.beta.slug, from: folder).run()
      }
      #expect(try await pair.contents(of: pair.beta) == before)
    }
  }

  /// What may be wrong with a folder, each by what a person might do to it.
  @Test(arguments: [
    "no manifest", "no manifest of ours", "a file is gone", "a byte is another", "a newer headway",
    "another format", "a path out of the folder",
  ])
  func aFolderThatIsNoExportIsRefusedBeforeAnythingIsWritten(what: String) async throws {
    try await withExport { folder, _, database in
      let manifest = folder.appending(path: "manifest.json")
      let lead = folder.appending(path: "lead.csv")
      var text = try String(contentsOf: manifest, encoding: .utf8)
      switch what {
      case "no manifest": try FileManager.default.removeItem(at: manifest)
      case "a file is gone": try FileManager.default.removeItem(at: lead)
      case "a byte is another":
        try String(contentsOf: lead, encoding: .utf8).replacing("1", with: "2")
          .write(to: lead, atomically: true, encoding: .utf8)
      case "no manifest of ours": text = "{}"
      case "a newer headway": text.replace("\"0001-schemas\"", with: "\"0001-schemas\", \"9999-tomorrow\"")
      case "another format": text.replace("\"format\" : 1", with: "\"format\" : 2")
      default: text.replace("\"lead.csv\"", with: "\"../lead.csv\"")
      }
      if what != "no manifest" { try text.write(to: manifest, atomically: true, encoding: .utf8) }
      do {
        _ = try await TenantRestore(database, slug: "copy", from: folder).run()
        Issue.record("\(what) was restored")
      } catch StoreError.unfitExport(let path, let reason) {
        #expect(path.contains(folder.lastPathComponent) && !reason.isEmpty)
      }
      #expect(try await database.tenants.all().count == 2)
    }
  }

  /// A manifest that lies about itself is found while rows are written, and then there is no tenant either.
  @Test func aRestoreThatFailsHalfWayLeavesNothing() async throws {
    try await withExport { folder, _, database in
      let manifest = folder.appending(path: "manifest.json")
      let text = try String(contentsOf: manifest, encoding: .utf8)
      try text.replacing("\"rows\" : 1", with: "\"rows\" : 2").write(to: manifest, atomically: true, encoding: .utf8)
      await #expect(throws: StoreError.self) {
        try await TenantRestore(database, slug: "copy", from: folder).run()
      }
      #expect(try await database.tenants.all().count == 2)
    }
  }

  /// A restore that was killed leaves a tenant that is closed to everybody, and the next one goes on with it.
  @Test func whatAKilledRestoreLeftIsTakenOver() async throws {
    try await withExport { folder, pair, database in
      let left = try await database.tenants.create(.sample("copy")).tenant
      try await pair.place.run("update guard.tenant set state = 'restoring' where slug = 'copy'")
      await #expect(throws: StoreError.tenantNotOpen(slug: "copy", state: .restoring)) {
        try await database.tenants.open("copy")
      }
      await #expect(throws: StoreError.tenantNotOpen(slug: "copy", state: .restoring)) {
        try await database.tenants.resume(try await database.tenants.named("copy"))
      }
      do {
        _ = try await database.read(Today(), as: left.id)
        Issue.record("was entered")
      } catch let error as PostgresError {
        #expect(error.isRefusal("HW001"))
      }
      let outcome = try await TenantRestore(database, slug: "copy", from: folder).run()
      #expect(outcome.tenant.id == left.id && outcome.tenant.state == .active)
      #expect(try await pair.contents(of: outcome.tenant).values.allSatisfy { $0.count == 1 })
    }
  }

  @Test func ofTwoAtOnceOneMakesTheTenant() async throws {
    try await withExport { folder, pair, database in
      let outcomes = await withTaskGroup(of: Result<TenantRestore.Outcome, any Error>.self) { group in
        for _ in 1...2 {
          group.addTask {
            do {
              return .success(try await TenantRestore(database, slug: "copy", from: folder).run())
            } catch { return .failure(error) }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.count { (try? $0.get()) != nil } == 1, "\(outcomes)")
      let copy = try await database.tenants.open("copy")
      #expect(try await pair.contents(of: copy).values.allSatisfy { $0.count == 1 })
    }
  }

  /// Only a tenant that the same transaction has made is closed: one that lives would lose what it has.
  @Test func noTenantThatLivesCanBePutBackIntoRestoring() async throws {
    try await withExport { _, pair, database in
      await #expect(throws: PostgresError.self) { try await database.asOperator(BeginRestore(tenant: pair.beta.id)) }
      _ = try await database.asOperator(AbandonRestore(tenant: pair.beta.id))
      #expect(try await database.tenants.open(pair.beta.slug).id == pair.beta.id)
    }
  }

  @Test func theSecretsOfSinksStayBehindUnlessTheyAreAskedFor() async throws {
    try await withTemporaryFolder { home in
      try await withMigratedDatabase { database, place in
        let tenant = try await database.tenants.create(.sample("acme")).tenant
        try await place.run(
          """
          insert into core.sink (tenant_id, name, kind, settings) values
            (\(tenant.id.rawValue), 'a', 'slack', '{"kind": "slack", "url": "https://hooks.example/T-secret"}'),
            (\(tenant.id.rawValue), 'b', 'webhook', '{"kind": "webhook", "url": "https://x.example/?token=secret", "secrets": ["whsec_secret"]}'),
            (\(tenant.id.rawValue), 'c', 'email', '{"kind": "email", "to": ["a@b.example"], "from": "h@b.example"}')
          """)
        for withSecrets in [false, true] {
          let folder = home.appending(path: "\(withSecrets)")
          let manifest = try await TenantExport(database, tenant: tenant, to: folder, withSecrets: withSecrets).write()
          let text = try String(contentsOf: folder.appending(path: "sink.csv"), encoding: .utf8)
          #expect(text.contains("secret,") == false && text.contains("T-secret") == withSecrets)
          #expect(manifest.hasSecrets == withSecrets && text.contains("a@b.example"))
          let copy = try await TenantRestore(database, slug: "copy-\(withSecrets)", from: folder).run().tenant
          let sinks = try await database.sinks(of: copy.id).all()
          #expect(sinks.map { $0.sink.disabled == nil } == [withSecrets, withSecrets, true])
        }
      }
    }
  }

  private func withExport(
    _ work: (_ folder: URL, _ pair: TwoTenants, _ database: Database) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { home in
      try await withMigratedDatabase { database, place in
        let pair = try await TwoTenants(in: database, place)
        let folder = home.appending(path: "export")
        _ = try await TenantExport(database, tenant: pair.alpha, to: folder).write()
        try await work(folder, pair, database)
      }
    }
  }
}
