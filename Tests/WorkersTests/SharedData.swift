import Foundation

/// The data beside the repository: real, never copied into it.
enum SharedData {
  static func folder(_ name: String, file: String = #filePath) -> URL? {
    let root =
      ProcessInfo.processInfo.environment["HEADWAY_SHARED"].map { URL(filePath: $0) }
      ?? URL(filePath: file).deletingLastPathComponent().appending(path: "../../../shared").standardizedFileURL
    let folder = root.appending(path: "data/\(name)")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }
}
