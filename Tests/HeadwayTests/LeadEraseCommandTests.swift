import Foundation
import Testing

/// What an agency types when a person asks to be forgotten.
@Suite struct LeadEraseCommandTests {
  private static let definition = "name: mql\nqualified:\n  ready: reached(\"mql\")\n"
  private static let header = "external_id,email,first_name,last_name,created_at,mql_at\n"
  private static let ann = "1,ann@acme.test,Ann,Lee,2026-01-02,2026-01-05\n"
  private static let bob = "2,bob@acme.test,Bob,Ray,2026-02-02,2026-02-06\n"

  @Test func thePersonGoesTheFiguresStayAndNoFileBringsThePersonBack() async throws {
    try await withLeads { headway in
      let figures = try await headway.succeed(["lvr", "acme", "--format", "csv"]).output
      let erased = try await headway.succeed(["lead", "erase", "acme", "ann@acme.test", "--yes", "--format", "csv"])
      #expect(
        erased.output == """
          lead_id,still_counted,records,events,alerts,rejects,messages,deals_unnamed,keys_refused
          1,true,1,1,0,0,0,0,2

          """, "\(erased)")
      #expect(erased.errors == "lead 1 is erased; rows with one of its keys are rejected from now on\n", "\(erased)")
      #expect(try await headway.succeed(["lvr", "acme", "--format", "csv"]).output == figures)
      #expect(try await headway.succeed(["job", "list", "acme"]).errors.contains("nothing waits"))

      let again = try headway.file(
        "again.csv", Self.header + Self.ann + "3,cy@acme.test,Cy,Fox,2026-02-02,2026-02-07\n")
      let taken = try await headway.succeed(["import", "leads", "acme", again, "--format", "csv"])
      #expect(taken.output.hasSuffix(",2,1,0,0,1\n") && taken.errors.contains("1 row was rejected"), "\(taken)")
      let rejects = try String(contentsOfFile: again + ".rejects.csv", encoding: .utf8)
      #expect(rejects.contains("2,,erased,") && !rejects.contains("ann@") && !rejects.contains("Lee"), "\(rejects)")
      #expect(try await headway.run(["import", "leads", "acme", again, "--strict"]).status == 1)

      for name in ["1", "ann@acme.test", "external_id:1"] {
        for verb in [["erase", "--yes"], ["show"]] {
          let gone = try await headway.run(["lead", verb[0], "acme", name] + verb.dropFirst())
          #expect(
            gone.status == 3 && gone.output.isEmpty && gone.errors.contains(" was erased"), "\(verb) \(name): \(gone)")
        }
      }
      let byNumber = try await headway.run(["lead", "erase", "acme", "1", "--yes"])
      #expect(byNumber.errors.hasPrefix("headway: lead 1 was erased on 20"), "\(byNumber)")
      // Who asked in the database itself finds no word of the person.
      #expect(try await headway.look("select 1 from core.record r where r::text ilike '%ann%'") == [])
    }
  }

  @Test func whatCannotBeErasedSaysSoAndChangesNothing() async throws {
    try await withLeads { headway in
      for (arguments, status, sentence) in [
        (["acme", "ann@acme.test"], Int32(4), "would erase lead 1 (Ann Lee <ann@acme.test>), for good"),
        (["acme", "ann@acme.test"], 4, "add --yes"), (["acme", "else@acme.test", "--yes"], 3, "there is no lead"),
        (["acme", "77", "--yes"], 3, "a bare number is Headway's own; an id of yours is named external_id:77"),
        (["nobody", "1", "--yes"], 3, "there is no tenant 'nobody'"), (["acme"], 2, "Missing expected argument"),
        (["acme", "info@acme.test", "--yes"], 2, "it is a mailbox of a role, not of a person"),
        (["acme", "email:ann", "--yes"], 2, "it is no e-mail address"), (["acme", "1", "2", "--yes"], 2, "Unexpected"),
      ] {
        let answer = try await headway.run(["lead", "erase"] + arguments)
        #expect(answer.status == status && answer.output.isEmpty, "\(arguments): \(answer)")
        #expect(answer.errors.contains(sentence), "\(arguments): \(answer.errors)")
      }
      try await headway.succeed(["tenant", "suspend", "acme"])
      let closed = try await headway.run(["lead", "erase", "acme", "1", "--yes"])
      #expect(closed.status == 4 && closed.errors.contains("suspended"), "\(closed)")
      #expect(try await headway.look("select count(*) from core.record") == [["2"]])
      #expect(try await headway.look("select count(*) from core.erased") == [["0"]])
    }
  }

  private func withLeads(_ work: (InstalledHeadway) async throws -> Void) async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme", definition: Self.definition)
      let leads = try headway.file("leads.csv", Self.header + Self.ann + Self.bob)
      try await headway.succeed(["import", "leads", "acme", leads])
      let events = try headway.file("events.csv", "external_id,type,occurred_at\n1,page_view,2026-03-01T10:00:00Z\n")
      try await headway.succeed(["import", "events", "acme", events])
      try await work(headway)
    }
  }
}
