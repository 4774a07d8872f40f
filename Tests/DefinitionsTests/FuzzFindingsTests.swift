import Foundation
import Testing

/// Whatever `make fuzz` has found, and what was thought of before it could, stays found.
///
/// `FuzzFindings/` holds an input a file, as it was: `ENTRY-what-it-is`.
@Suite struct FuzzFindingsTests {
  struct Finding: Sendable, CustomTestStringConvertible {
    let entry: FuzzEntry
    let file: URL

    var testDescription: String { file.lastPathComponent }
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "FuzzFindings")

  static let findings: [Finding] = {
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.sorted { $0.path < $1.path }.compactMap { file in
      let word = file.lastPathComponent.prefix { $0 != "-" }
      return FuzzEntry(rawValue: String(word)).map { Finding(entry: $0, file: file) }
    }
  }()

  @Test(arguments: findings)
  func aFindingTrapsNoMore(finding: Finding) throws {
    finding.entry.take(try Data(contentsOf: finding.file))
  }

  @Test func everyFileNamesItsEntry() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.count == Self.findings.count)
    #expect(Set(Self.findings.map(\.entry)) == Set(FuzzEntry.allCases))
  }

  /// What would be long files, on both sides of what an expression may have.
  @Test(arguments: FuzzEntry.allCases)
  func lengthAloneTrapsNothing(entry: FuzzEntry) {
    for count in [10_000, 70_000] {
      for piece in [
        "(", "true || ", "1 + ", "a.", "- ", "&a ", "\"", "\\", "\u{0}", "é", "[1, ", "{\"a\": ", "# \n", "\r",
      ] {
        let body = String(repeating: piece, count: count / piece.utf8.count)
        entry.take(body.utf8)
        entry.take("\"\(body)\"".utf8)
        entry.take("name: x\nqualified:\n  fit: |\n    \(body)true\n".utf8)
      }
    }
  }
}
