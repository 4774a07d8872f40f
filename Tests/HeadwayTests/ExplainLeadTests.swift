import Foundation
import Testing

/// What somebody reads who asks why a lead counts, word for word.
@Suite struct ExplainLeadTests {
  private static let definition = """
    name: ready
    qualified:
      fit: lead.title.matches("VP") && lead.seats >= 50
      intent: score >= 40 || events("demo").within(30).exists()
      ready: reached("mql")
    decay: { idle: 45, age: 180 }
    scoring:
      - { event: page_view, points: 1 }
      - { event: demo, points: 20 }

    """
  private static let leads = """
    external_id,email,first_name,title,seats,created_at,mql_at
    c1,ann@example.com,Ann,VP Sales,80,2026-01-01,2026-01-05
    c2,bob@example.com,Bob,Intern,80,2026-01-01,2026-01-05
    c3,eve@example.com,Eve,VP Sales,,2026-01-01,

    """
  private static let events = """
    external_id,type,occurred_at,message_id
    c1,demo,2026-01-10T09:30:00Z,m1
    c2,page_view,2026-01-11T10:00:00Z,m2
    c2,page_view,2026-01-11T11:00:00Z,m3

    """

  @Test func eachGateItsPartsAndTheDaysAheadAreSaid() async throws {
    try await InstalledHeadway.with { headway in
      try await Self.provision(headway)
      let ann = try await headway.succeed(["explain", "lead", "acme", "ann@example.com", "--as-of", "2026-01-20"])
      #expect(
        ann.output == """
          Ann <ann@example.com>, VP Sales, example.com: lead 1 of acme
          Qualified, since 2026-01-10: intent: demo 09:30
          created 2026-01-01, first touch unknown, stage mql (since 2026-01-05, mql_at in leads.csv)
          definition 2 "ready", at the end of 2026-01-20

          fit: yes, is it the kind of customer that is wanted?
            lead.title.matches("VP") && lead.seats >= 50
            lead.title.matches("VP")  yes
              lead.title              "VP Sales"  in leads.csv
            lead.seats >= 50          yes
              lead.seats              80          in leads.csv

          intent: yes, does it show interest?
            score >= 40 || events("demo").within(30).exists()
            score >= 40                         no
              score                             20     +20 by demo
            events("demo").within(30).exists()  yes    demo 2026-01-10 09:30

          ready: yes, is it far enough for sales?
            reached("mql")  yes    since 2026-01-05, mql_at in leads.csv

          Time
            last engaged 2026-01-10; 45 days without engagement take it out on 2026-02-24
            180 days after it was created it is out for good: on 2026-06-30

          Next, if nothing new comes
            2026-02-09  leaves, as a gate no longer holds: intent: demo of 2026-01-10 no longer in the last 30 days

          Momentum: 11, warming since 2026-01-10, stagnating
            velocity       5  a gain of 20 points in the last 30 days: at least 20
                              +20 by demo
            frequency      3  1 engagement event in the last 14 days against none in the 14 before: none before
                              demo 2026-01-10 09:30
            content        0  nothing as the deepest in the last 14 days against nothing in the 30 before: nothing recently and nothing before
            stakeholders   3  2 stakeholders in the last 30 days against none in the 30 before: at least 1 more than before
                              beside this one lead 2

          What would make it hot: 9 more, the next steps
            velocity: 40 points of gain would give 8, now 5
            frequency: 3 engagement events in the last 14 days would give 8, now 3
            content: awareness in the last 14 days would give 1, now 0
            stakeholders: 3 stakeholders in the last 30 days would give 6, now 3

          Momentum ahead, if nothing new comes
            2026-01-24  -2, neutral
            2026-02-07  0, neutral
            2026-02-09  -11, cold
            2026-02-10  -14, cold
            2026-03-11  -11, cold

          """)
    }
  }

  @Test func whatIsMissingIsSaidForWhoeverIsNotQualified() async throws {
    try await InstalledHeadway.with { headway in
      try await Self.provision(headway)
      let bob = try await headway.succeed(["explain", "lead", "acme", "external_id:c2", "--as-of", "2026-01-20"])
      #expect(bob.output.contains("\nNot qualified; it never was\n"))
      #expect(
        bob.output.contains(
          """
          What would qualify it
            fit: lead.title.matches("VP"): now no
            intent: any one of
              score >= 40: now 2, 38 to go
              events("demo").within(30).exists(): now 0, 1 to go

          """), "\(bob.output)")
      let eve = try await headway.succeed(["explain", "lead", "acme", "external_id:c3", "--as-of", "2026-03-01"])
      #expect(eve.output.contains("  an engagement, such as a visit or a reply: there was none\n"))
      #expect(eve.output.contains("  fit: lead.seats >= 50: now not known\n"), "\(eve.output)")
      #expect(eve.output.contains("  ready: reached(\"mql\"): the stage is lead\n"))
      let old = try await headway.succeed(["explain", "lead", "acme", "external_id:c1", "--as-of", "2026-08-01"])
      #expect(old.output.contains("  nothing any more: since 2026-06-30 it is too old (created 2026-01-01)\n"))
      let early = try await headway.run(["explain", "lead", "acme", "external_id:c1", "--as-of", "2025-12-31"])
      #expect(early.status == 3 && early.errors.contains("created on 2026-01-01"), "\(early.errors)")
    }
  }

  private static func provision(_ headway: InstalledHeadway) async throws {
    try await headway.tenant("acme")
    try await headway.succeed(["definition", "set", "acme", try headway.file("ready.yaml", definition)])
    try await headway.succeed(["import", "leads", "acme", try headway.file("leads.csv", leads)])
    try await headway.succeed(["import", "events", "acme", try headway.file("events.csv", events)])
  }
}
