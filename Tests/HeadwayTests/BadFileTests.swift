import Foundation
import Testing

/// What an agency's clients really send: each file goes in right, or is refused with a sentence,
/// and nothing of a refused one is stored.
@Suite struct BadFileTests {
  static let folder = sharedFolder("bad-csv/csvkit")

  /// File, what the sentence must say.
  static let refused: [(String, String)] = [
    ("empty.csv", "empty"), ("dummy.csv.gz", "gzip"), ("test.xlsx", "spreadsheet"), ("test_latin1.csv", "UTF-8"),
    ("no_header_row.csv", "no header"),
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

  /// File, the column that is mapped to `external_id`, rows taken, and why the others were not.
  static let taken: [(String, String, Int, [String])] = [
    ("csvkit/bad.csv", "column_a", 0, ["2,,ragged", "3,,ragged", "4,column_a,no_identity"]),
    ("csvkit/blanks.csv", "a", 0, ["2,,no_identity"]), ("csvkit/date_like_number.csv", "a", 1, []),
    ("csvkit/dummy_col_shuffled_ragged.csv", "b", 1, []),
    ("csvkit/mac_newlines.csv", "a", 1, ["3,a,no_identity"]), ("csvkit/null_byte.csv", "a", 0, ["2,a,nul_byte"]),
    ("csvkit/optional_quote_characters.csv", "a", 1, []), ("csvkit/test_date_format.csv", "a", 2, []),
    ("csvkit/test_empty_columns_long_row.csv", "a", 0, ["2,,ragged"]),
    ("csvkit/test_empty_columns_short_row.csv", "a", 0, ["2,,ragged"]),
    ("csvkit/test_extra_header.csv", "a", 0, ["2,,ragged"]), ("csvkit/test_header_newline.csv", "start end", 1, []),
    ("csvkit/test_locale.csv", "a", 1, []), ("csvkit/test_numeric_date_format.csv", "a", 2, []),
    ("csvkit/test_skip_lines.csv", "a", 1, []), ("csvkit/test_utf16_big.csv", "a", 2, []),
    ("csvkit/test_utf16_little.csv", "a", 2, []), ("csvkit/test_utf8.csv", "foo", 2, []),
    ("csvkit/test_utf8_bom.csv", "foo", 2, []), ("csvs/comma_in_quotes.csv", "first", 1, []),
    ("csvs/empty.csv", "a", 2, []), ("csvs/empty_crlf.csv", "a", 2, []), ("csvs/escaped_quotes.csv", "a", 2, []),
    ("csvs/json.csv", "key", 1, []), ("csvs/newlines.csv", "a", 2, ["3,a,no_identity"]),
    ("csvs/newlines_crlf.csv", "a", 2, ["3,a,no_identity"]), ("csvs/quotes_and_newlines.csv", "a", 2, []),
    ("csvs/simple.csv", "a", 1, []), ("csvs/simple_crlf.csv", "a", 1, []), ("csvs/utf8.csv", "a", 2, []),
  ]

  @Test(.enabled(if: folder != nil, "the shared data folder is absent"))
  func everyFileOfOddRowsIsTakenOrRejectedRowByRow() async throws {
    let folder = try #require(Self.folder).deletingLastPathComponent()
    let named = Set((Self.taken.map(\.0) + Self.refused.map { "csvkit/" + $0.0 }))
    for kind in ["csvkit", "csvs"] {
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: kind).path)
      for file in files where file.hasSuffix(".csv") {
        #expect(named.contains("\(kind)/\(file)"), "nobody has said what becomes of \(kind)/\(file)")
      }
    }
    try await InstalledHeadway.with { headway in
      for (index, (file, column, new, reasons)) in Self.taken.enumerated() {
        let map = try headway.file("map.yaml", "external_id: \"\(column)\"\n")
        let rejects = headway.home.appending(path: "rejects-\(index).csv")
        try await headway.tenant("t\(index)")
        let outcome = try await headway.succeed([
          "import", "leads", "t\(index)", folder.appending(path: file).path, "--map", map, "--rejects", rejects.path,
          "--format", "json",
        ])
        let rows = try JSONDecoder().decode([ImportedFile].self, from: Data(outcome.output.utf8))
        #expect(rows.map(\.new) == [new], "\(file)")
        #expect(rows.map(\.rejected) == [reasons.count], "\(file)")
        let said = (try? String(contentsOf: rejects, encoding: .utf8)) ?? ""
        for reason in reasons { #expect(said.contains("\n\(reason),"), "\(file): \(said)") }
        let stored = try await headway.look(
          "select count(*) from core.record join guard.tenant using (tenant_id) where slug = 't\(index)'")
        #expect(stored == [["\(new)"]], "\(file)")
      }
    }
  }

  private struct ImportedFile: Decodable {
    let new: Int
    let rejected: Int
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
