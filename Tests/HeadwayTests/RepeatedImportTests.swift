import Foundation
import Testing

/// What an import says of a file that gives nothing new.
@Suite struct RepeatedImportTests {
  private struct ImportedFile: Decodable, Equatable {
    var rows, new, duplicates, conflicting, rejected: Int
  }

  private static func imported(_ outcome: HeadwayBinary.Outcome) throws -> [ImportedFile] {
    try JSONDecoder().decode([ImportedFile].self, from: Data(outcome.output.utf8))
  }

  @Test func theSameFileAgainSaysWhatWasTakenAndWhatNever() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      let file = try headway.file(
        "leads.csv", "email,created_at\na@example.com,2026-01-02\nb@example.com,2999-01-01\n")
      let arguments = ["import", "leads", "acme", file, "--format", "json"]
      let first = try Self.imported(try await headway.succeed(arguments))
      #expect(first == [ImportedFile(rows: 2, new: 1, duplicates: 0, conflicting: 0, rejected: 1)])
      try FileManager.default.removeItem(atPath: file + ".rejects.csv")

      let again = try await headway.succeed(arguments)
      #expect(try Self.imported(again) == [ImportedFile(rows: 2, new: 0, duplicates: 1, conflicting: 0, rejected: 1)])
      #expect(again.errors.contains("nothing new"), "\(again.errors)")
      let rejects = try String(contentsOfFile: file + ".rejects.csv", encoding: .utf8)
      #expect(rejects.contains("3,created_at,future,"), "\(rejects)")
    }
  }

  @Test func aHeaderAloneIsTakenWithAWord() async throws {
    try await InstalledHeadway.with { headway in
      try await headway.tenant("acme")
      let file = try headway.file("leads.csv", "email,created_at\n")
      let outcome = try await headway.succeed(["import", "leads", "acme", file])
      #expect(outcome.errors.contains("has a header and no rows"), "\(outcome.errors)")
    }
  }
}
