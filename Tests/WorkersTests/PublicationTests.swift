import Definitions
import Engine
import Foundation
import Intake
import LibPQ
import MigratedDatabase
import NaiveEvaluator
import Store
import TestSupport
import Testing
import Workers

/// What was told to a client stays told, whatever the log says later.
@Suite struct PublicationTests {
  private static let march = Period(.month, containing: Day(iso: "2026-03-01") ?? Day(0))
  private static let asOf = Day(iso: "2026-06-15")
  /// Ana enters in January and is won in March, Bo enters in February, Cy in March.
  private static let cy = "external_id,email,mql_at,created_at\n3,cy@acme.example,2026-03-04,2026-03-02\n"

  private static func client(in database: Database, _ place: TestDatabase) async throws -> Client {
    let client = try await Client.withTwoLeads(in: database, place)
    try await client.take(.leads, text: cy)
    try await client.refresh()
    return client
  }

  @Test func aLateImportRestatesWhatIsLiveAndNeverWhatWasPublished() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Self.client(in: database, place)
      let told = try await client.close(Self.march)
      #expect(told.published.counts.opening == 2 && told.published.counts.entered == 1)
      #expect(told.published.counts.exitedConverted == 1 && told.published.counts.closing == 2)
      #expect(told.published.figures.lvr == "0.000000" && told.revision == 1 && told.leadsChanged == 0)
      #expect(!told.isRestated)

      try await client.take(.leads, text: "external_id,email,mql_at,created_at\n4,di@b.example,2026-03-09,2026-03-08\n")
      try await client.take(
        .events, text: "external_id,type,occurred_at\n4,page_view,2026-03-09\n4,page_view,2026-03-10\n")
      try await client.refresh()
      let entry = try #require(try await client.published().first)
      #expect(entry.month.published == told.published && entry.month.publishedAt == told.publishedAt)
      #expect(entry.month.live?.counts.closing == 3 && entry.month.live?.figures.lvr == "50.000000")
      #expect(entry.month.isRestated && entry.month.leadsChanged == 1)
      let change = try #require(entry.leads.first)
      #expect(change.email == "di@b.example" && change.published == nil && change.live == "entered, open at the end")
      #expect(change.reasons.count == 2 && change.reasons[0].hasPrefix("2 events in headway-"), "\(change.reasons)")
      #expect(change.reasons[1].hasPrefix("a row in headway-"), "\(change.reasons)")

