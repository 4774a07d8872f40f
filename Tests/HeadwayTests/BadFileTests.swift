import Foundation
import Testing

/// What an agency's clients really send: each file goes in right, or is refused with a sentence,
/// and nothing of a refused one is stored.
@Suite struct BadFileTests {
  static let folder = sharedFolder("bad-csv/csvkit")

  /// File, what the sentence must say.
  static let refused: [(String, String)] = [
    ("empty.csv", "empty"), ("dummy.csv.gz", "gzip"), ("test.xlsx", "spreadsheet"), ("test_latin1.csv", "UTF-8"),
  ]

  @Test(.enabled(if: folder != nil, "the shared data folder is absent"), arguments: refused)
  func aFileThatIsNoneIsRefusedAsAWhole(file: String, says: String) async throws {
    let folder = try #require(Self.folder)
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      let outcome = try await headway.run(["import", "leads", "acme", folder.appending(path: file).path])
      #expect(outcome.status == 4)
      #expect(outcome.errors.contains(file))
      #expect(outcome.errors.localizedCaseInsensitiveContains(says), "\(outcome.errors)")
      try await Self.expectNothingStored(headway)
    }
  }

  @Test func aRowOfAHundredMegabytesIsRefusedWithItsLine() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      let file = try headway.file(
        "long.csv",
        "email,note\na@example.com,short\nb@example.com," + String(repeating: "x", count: 100_000_000) + "\n")
      let outcome = try await headway.run(["import", "leads", "acme", file])
      #expect(outcome.status == 4)
      #expect(outcome.errors.contains("line 3"), "\(outcome.errors)")
      try await Self.expectNothingStored(headway)
    }
  }

  @Test func aDateInTheFutureIsARejectedRowAndTheRestIsImported() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      let file = try headway.file(
        "leads.csv", "email,created_at\na@example.com,2026-01-02\nb@example.com,2999-01-01\n")
      let outcome = try await headway.run(["import", "leads", "acme", file])
      #expect(outcome.status == 0)
      let rejects = try String(contentsOfFile: file + ".rejects.csv", encoding: .utf8)
      #expect(rejects.contains("3,created_at,future,"), "\(rejects)")
      #expect(rejects.contains("b@example.com,2999-01-01"), "\(rejects)")
      #expect(try await headway.look("select count(*) from core.record") == [["1"]])
      let strict = try await headway.run(["import", "leads", "acme", file, "--strict", "--received", "2026-02-01"])
      #expect(strict.status == 1)
    }
  }

  @Test func aMapThatNamesAnUnknownColumnIsRefusedWithItsPlace() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      let file = try headway.file("leads.csv", "mail,made\na@example.com,2026-01-02\n")
      let map = try headway.file("map.yaml", "email: mail\ncreated_at: mde\n")
      let outcome = try await headway.run(["import", "leads", "acme", file, "--map", map])
      #expect(outcome.status == 4)
      #expect(outcome.errors.contains("map.yaml:2:"), "\(outcome.errors)")
      #expect(outcome.errors.contains("did you mean `made`"), "\(outcome.errors)")
      try await Self.expectNothingStored(headway)
    }
  }

  @Test func aDefinitionWithATypoIsRefusedWithACaretAndNothingChanges() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      let file = try headway.file("typo.yaml", "name: typo\nqualified:\n  ready: reeched(\"mql\")\n")
      let outcome = try await headway.run(["definition", "set", "acme", file])
      #expect(outcome.status == 4)
      #expect(outcome.errors.contains("typo.yaml:3:"), "\(outcome.errors)")
      #expect(outcome.errors.contains("^"), "\(outcome.errors)")
      #expect(try await headway.look("select count(*) from core.definition") == [["1"]])
    }
  }

  private static func expectNothingStored(_ headway: InstalledHeadway) async throws {
    for table in ["import", "record", "event", "keyring", "reject"] {
      #expect(try await headway.look("select count(*) from core.\(table)") == [["0"]], "core.\(table)")
    }
  }
}

/// The data beside the repository; tests that use it skip where it is absent.
func sharedFolder(_ name: String, file: String = #filePath) -> URL? {
  let root =
    ProcessInfo.processInfo.environment["HEADWAY_SHARED"].map { URL(filePath: $0) }
    ?? URL(filePath: file).deletingLastPathComponent().appending(path: "../../../shared").standardizedFileURL
  let folder = root.appending(path: "data/\(name)")
  return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
}
