import Engine
import MigratedDatabase
import Store
import Testing

@testable import Intake

/// Batches of more events than are taken one by one: what the log has already stays as it came, and says nothing of people.
@Suite struct KnownEventTests {
  static let definition = "name: visitors\nqualified:\n  intent: events(\"page_view\").exists()\n"

  private static func line(_ person: String, _ day: Int, _ message: String) -> String {
    "\(person)@acme.test,page_view,2026-01-\(day < 10 ? "0" : "")\(day),\(message)\n"
  }

  private static func file(_ lines: [String]) -> String {
    "email,type,occurred_at,message_id\n" + lines.joined()
  }

  @Test func anOverlappingFileAddsWhatIsNewAndNothingElse() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      let first = (0..<200).map { Self.line("p\($0)", 10, "m\($0)") }
      let row = try await client.take(.events, text: Self.file(first)).row
      #expect(row.rowsNew == 200 && row.duplicates == 0)

      let old = Array(first[100..<200])
      let new = (200..<300).map { Self.line("p\($0)", 11, "m\($0)") }
      let others = [
        // Under a known id: nobody is made of it.
        Self.line("ghost", 1, "m0"),
        // First shown by what the log has under another name, so not by that.
        Self.line("late", 2, "m1"), Self.line("late", 9, "late"),
        // The second of the same file: as if it were not there.
        Self.line("late", 3, "m250"),
      ]
      let grown = try await client.take(.events, text: Self.file(old + new + others)).row
      #expect(grown.rowsNew == 101)
      #expect(grown.duplicates == 103)
      #expect(grown.conflicting == 3)
      #expect(
        try await client.query("select count(*), count(distinct message) from core.event") == [["301", "301"]])
      #expect(
        try await client.query(
          """
          select keys[1], first_at::date from core.keyring
          where keys[1] ~ '(ghost|late|p0|p250)@' order by 1
          """) == [
            ["email:late@acme.test", "2026-01-09"], ["email:p0@acme.test", "2026-01-10"],
            ["email:p250@acme.test", "2026-01-11"],
          ])
    }
  }

  @Test func aFileThatSaysTheSameTwiceIsTakenOnce() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      let lines = (0..<100).map { Self.line("p\($0)", 10, "m\($0)") }
      let row = try await client.take(.events, text: Self.file(lines + lines)).row
      #expect(row.rowsNew == 100 && row.duplicates == 100 && row.conflicting == 0)
      #expect(try await client.query("select count(*) from core.event") == [["100"]])
      #expect(try await client.query("select count(*) from core.keyring") == [["100"]])
    }
  }

  /// The second half of it is read when the first is beside the log, not in it.
  @Test func aFileOfManyPortionsIsReadAsOne() async throws {
    try await withMigratedDatabase { database, place in
      let client = try await Client.make(definition: Self.definition, in: database, place)
      let rows = BatchSize.portion
      let lines = (0..<rows).map { Self.line("p\($0 % 50)", 10, "m\($0)") }
      let later = [
        // Under an id of the portion before: nobody is made of it.
        Self.line("ghost", 1, "m0"),
        Self.line("late", 2, "m1"), Self.line("late", 9, "late"),
        // The second of the same file: as if it were not there.
        lines[7],
      ]
      let row = try await client.take(.events, text: Self.file(lines + later)).row
      #expect(row.rowsDone == rows + 4 && row.rowsNew == rows + 1)
      #expect(row.duplicates == 3)
      #expect(row.conflicting == 2)
      #expect(
        try await client.query("select count(*), count(distinct message) from core.event")
          == [["\(rows + 1)", "\(rows + 1)"]])
      #expect(
        try await client.query("select keys[1], first_at::date from core.keyring where keys[1] ~ '(ghost|late)@'")
          == [["email:late@acme.test", "2026-01-09"]])
    }
  }
}