      // Computed anew from the log, the live figures are the same, and the published ones untouched.
      _ = try await Restoration(database, tenant: client.tenant).run()
      #expect(try await client.published().first?.month == entry.month)
    }
  }

  @Test func aMonthPublishedAgainNeedsAReasonAndKeepsBoth() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Self.client(in: database, place)
      let first = try await client.close(Self.march)
      await #expect {
        try await client.close(Self.march)
      } throws: {
        guard case PublicationRefusal.publishedAlready(_, first.publishedAt, 1, "UTC") = $0 else { return false }
        return true
      }
      try await client.take(.leads, text: "external_id,mql_at,created_at\n4,2026-03-09,2026-03-08\n")
      try await client.refresh()
      let second = try await client.close(Self.march, revising: "a file came late")
      #expect(second.revision == 2 && second.reason == "a file came late" && second.published.counts.entered == 2)
      #expect(second.leadsChanged == 0)
      let kept = try await client.query("select revision, entered, reason from core.publication order by revision")
      #expect(kept == [["1", "1", nil], ["2", "2", "a file came late"]])
      #expect(try await client.published().map(\.month.revision) == [2], "the newest is shown")
      let parts = try await client.query(
        "select revision, sum(entered * cardinality(leads)) from core.published_part group by 1 order by 1")
      #expect(parts == [["1", "1"], ["2", "2"]])
    }
  }

  @Test func ofSeveralAtOnceOnePublishes() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Self.client(in: database, place)
      let published = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 1...4 {
          group.addTask {
            do {
              try await client.close(Self.march)
              return true
            } catch PublicationRefusal.publishedAlready {
              return false
            }
          }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(published == 1)
      #expect(try await client.query("select count(*) from core.publication") == [["1"]])
    }
  }

  @Test func whatIsNotSettledIsNotPublishedAndNothingIsKept() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Self.client(in: database, place)
      let publication = Publication(database, tenant: client.tenant)

      let inProgress = await #expect(throws: PublicationRefusal.self) {
        try await publication.close(Self.march, asOf: Day(iso: "2026-03-31"))
      }
      #expect(inProgress == .inProgress(month: Self.march, today: Day(iso: "2026-03-31") ?? Day(0)))
      let ahead = Period(.month, containing: Day(iso: "2999-01-01") ?? Day(0))
      let notYet = await #expect(throws: PublicationRefusal.self) {
        try await publication.close(ahead, asOf: Day(iso: "3000-01-01"))
      }
      guard case .inProgress(ahead, _) = notYet else { return #expect(Bool(false), "\(String(describing: notYet))") }

      let before = Period(.month, containing: Day(iso: "2025-12-01") ?? Day(0))
      let none = await #expect(throws: PublicationRefusal.self) { try await publication.close(before) }
      #expect(none == .noSuchMonth(month: before, first: Period(name: "2026-01")))
      let revised = await #expect(throws: PublicationRefusal.self) {
        try await publication.close(Self.march, revising: "no reason")
      }
      #expect(revised == .nothingToRevise(month: Self.march))

      try await client.take(.leads, text: "external_id,mql_at,created_at\n4,2026-03-09,2026-03-08\n")
      #expect(await publication.obstacles(Self.march) == [.leads(1)])
      try await client.refresh()
      try await client.write { try $0.simple("update core.import set state = 'running' where import_id = 4") }
      guard case .importing(4, "leads", let file) = await publication.obstacles(Self.march).first else {
        return #expect(Bool(false), "an import that was killed")
      }
      #expect(file.hasPrefix("headway-") || file.contains("/headway-"))
      // A later one of its kind has ended: the killed one is nobody's any more.
      try await client.take(.leads, text: "external_id,mql_at,created_at\n4,2026-03-09,2026-03-07\n")
      try await client.refresh()
      #expect(await publication.obstacles(Self.march) == [])
      #expect(try await client.query("select count(*) from core.publication") == [["1"]])
    }
  }

  @Test func figuresThatAreBeingRestatedAreNotPublished() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Self.client(in: database, place)
      let publication = Publication(database, tenant: client.tenant)
      // A generation in the making, and somebody at it.
      let lease = try #require(try await RefreshLease.take(client.tenant.id, in: database)).lease
      try await client.write {
        try $0.simple(
          "insert into core.generation (tenant_id, generation, definition, zone) select tenant_id, 90, 1, 'UTC' from core.head"
        )
      }
      #expect(await publication.obstacles(Self.march) == [.rebuilding])
      try await lease.keeping(in: database) {}
      try await client.keep("name: all\n", version: 2)
      #expect(await publication.obstacles(Self.march) == [.restating])
      _ = try await Restatement(database, tenant: client.tenant).catchUp()
      #expect(await publication.obstacles(Self.march) == [])
    }
  }

  @Test func withoutADefinitionThereIsNothingToPublish() async throws {
    try await withMigratedDatabase { database, _ in
      let tenant = try await database.tenants.create(
        NewTenant(slug: "new", settings: TenantSettings(name: "New", timezone: "UTC"))
      ).tenant
      let refusal = await #expect(throws: PublicationRefusal.self) {
        try await Publication(database, tenant: tenant).close(Self.march)
      }
      guard case .noFigures = refusal else { return #expect(Bool(false), "\(String(describing: refusal))") }
    }
  }

  @Test func countsThatAreNotTheSumOfTheLeadsAreNotPublished() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Self.client(in: database, place)
      try await client.write {
        try $0.simple("update core.day_count set entered = entered + 1 where day = '2026-03-04'")
      }
      await #expect(throws: PublicationRefusal.contradictory(month: Self.march)) { try await client.close(Self.march) }
      #expect(try await client.query("select count(*) from core.publication") == [["0"]])
    }
  }

  @Test func leadsThatWereJoinedAreToldUnderTheNumberThatSurvives() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Self.client(in: database, place)
      try await client.close(Self.march)
      let (bo, cy) = (try await client.number("external_id:2"), try await client.number("external_id:3"))
      _ = try await client.write { session in
        try LeadMerge(tenant: client.tenant).run(.number(bo), .number(cy), at: 0, in: &session)
      }
      try await client.refresh()
      let entry = try #require(try await client.published().first)
      // Bo was open at the start, Cy entered: together they were open all along.
      #expect(entry.leads.map(\.lead) == [bo] && entry.month.leadsChanged == 1)
      let change = try #require(entry.leads.first)
      #expect(change.published == "open at the start, entered, open at the end 2 times")
      #expect(change.live == "open at the start, open at the end")
      #expect(change.reasons == ["joined with lead \(cy.rawValue)"])
    }
  }

  @Test func anotherDefinitionAndAnotherZoneLeaveWhatWasPublished() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Self.client(in: database, place)
      let told = try await client.close(Self.march)
      try await client.define("name: all\n", version: 2)
      let entry = try #require(try await client.published().first)
      #expect(entry.month.published == told.published && entry.month.live?.definition == 2)
      // Bo was created on the day of its stage, Cy two days before: with everybody qualified, Cy's part is the same.
      let moved = try await Restatement(database, tenant: client.tenant)
        .change(to: TenantSettings(timezone: "Asia/Tokyo"))
      let again = try #require(try await database.published(of: moved, leads: nil, asOf: Self.asOf)?.months.first)
      #expect(again.month.published == told.published && again.month.publishedAt == told.publishedAt)
    }
  }

  @Test func aLeadWhoseLogIsAsItWasDiffersByTheDefinition() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Self.client(in: database, place)
      try await client.close(Self.march)
      try await client.define("name: sql\nqualified:\n  ready: reached(\"sql\")\n", version: 2)
      let entry = try #require(try await client.published().first)
      #expect(entry.leads.allSatisfy { $0.reasons == ["definition 2, was 1"] } && entry.leads.count == 3)
      #expect(entry.leads.map(\.live).contains("passed through"), "Ana became a customer")
    }
  }

  @Test func whatWasTakenBackIsNamedWhereTheLogSaysNothing() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.withTwoLeads(in: database, place)
      let file = FileManager.default.temporaryDirectory.appending(path: "cy-\(UUID().uuidString).csv")
      try Self.cy.write(to: file, atomically: true, encoding: .utf8)
      let outcome = try await client.take(.leads, file.path)
      try await client.refresh()
      try await client.close(Self.march)
      _ = try await Revert(database, tenant: client.tenant, zone: client.zone).run(outcome.row.id)
      try await client.refresh()
      let change = try #require(try await client.published().first?.leads.first)
      #expect(change.published == "entered, open at the end" && change.live == nil)
      #expect(change.reasons.count == 1 && change.reasons[0].hasSuffix("was taken back"), "\(change.reasons)")
    }
  }

  @Test func eachClientReadsItsOwnAndTheAgencyAll() async throws {
    try await withMigratedDatabase { database, place in
      let acme = try await Self.client(in: database, place)
      let other = try await Client.make("other", definition: "name: all\n", in: database, place)
      try await other.take(.leads, text: Self.cy)
      try await other.refresh()
      try await acme.close(Self.march)
      try await other.close(Self.march)
      try await other.take(.leads, text: "external_id,created_at\n9,2026-03-10\n")
      try await other.refresh()
      let reader = try await Connection.open(try await database.logins.create(for: acme.tenant).url)
      #expect(try await reader.query("select tenant, leads_changed from report.published_lvr") == [["acme", "0"]])
      #expect(try await reader.query("select * from report.published_change") == [])
      await reader.close()
      let agency = try await Connection.open(try await database.logins.create(for: nil).url)
      let seen = try await agency.query("select tenant, leads_changed from agency.published_lvr order by 1")
      #expect(seen == [["acme", "0"], ["other", "1"]])
      let change = try await agency.query("select tenant, lead_id, published, live from agency.published_change")
      #expect(change == [["other", "2", nil, "entered, open at the end"]])
      await agency.close()
    }
  }

  /// Every month that is over, of random clients: published as read, made of its leads, and not restated by itself.
  @Test func whatIsPublishedIsWhatIsReadAndTheSumOfItsLeads() async throws {
    let failure = try await withMigratedDatabase { database, place in
      try await Campaign(usual: 12).failure { random in
        let told = try await ToldTenant.tell(random, in: database, place)
        let rows = try await told.reading(VelocityQuery(from: Day(0)), random)?.totals ?? []
        var complaints: [String] = []
        let today = Date().timeIntervalSince1970 / 86_400
        for row in rows where !row.isInProgress && Double(row.period.last.number) + 2 < today {
          let published = try await told.client.close(row.period)
          if published.published.counts != row.counts || published.published.figures.lvr != row.figures.lvr {
            complaints.append("\(row.period.name): \(published.published) instead of \(row)")
          }
          if published.isRestated { complaints.append("\(row.period.name) is restated at once") }
        }
        let sums = try await told.client.query(
          """
          select p.period_start from core.publication p
           where (p.opening, p.entered, p.exited_converted, p.exited_disqualified, p.exited_decayed, p.exited_criteria,
                  p.passed_through)::text is distinct from
             (select (coalesce(sum(t.opening * n), 0), coalesce(sum(t.entered * n), 0),
                coalesce(sum(t.exited_converted * n), 0), coalesce(sum(t.exited_disqualified * n), 0),
                coalesce(sum(t.exited_decayed * n), 0), coalesce(sum(t.exited_criteria * n), 0),
                coalesce(sum(t.passed_through * n), 0))::text
                from core.published_part t cross join lateral (select cardinality(t.leads)::bigint as n) as c
               where t.period_start = p.period_start and t.revision = p.revision)
          """)
        return complaints + sums.map { "the parts of \($0[0] ?? "") are not its counts" }
      }
    }
    #expect(failure == nil)
  }
}

extension Client {
  @discardableResult
  fileprivate func close(_ month: Period, revising reason: String? = nil) async throws -> PublishedMonth {
    try await Publication(database, tenant: tenant).close(month, revising: reason)
  }

  fileprivate func published() async throws -> [PublishedReading.Entry] {
    try await database.published(of: tenant, leads: nil)?.months ?? []
  }
}

extension Publication {
  /// What keeps a month from being published; none: it is published.
  fileprivate func obstacles(_ month: Period) async -> [PublicationRefusal.Obstacle] {
    do {
      _ = try await close(month)
    } catch PublicationRefusal.pending(let obstacles) {
      return obstacles
    } catch {
      Issue.record("\(error)")
    }
    return []
  }
}
