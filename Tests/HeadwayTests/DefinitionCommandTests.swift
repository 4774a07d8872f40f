import Foundation
import TestSupport
import Testing

@Suite struct DefinitionCommandTests {
  @Test func aDefinitionIsStoredAsAVersionAndFollowed() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.succeed(["tenant", "create", "acme", "--name", "Acme", "--timezone", "UTC"])
      #expect(try await headway.run(["definition", "show", "acme"]).status == 3)
      let template = try await headway.succeed(["definition", "templates", "meeting-ready"]).output
      let file = try headway.file("acme.yaml", template)
      try await headway.succeed(["definition", "set", "acme", file])
      let again = try await headway.succeed(["definition", "set", "acme", file])
      #expect(again.errors.contains("has this text already"))
      try await headway.succeed([
        "definition", "set", "acme",
        try headway.file("flow.yaml", template.replacing("basis: stock", with: "basis: flow")),
      ])
      #expect(try await headway.succeed(["definition", "show", "acme", "--version", "1"]).output == template)
      let listed = try await headway.succeed(["definition", "list", "acme", "--format", "csv"]).output.split(
        separator: "\n")
      #expect(
        listed.count == 3 && listed[1].contains("stock") && listed[1].contains(",false,")
          && listed[2].contains(",true,"))
      #expect(try await headway.run(["definition", "show", "acme", "--version", "9"]).status == 3)
      #expect(
        try await headway.look(
          "select g.definition from core.head h join core.generation g on g.generation = h.live_generation")
          == [["2"]])
    }
  }

  @Test func aDefinitionWithATypoIsRefusedAtItsPlaceAndNotStored() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      let file = try headway.file("typo.yaml", "name: typo\nqualified:\n  intent: scroe >= 40\n")
      for arguments in [
        ["definition", "set", "acme", file], ["definition", "check", file],
        ["definition", "check", file, "--tenant", "acme"],
      ] {
        let outcome = try await headway.run(arguments)
        #expect(outcome.status == 4 && outcome.output.isEmpty)
        #expect(
          outcome.errors.contains("typo.yaml:3:11: error:") && outcome.errors.contains("^~~~~")
            && outcome.errors.contains("`score`"))
      }
      #expect(try await headway.look("select count(*) from core.definition") == [["1"]])
    }
  }

  @Test func anExpressionIsTriedWithoutADatabase() async throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "hw-\(UUID().uuidString.prefix(8))")
    func headway(_ arguments: [String]) async throws -> HeadwayBinary.Outcome {
      try await HeadwayBinary.run(arguments, environment: ["HEADWAY_HOME": home.path])
    }
    #expect(try await headway(["definition", "try", "1 + 2 * 3"]).output == "7\n")
    #expect(try await headway(["definition", "try", "1 / 0"]).output == "error: a division by zero\n")
    let wrong = try await headway(["definition", "try", "1 +"])
    #expect(wrong.status == 4 && wrong.errors.contains("^"))
    let files = FileManager.default.temporaryDirectory.appending(path: "hw-\(UUID().uuidString.prefix(8)).jsonl")
    defer { try? FileManager.default.removeItem(at: files) }
    try #"{"lead": {"title": "VP Sales"}, "x": 2}"#.write(to: files, atomically: true, encoding: .utf8)
    let facts = try await headway([
      "definition", "try", #"lead.title.matches("(?i)vp") && x > 1"#, "--facts", files.path,
    ])
    #expect(facts.output == "true\n")
    try """
    {"expr": "x + 1", "bindings": {"x": {"int": "5"}}}
    {"expr": "x / 0", "bindings": {"x": {"int": "5"}}}
    {"expr": "1 +"}
    """.write(to: files, atomically: true, encoding: .utf8)
    let lines = try await headway(["definition", "try", "--jsonl", files.path]).output.split(separator: "\n")
    #expect(
      lines.count == 3 && lines[0] == #"{"value": {"int":"6"}}"#
        && lines[1...].allSatisfy { $0.hasPrefix(#"{"error": ""#) })
    #expect(!FileManager.default.fileExists(atPath: home.path))
  }
}
