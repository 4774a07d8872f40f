import Foundation
import TestSupport
import Testing

/// kill -9 in the middle of an import, again and again.
@Suite struct KilledImportTests {
  @Test func anImportKilledAtTenPointsLeavesTheRowsOfAnUndisturbedOne() async throws {
    try await InstalledHeadway.with { headway in
      let file = try headway.file("events.csv", Self.events(rows: 260_000))
      for slug in ["calm", "killed"] { try await headway.tenant(slug) }
      try await headway.succeed(["import", "events", "calm", file])

      var kills = 0
      // What is committed at once is some 50,000 rows: after the last point there is more than that to do.
      for point in 1...10 {
        kills += try await Self.importUntilKilled(headway, file, past: point * 20_000) ? 1 : 0
      }
      try await headway.succeed(["import", "events", "killed", file, "--resume"])

      // A new client's queries must not wait for autovacuum to have come by.
      let analyzed = try await headway.look(
        "select analyze_count > 0 from pg_stat_user_tables where relid = 'core.profile'::regclass")
      #expect(analyzed == [["t"]])
      #expect(kills == 10, "the import ended before it could be killed")
      for question in Self.questions {
        let calm = try await headway.look(question.replacing("{slug}", with: "calm"))
        let killed = try await headway.look(question.replacing("{slug}", with: "killed"))
        #expect(calm == killed, "\(question)")
      }
    }
  }

  /// Starts the import and kills it as soon as more rows than `past` are committed.
  private static func importUntilKilled(
    _ headway: InstalledHeadway, _ file: String, past rows: Int
  ) async throws -> Bool {
    let process = try HeadwayBinary.start(["import", "events", "killed", file], environment: headway.environment)
    while process.isRunning {
      let done = try await headway.look(
        """
        select i.rows_done from core.import i join guard.tenant t on t.tenant_id = i.tenant_id
        where t.slug = 'killed' and i.state = 'running'
        """)
      if let count = done.first?.first.flatMap({ $0 }).flatMap({ Int($0) }), count >= rows { break }
      await Task.yield()
    }
    let isKilled = process.isRunning
    kill(process.processIdentifier, SIGKILL)
    return await process.end() == SIGKILL && isKilled
  }

  /// Everything that the log and the figures say, the tenant's number left out.
  private static let questions = [
    """
    select count(*), md5(string_agg(concat_ws('|', message, keyring_id, arrival, occurred_at, local_at, type, channel,
      properties), '
    ' order by arrival)) from core.event join guard.tenant using (tenant_id) where slug = '{slug}'
    """,
    """
    select count(*), md5(string_agg(concat_ws('|', keyring_id, keys, lead_id, allotted_lead, first_at, first_arrival), '
    ' order by keyring_id)) from core.keyring join guard.tenant using (tenant_id) where slug = '{slug}'
    """,
    """
    select count(*), md5(string_agg(concat_ws('|', lead_id, created_day, channel, qualified, exits), '
    ' order by lead_id)) from core.qualification join guard.tenant using (tenant_id) where slug = '{slug}'
    """,
    "select import.state, rows_done, rows_new, duplicates, rejected from core.import join guard.tenant using (tenant_id) where slug = '{slug}'",
    "select count(*) from core.dirty join guard.tenant using (tenant_id) where slug = '{slug}'",
    "select next_arrival, next_keyring, next_lead from core.head join guard.tenant using (tenant_id) where slug = '{slug}'",
  ]

  /// Events of 30,000 people under changing keys, some rows equal, some bad.
  private static func events(rows: Int) -> String {
    var text = "external_id,email,type,occurred_at,path,message_id\n"
    text.reserveCapacity(rows * 80)
    for row in 0..<rows {
      let person = (row &* 2_654_435_761) % 30_000
      let email = row % 3 == 0 ? "p\(person)@example.com" : ""
      let day = 1 + row % 28
      let time = "2026-0\(1 + row % 9)-\(day < 10 ? "0" : "")\(day)T10:\(10 + row % 50):00Z"
      let id = row % 2 == 0 ? "m\(row)" : ""
      text += "\(row % 1_000 == 7 ? "" : "c\(person)"),\(email),page_view,\(time),/p\(row % 5),\(id)\n"
    }
    return text
  }
}
