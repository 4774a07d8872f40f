import Engine
import Foundation
import Intake
import LibPQ
import MigratedDatabase
import SampleClients
import Store
import TestSupport
import Testing
import Workers

/// Every query of `Docs/Reporting.md` is what it says: it runs as it stands, for the login that it is for, and
/// answers that login alone.
@Suite struct ReportingDocumentTests {
  /// A fence of the document, under its heading.
  struct Query: Sendable {
    var title: String
    var text: String
    var isAgencys: Bool { text.contains("agency.") }
  }

  @Test func everyQueryAnswersItsLoginAndNoOther() async throws {
    let queries = try Self.queries()
    #expect(queries.count { !$0.isAgencys } >= 10 && queries.count { $0.isAgencys } >= 3)
    try await withMigratedDatabase { database, place in
      let larkspur = try await Self.larkspur(in: database, place)
      let other = try await database.tenants.create(
        NewTenant(slug: "other", settings: TenantSettings(name: "Other", timezone: "UTC"))
      ).tenant
      let reader = try await Self.open(try await database.logins.create(for: larkspur.tenant).url)
      let stranger = try await Self.open(try await database.logins.create(for: other).url)
      let agency = try await Self.open(try await database.logins.create(for: nil).url)
      var answers: [String: [[String?]]] = [:]
      for query in queries {
        let own = query.isAgencys ? agency : reader
        let rows = try await own.query(query.text)
        answers[query.title] = rows
        #expect(!rows.isEmpty, "\(query.title): no row")
        if query.isAgencys {
          for login in [reader, stranger] { #expect(await Self.isRefused(query.text, to: login), "\(query.title)") }
          #expect(!rows.joined().contains { $0?.contains("@") ?? false }, "\(query.title) names somebody")
        } else {
          #expect(try await stranger.query(query.text) == [], "\(query.title)")
          #expect(await Self.isRefused(query.text, to: agency), "\(query.title)")
        }
      }
      for connection in [reader, stranger, agency] { await connection.close() }
      try await Self.check(answers, of: larkspur)
    }
  }

  // MARK: - What the answers have to be

  /// Each against another way to the same figure.
  private static func check(_ answers: [String: [[String?]]], of client: Client) async throws {
    func rows(_ title: String) throws -> [[String?]] { try #require(answers[title], "no query \"\(title)\"") }
    func number(_ cell: String?) -> Double { cell.flatMap { Double($0) } ?? .nan }

    let months = try rows("The rate, month by month, against the target")
    #expect(months.count == 13 && months.last?[1] == "in_progress")
    let told = try #require(months.last { $0[1] == "final" })
    #expect(told[0] == "2026-05-01" && told[11] != nil && told[13] != nil, "\(told)")

    let channels = try rows("What each channel added to it")
    let sum = channels.reduce(0) { $0 + number($1[4]) }
    #expect(channels.count >= 4 && abs(sum - number(told[6])) < 0.06, "\(sum) is not \(told[6] ?? "-")")

    let qualified = try rows("Who is qualified now, by channel and company")
    #expect(qualified.reduce(0) { $0 + number($1[2]) } == number(months.last?[5]))

    let versions = try rows("Which definition was in force, and what each month was told under")
    #expect(versions.map { $0[5] } == ["f", "t"] && versions[0][4] != nil && versions[0][6] == nil)
    #expect(versions[1][6] == "{2026-04-01,2026-05-01}")

    // What came late is in the month now, and was not when it was told.
    let published = try rows("What was published, and what the same months say now")
    #expect(published.map { $0[0] } == ["2026-04-01", "2026-05-01"] && published.map { $0[7] } == ["0", "1"])
    #expect(number(published[1][4]) == number(published[1][3]) + 1)
    let change = try #require(try rows("Which leads made the difference").first)
    #expect(change[2] == "LATE-1" && change[5] == nil && change[6] == "entered, open at the end", "\(change)")

    let tiers = try rows("Where leads stand, and how many came there this week")
    let standing = try await client.query("select count(*) from report.momentum", asOf: asOf.description)
    #expect(tiers.reduce(0) { $0 + number($1[1]) } == number(standing[0][0]) && tiers.count >= 3)
    let movers = try rows("Who moved from which tier to which, since a week ago")
    #expect(
      movers.filter { $0[1] == "hot" }.reduce(0) { $0 + number($1[2]) } <= number(tiers.first { $0[0] == "hot" }?[1]))
    #expect(movers.allSatisfy { $0[0] != $0[1] })

    let calls = try rows("Whom to call")
    #expect(calls.map { $0[0] } == calls.indices.map { "\($0 + 1)" } && calls.contains { $0[1] == "LATE-1" })
    let path = try rows("How one lead got where it is")
    #expect(zip(path, path.dropFirst()).allSatisfy { $0[1] == $1[0] } && path.last?[1] == nil)
    let first = try #require(path.last { ($0[0] ?? "") <= asOf.description })
    #expect(first[2] == calls[0][3] && first[7] == calls[0][4])

    let cohorts = try rows("What becomes of the leads of a month, and after how many days")
    let leads = try await client.query("select count(*), count(*) filter (where stage = 'customer') from report.lead")
    #expect(cohorts.reduce(0) { $0 + number($1[1]) } == number(leads[0][0]))
    #expect(cohorts.reduce(0) { $0 + number($1[6]) } == number(leads[0][1]))
    #expect(cohorts.allSatisfy { number($0[4]) <= number($0[2]) && number($0[2]) <= number($0[1]) })

    // Exits of a month as spans, and as the waterfall has them.
    let exits = try rows("Why leads stop being qualified, month by month")
    for month in months {
      let row = exits.first { $0[0] == month[0] }
      #expect(number(row?[1] ?? "0") == number(month[4]), "\(month) \(row ?? [])")
    }

    let waking = try rows("Which companies wake up")
    #expect(waking.allSatisfy { number($0[3]) > number($0[4]) && number($0[3]) <= number($0[6]) })
    let alerts = try rows("What was told in the last week")
    #expect(alerts.contains { $0[0] == "hot" && number($0[1]) >= 1 }, "\(alerts)")

    #expect(
      try rows("Which clients need a look").map { $0[0] }.sorted { ($0 ?? "") < ($1 ?? "") } == ["larkspur", "other"])
    let carrying = try rows("Which channels carry all clients' pipelines")
    #expect(carrying.reduce(0) { $0 + number($1[3]) } == number(told[5]))
    #expect(try rows("Which published figures are others now").map { $0[1] } == ["2026-05-01"])
  }

