import Foundation
import Testing

/// What an account manager types at the end of a month, and when somebody asks why a figure is another one.
@Suite struct CloseCommandTests {
  private static let definition = "name: mql\nqualified:\n  ready: reached(\"mql\")\n"
  private static let leads = """
    external_id,email,first_name,last_name,created_at,mql_at
    1,ann@acme.test,Ann,Lee,2026-01-02,2026-01-05
    2,bob@acme.test,Bob,Ray,2026-01-02,2026-01-06
    3,eve@solo.test,Eve,Fox,2026-02-01,2026-02-03

    """

  @Test func aMonthIsPublishedOnceAndWhatComesLaterIsExplained() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.succeed(["tenant", "create", "acme", "--name", "Acme", "--timezone", "UTC"])
      let early = try await headway.run(["close", "acme", "2026-02"])
      #expect(early.status == 4 && early.errors.contains("has no definition of \"qualified\" yet"), "\(early)")
      try await headway.succeed(["definition", "set", "acme", try headway.file("mql.yaml", Self.definition)])
      try await headway.succeed(["import", "leads", "acme", try headway.file("leads.csv", Self.leads)])

      let running = try await headway.run(["close", "acme", "2026-02", "--as-of", "2026-02-28"])
      #expect(running.status == 4 && running.errors.contains("2026-02 is not over: today is 2026-02-28"), "\(running)")
      let ahead = try await headway.run(["close", "acme", "2199-01", "--as-of", "2199-12-31"])
      #expect(ahead.status == 4 && ahead.errors.contains("2199-01 is not over"), "\(ahead)")
      let none = try await headway.run(["close", "acme", "2025-12"])
      #expect(none.status == 3 && none.errors.contains("they begin with 2026-01"), "\(none)")
      let week = try await headway.run(["close", "acme", "2026-W06"])
      #expect(week.status == 2, "\(week)")
      let nothing = try await headway.succeed(["lvr", "acme", "--published"])
      #expect(nothing.output.isEmpty && nothing.errors.contains("no month was published"), "\(nothing)")

      let closed = try await headway.succeed(["close", "acme", "2026-02", "--format", "csv"])
      #expect(closed.output.contains("acme,2026-02-01,1,"), "\(closed.output)")
      #expect(closed.output.contains(",2,1,0,3,50.000000,,surge,"), "\(closed.output)")
      let twice = try await headway.run(["close", "acme", "2026-02"])
      #expect(twice.status == 4 && twice.errors.contains("headway close acme 2026-02 --revise REASON"), "\(twice)")

      let late = "external_id,email,created_at,mql_at\n4,dan@late.test,2026-02-10,2026-02-12\n"
      try await headway.succeed(["import", "leads", "acme", try headway.file("late.csv", late)])
      let text = try await headway.succeed(["lvr", "acme", "--published"]).output
      #expect(text.contains("published as 50.0 %, now 100.0 %; a lead has another part in it"), "\(text)")
      #expect(text.contains("  entered 1 → 2, closing 3 → 4, created 1 → 2\n"), "\(text)")
      #expect(text.contains("   4  dan@late.test  not in it  entered, open at the end  a row in "), "\(text)")
      let live = try await headway.succeed(["lvr", "acme"]).output
      #expect(live.contains("Published otherwise: 2026-02 as 50.0 %; --published says why."), "\(live)")
      let csv = try await headway.succeed(["lvr", "acme", "--published", "--format", "csv"]).output
      #expect(csv.split(separator: "\n").count == 2 && csv.hasSuffix(",100.000000,surge,,1\n"), "\(csv)")
      let json = try await headway.succeed(["lvr", "acme", "--published", "--format", "json"]).output
      #expect(json.contains(#""live_lvr": 100.000000"#) && json.contains(#""email":"dan@late.test""#), "\(json)")

      let again = try await headway.succeed(["close", "acme", "2026-02", "--revise", "Dan was forgotten"])
      #expect(again.errors.contains("revision 1 is kept"), "\(again)")
      let settled = try await headway.succeed(["lvr", "acme", "--published", "--format", "json"]).output
      #expect(settled.contains(#""revision": 2, "reason": "Dan was forgotten""#), "\(settled)")
      #expect(settled.contains(#""leads": []"#), "\(settled)")
      let unfit = try await headway.run(["lvr", "acme", "--published", "--by", "channel"])
      #expect(unfit.status == 2, "\(unfit)")
    }
  }

  @Test func thePortfolioShowsEveryClientWithoutAnAgencyLogin() async throws {
    try await InstalledHeadway.with { headway in
      let empty = try await headway.succeed(["portfolio"])
      #expect(empty.output.isEmpty && empty.errors.contains("there is no tenant yet"), "\(empty)")
      try await headway.tenant("acme", definition: Self.definition)
      try await headway.tenant("bolt", definition: Self.definition)
      try await headway.succeed(["import", "leads", "acme", try headway.file("leads.csv", Self.leads)])
      let text = try await headway.succeed(["portfolio", "--as-of", "2026-03-10"]).output
      #expect(text.hasPrefix("2 clients, 2026-02: no unusual change\n\nclient "), "\(text)")
      #expect(text.contains("\nacme     50.0  "), "\(text)")
      #expect(text.contains("\nbolt        –") && text.contains("no leads"), "\(text)")
      let csv = try await headway.succeed(["portfolio", "--as-of", "2026-03-10", "--sort", "name", "--format", "csv"])
      #expect(
        csv.output.contains("\nacme,acme,active,1,stock,2026-02-01,2026-02-28,,2,1,0,3,50.000000,50.0,"), "\(csv)")
    }
  }
}
