import Foundation
import Testing

/// What a caller and an admin type about momentum, and what they read.
@Suite struct MomentumCommandTests {
  private static let definition = """
    name: momentum
    scoring:
      - { event: demo_request, points: 20, depth: 4 }
      - { event: page_view, points: 1, depth: 1 }

    """
  private static let leads = """
    external_id,email,first_name,last_name,title,created_at
    c1,ann@acme.test,Ann,Lee,CTO,2026-01-01
    c2,bob@acme.test,Bob,Ray,Buyer,2026-01-01
    c3,eve@solo.test,Eve,Fox,,2026-01-01

    """
  private static let events = """
    external_id,type,occurred_at,message_id
    c1,demo_request,2026-03-10T09:00:00Z,m1
    c1,demo_request,2026-03-10T10:00:00Z,m2
    c1,demo_request,2026-03-10T11:00:00Z,m3
    c2,page_view,2026-03-10T12:00:00Z,m4
    c3,page_view,2026-01-10T12:00:00Z,m5
    c3,unsubscribe,2026-01-11T12:00:00Z,m6

    """

  @Test func theBoardAndTheCallListSayWhoWhyAndUntilWhen() async throws {
    try await InstalledHeadway.with { headway in
      try await Self.provision(headway)
      let board = try await headway.succeed(["momentum", "acme", "--as-of", "2026-03-10"])
      #expect(board.output.contains("acme, momentum on 2026-03-10: 3 leads that ever engaged"), "\(board.output)")
      #expect(board.output.contains("hot 1   warming 0   neutral 1   cooling 0   cold 1"), "\(board.output)")
      let queue = try await headway.succeed(["queue", "acme", "--as-of", "2026-03-10"])
      #expect(
        queue.output == """
          acme, call list on 2026-03-10: 1 hot, 0 warming

            1  Ann Lee <ann@acme.test>, CTO, acme.test, lead 1
               hot, momentum 29: gains points (120), engages more often, goes deeper, 2 of its company engage, 0 before; last engaged 2026-03-10
               Call today; bring in an executive, offer premium content; by the end of today

          """, "\(queue.output)")
      let late = try await headway.succeed(["queue", "acme", "--as-of", "2026-03-12", "--format", "csv"])
      #expect(late.output.contains("acme,1,1,c1,ann@acme.test,acme.test,29,hot,"), "\(late.output)")
      #expect(late.output.contains(",2026-03-10T23:59:59Z,2026-03-10T11:00:00Z,"), "\(late.output)")
      let accounts = try await headway.succeed(
        ["momentum", "acme", "--accounts", "--as-of", "2026-03-10", "--format", "json"])
      #expect(accounts.output.contains(#""account": "acme.test""#), "\(accounts.output)")

      // Called in the evening: done.
      let call = try headway.file(
        "call.csv", "external_id,type,occurred_at\nc1,call_attempt,2026-03-10T17:00:00Z\n")
      try await headway.succeed(["import", "events", "acme", call])
      let empty = try await headway.succeed(["queue", "acme", "--as-of", "2026-03-11"])
      #expect(empty.output.isEmpty && empty.errors.contains("nobody to call"), "\(empty)")
    }
  }

  @Test func aModelOfOnesOwnRestatesAndAnErrorChangesNothing() async throws {
    try await InstalledHeadway.with { headway in
      try await Self.provision(headway)
      let text = try await headway.succeed(["model", "default"]).output
      #expect(try await headway.succeed(["model", "show", "acme"]).output == text)
      let own = try headway.file("model.yaml", text.replacingOccurrences(of: "hot: 20", with: "hot: 30"))
      try await headway.succeed(["model", "set", "acme", own])
      let board = try await headway.succeed(["momentum", "acme", "--as-of", "2026-03-10"])
      #expect(board.output.contains("hot 0   warming 1"), "\(board.output)")
      let again = try await headway.succeed(["model", "set", "acme", own])
      #expect(again.errors.contains("version 1 has this text already"))
      let wrong = try headway.file("wrong.yaml", "tiers: { hot: 5, warming: 10 }\nwindow: 3\n")
      let refused = try await headway.run(["model", "set", "acme", wrong])
      #expect(refused.status == 4, "\(refused)")
      #expect(refused.errors.contains("wrong.yaml:"), "\(refused.errors)")
      #expect(refused.errors.contains("nothing was stored"), "\(refused.errors)")
      let same = try await headway.succeed(["momentum", "acme", "--as-of", "2026-03-10"])
      #expect(same.output == board.output)
      let verified = try await headway.succeed(["rebuild", "acme", "--verify"])
      #expect(verified.output.contains("differences  0"), "\(verified.output)")
      let missing = try await headway.run(["model", "show", "acme", "--version", "7"])
      #expect(missing.status == 3)
    }
  }

  @Test func callersTakeTurnsAndWorkflowsAreSwitched() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      let on = try await headway.succeed(["workflow", "set", "acme", "hot", "on"])
      #expect(on.errors.contains("headway sdr add acme NAME"), "\(on.errors)")
      try await headway.succeed(["sdr", "add", "acme", "Dana Fox", "--email", "dana@example.com"])
      try await headway.succeed(["sdr", "add", "acme", "Marco"])
      try await headway.succeed(["sdr", "pause", "acme", "Dana Fox"])
      let list = try await headway.succeed(["sdr", "list", "acme", "--format", "csv"])
      #expect(list.output == "name,email,paused,leads\nMarco,,false,0\nDana Fox,dana@example.com,true,0\n")
      let nobody = try await headway.run(["sdr", "pause", "acme", "Nobody"])
      #expect(nobody.status == 3)
      let shown = try await headway.succeed(["workflow", "show", "acme", "--format", "csv"])
      #expect(shown.output.contains("hot,true,") && shown.output.contains("promotion,false,"))
      let wrong = try await headway.run(["workflow", "set", "acme", "hott", "on"])
      #expect(wrong.status == 2)
    }
  }

  private static func provision(_ headway: InstalledHeadway) async throws {
    try await headway.tenant("acme")
    try await headway.succeed(["definition", "set", "acme", try headway.file("momentum.yaml", definition)])
    try await headway.succeed(["import", "leads", "acme", try headway.file("leads.csv", leads)])
    try await headway.succeed(["import", "events", "acme", try headway.file("events.csv", events)])
  }
}
