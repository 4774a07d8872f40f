import Foundation
import Testing

/// What a definition would have meant is what it means once it is stored, and looking changes nothing.
@Suite struct DefinitionPreviewTests {
  private static let running = "name: open\nqualified:\n  fit: lead.seats >= 20\ndecay: { idle: 60 }\n"
  private static let stricter = "name: strict\nqualified:\n  fit: lead.seats >= 50\ndecay: { idle: 30 }\n"

  @Test func aPreviewIsWhatTheDefinitionThenShows() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme", definition: Self.running)
      try await headway.succeed(["import", "leads", "acme", try headway.file("leads.csv", Self.leads)])
      try await headway.succeed(["import", "deals", "acme", try headway.file("deals.csv", Self.deals)])
      let file = try headway.file("strict.yaml", Self.stricter)
      let before = try await headway.look(Self.everything)

      let asked = ["definition", "preview", "acme", file, "--as-of", "2026-10-15", "--limit", "3"]
      let preview = try await Self.document(headway, asked)
      #expect(try await headway.look(Self.everything) == before)
      let old = try await Self.lvr(headway)
      try await headway.succeed(["definition", "set", "acme", file])
      let new = try await Self.lvr(headway)

      #expect(preview.months.map(\.lvr) == old.map(\.lvr))
      #expect(preview.months.map(\.lvr_new) == new.map(\.lvr))
      #expect(preview.months.map(\.closing) == old.map(\.closing))
      #expect(preview.months.map(\.closing_new) == new.map(\.closing))
      #expect(preview.gained == 0 && preview.lost > 20)
      #expect(preview.qualified_now - preview.lost == preview.qualified_new)
      #expect(preview.lost_examples.count == 3)
      for example in preview.lost_examples {
        #expect(example.decided.first?.hasPrefix("fit: lead.seats >= 50 is no (lead.seats ") ?? false, "\(example)")
      }
      // Back again, with a lower bar and customers among the strict ones alone.
      let again = try await headway.succeed([
        "definition", "preview", "acme", try headway.file("open.yaml", Self.running), "--as-of", "2026-10-15",
      ])
      #expect(again.errors.contains("this lowers the bar"), "\(again.errors)")
      let difference = try await headway.succeed(["definition", "diff", "acme", "1", "2"])
      #expect(
        difference.output.contains("\n-   fit: lead.seats >= 20\n- decay: { idle: 60 }\n+   fit: lead.seats >= 50\n"),
        "\(difference.output)")
      #expect(try await headway.run(["definition", "diff", "acme", "1", "9"]).status == 3)
    }
  }

  @Test func readersSeeTheOldFiguresUntilAWorkerHasComputedTheNewOnes() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme", definition: Self.running)
      try await headway.succeed(["import", "leads", "acme", try headway.file("leads.csv", Self.leads)])
      let old = try await Self.lvr(headway)
      let file = try headway.file("strict.yaml", Self.stricter)
      let set = try await headway.succeed(["definition", "set", "acme", file, "--no-wait"])
      #expect(set.errors.contains("as soon as a worker has computed them"), "\(set.errors)")
      #expect(try await Self.lvr(headway) == old)
      let worker = try await headway.succeed(["worker", "--once"])
      #expect(worker.errors.contains("acme: computed all 240 leads anew"), "\(worker.errors)")
      #expect(try await Self.lvr(headway) != old)
      let shown = try await headway.succeed(["definition", "show", "acme"])
      #expect(shown.output == Self.stricter)
      #expect(try await headway.succeed(["worker", "--once"]).errors.contains("nothing was due"))
    }
  }

  @Test func aGateThatNobodyMeetsIsWarnedOfAndTheWarningIsKept() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme", definition: Self.running)
      let file = try headway.file(
        "huge.yaml", "name: huge\nqualified:\n  fit: lead.seats >= 90\n  ready: lead.seats >= 10\ndecay: { idle: 60 }\n"
      )
      // Of nobody nothing is known.
      let early = try await headway.succeed(["definition", "check", file, "--tenant", "acme"])
      #expect(!early.errors.contains("no lead has ever met"), "\(early.errors)")
      try await headway.succeed(["import", "leads", "acme", try headway.file("leads.csv", Self.leads)])
      let set = try await headway.succeed(["definition", "set", "acme", file])
      #expect(set.errors.contains("huge.yaml:3:8: warning: no lead has ever met `fit`"), "\(set.errors)")
      #expect(!set.errors.contains("`ready`"), "\(set.errors)")
      #expect(try await headway.look("select cardinality(warnings) from core.definition where version = 2") == [["1"]])
    }
  }

  @Test func aDefinitionWithAnErrorIsNotPreviewed() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme", definition: Self.running)
      let file = try headway.file("bad.yaml", "name: bad\nqualified:\n  fit: lead.seats >=\n")
      let outcome = try await headway.run(["definition", "preview", "acme", file])
      #expect(outcome.status == 4 && outcome.output.isEmpty)
      #expect(outcome.errors.contains("bad.yaml:3:"), "\(outcome.errors)")
    }
  }

  private static let everything = """
    select (select md5(string_agg(q::text, '' order by q::text)) from core.qualification q),
      (select md5(string_agg(d::text, '' order by d::text)) from core.definition d),
      (select md5(string_agg(g::text, '' order by g::text)) from core.generation g)
    """

  private struct Month: Decodable, Equatable {
    let lvr: Double?
    let lvr_new: Double?
    let closing: Int?
    let closing_new: Int?
  }

  private struct Example: Decodable {
    let decided: [String]
  }

  private struct Preview: Decodable {
    let months: [Month]
    let gained: Int
    let lost: Int
    let qualified_now: Int
    let qualified_new: Int
    let lost_examples: [Example]
  }

  private static func document(_ headway: InstalledHeadway, _ arguments: [String]) async throws -> Preview {
    let outcome = try await headway.succeed(arguments + ["--format", "json"])
    return try JSONDecoder().decode(Preview.self, from: Data(outcome.output.utf8))
  }

  private static func lvr(_ headway: InstalledHeadway) async throws -> [Month] {
    let outcome = try await headway.succeed([
      "lvr", "acme", "--from", "2024-11-01", "--as-of", "2026-10-15", "--format", "json",
    ])
    return try JSONDecoder().decode([Month].self, from: Data(outcome.output.utf8))
  }

  /// One a day, of sizes that are spread.
  private static var leads: String {
    var text = "external_id,created_at,seats\n"
    for index in 0..<240 {
      let (month, day) = (1 + index / 27, 1 + index % 27)
      text += "c\(index),2026-0\(month)-\(day < 10 ? "0" : "")\(day),\((index * 37) % 90)\n"
    }
    return text
  }

  /// The large ones buy.
  private static var deals: String {
    var text = "deal_id,external_id,status,closed_at\n"
    for index in 0..<240 where (index * 37) % 90 >= 70 {
      let (month, day) = (1 + index / 27, 1 + index % 27)
      text += "d\(index),c\(index),won,2026-0\(month)-\(day < 10 ? "0" : "")\(day + (day < 27 ? 1 : 0))\n"
    }
    return text
  }
}
