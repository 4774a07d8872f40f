import Foundation
import Testing

/// What `make fuzz` has found in schedules, and what was thought of before it could, stays found.
///
/// `FuzzFindings/` holds an input a file, as it was: `cron-what-it-is`.
@Suite struct CronFindingsTests {
  static let findings: [URL] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "FuzzFindings")
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.sorted { $0.path < $1.path }
  }()

  @Test(arguments: findings) func aFindingTrapsNoMore(file: URL) throws {
    FuzzCron.take(try Data(contentsOf: file))
  }

  @Test func everyFileNamesItsEntry() {
    #expect(Self.findings.count >= 3)
    #expect(Self.findings.allSatisfy { $0.lastPathComponent.hasPrefix("\(FuzzCron.name)-") })
  }

  @Test(arguments: ["*", "1,", "1-", "*/", "0 ", "-", "@", "\u{0}", "é", "99999999999999999999"])
  func lengthAloneTrapsNothing(piece: String) {
    for count in [1, 20, 10_000] {
      let long = String(repeating: piece, count: count)
      for text in [long, "\(long) * * * *", "0 0 \(long) * *", "0 0 1 1 *\nUTC\n\(long)"] { FuzzCron.take(text.utf8) }
    }
  }
}