  // MARK: - A client with a year behind it

  private static let asOf = Day(iso: "2026-06-14") ?? Day(0)

  /// A sample client; two months of it are published, and then something comes late.
  private static func larkspur(in database: Database, _ place: TestDatabase) async throws -> Client {
    let agency = try SampleAgency(today: asOf + 1)
    let files = try #require(agency.folders.first { $0.slug == "larkspur" })
    let client = try await Client.make(
      files.slug, zone: "America/New_York", arr: 4_200_000,
      identities: [.externalID, .email, .linkedin, .anonymousID], definition: files.definition, in: database, place)
    try await client.define(files.definition + "# Agreed again in spring.\n", version: 2)
    let folder = FileManager.default.temporaryDirectory.appending(path: "reporting-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try agency.write(into: folder)
    for kind in [FileKind.leads, .events, .deals] {
      try await client.take(kind, folder.appending(path: "larkspur/\(kind.rawValue).csv").path)
    }
    let refresh = Refresh(database, tenant: client.tenant.id, today: asOf)
    _ = try await refresh.drain()
    let publication = Publication(database, tenant: client.tenant)
    for month in ["2026-04", "2026-05"] {
      _ = try await publication.close(try #require(Period(name: month)))
    }
    for (kind, text) in late {
      let file = folder.appending(path: "late.csv")
      try text.write(to: file, atomically: true, encoding: .utf8)
      try await client.take(kind, file.path)
    }
    _ = try await refresh.drain()
    return client
  }

  /// Somebody who was qualified in May, and turned hot today.
  private static let late: [(FileKind, String)] = [
    (
      .leads,
      """
      external_id,email,title,domain,channel,email_verified,created_at,account.industry,account.employees
      LATE-1,lee@late.example,VP Operations,late.example,inbound,true,2026-05-02T10:00:00-04:00,software,100

      """
    ),
    (
      .events,
      """
      external_id,type,occurred_at,to,path
      LATE-1,stage,2026-05-04T10:00:00-04:00,mql,
      LATE-1,demo_request,2026-05-05T10:00:00-04:00,,
      LATE-1,demo_request,2026-06-14T09:00:00-04:00,,
      LATE-1,page_view,2026-06-14T09:10:00-04:00,,/pricing
      LATE-1,meeting_booked,2026-06-14T09:20:00-04:00,,
      LATE-1,demo_request,2026-06-14T09:40:00-04:00,,

      """
    ),
  ]

  // MARK: -

  /// Answers for the day on which the samples end.
  private static func open(_ url: String) async throws -> Connection {
    let connection = try await Connection.open(url)
    try await connection.simple("set headway.as_of = '\(asOf)'")
    return connection
  }

  private static func isRefused(_ text: String, to connection: Connection) async -> Bool {
    do {
      _ = try await connection.query(text)
      return false
    } catch {
      return error.isRefusal(.insufficientPrivilege)
    }
  }

  private static func queries(file: String = #filePath) throws -> [Query] {
    let document = URL(filePath: file).deletingLastPathComponent().appending(path: "../../Docs/Reporting.md")
    var queries: [Query] = []
    var title = ""
    var inside = false
    for line in try String(contentsOf: document.standardizedFileURL, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if line == "```sql" {
        inside = true
        queries.append(Query(title: title, text: ""))
      } else if line == "```" {
        inside = false
      } else if inside {
        queries[queries.count - 1].text += line + "\n"
      } else if line.hasPrefix("#") {
        title = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)
      }
    }
    return queries
  }
}
