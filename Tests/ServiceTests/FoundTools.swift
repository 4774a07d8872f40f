import Foundation

/// Programs that some tests ask, where they are: named by the environment, fetched by `make test`, or on the path.
enum FoundTools {
  private static let fetched = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../.build/tools").standardized

  static let python = find("python3", at: "python/bin/python3", setting: "HEADWAY_PYTHON")
  static let schemathesis = find("schemathesis", at: "python/bin/schemathesis", setting: "HEADWAY_SCHEMATHESIS")
  static let promtool = find("promtool", at: "bin/promtool", setting: "HEADWAY_PROMTOOL")

  private static func find(_ name: String, at place: String, setting: String) -> String {
    if let named = ProcessInfo.processInfo.environment[setting] { return named }
    let own = fetched.appending(path: place).path
    return FileManager.default.isExecutableFile(atPath: own) ? own : name
  }
}
