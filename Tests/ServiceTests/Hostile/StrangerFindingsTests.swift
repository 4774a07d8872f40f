import Foundation
import Testing

/// Whatever `make fuzz` has found in what strangers send, and what was thought of before it could, stays found.
///
/// `FuzzFindings/` beside this folder holds an input a file, as it was: `ENTRY-what-it-is`.
@Suite struct StrangerFindingsTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../FuzzFindings")
    .standardized

  static let findings: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

  @Test(arguments: findings)
  func aFindingTrapsNoMore(name: String) throws {
    let entry = try #require(FuzzStrangers(rawValue: String(name.prefix { $0 != "-" })), "\(name) names its entry")
    entry.take(try Data(contentsOf: Self.folder.appending(path: name)))
  }

  @Test func thereAreSomeOfEachEntry() {
    let entries = Set(Self.findings.compactMap { FuzzStrangers(rawValue: String($0.prefix { $0 != "-" })) })
    #expect(entries == Set(FuzzStrangers.allCases))
  }
}
