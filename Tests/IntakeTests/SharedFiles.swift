import Foundation

/// Real files that are not part of the repository: `HEADWAY_SHARED`, or `shared` beside it.
enum SharedFiles {
  static let folder: String = {
    if let given = ProcessInfo.processInfo.environment["HEADWAY_SHARED"] { return given }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return root.deletingLastPathComponent().appendingPathComponent("shared").path
  }()

  static let arePresent = FileManager.default.fileExists(atPath: folder + "/data/bad-csv")

  static func path(_ name: String) -> String { "\(folder)/data/\(name)" }

  static func names(in name: String, ending suffix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).filter { $0.hasSuffix(suffix) }.sorted()
  }
}
