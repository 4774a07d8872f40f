import Foundation

/// The folder of `Package.swift`.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The files below some folders of the package whose name ends so, as paths from its root, sorted.
func files(below folders: [String], ending suffix: String) -> [String] {
  folders.flatMap { folder in
    let paths = FileManager.default.enumerator(atPath: packageRoot.appending(path: folder).path)
    return (paths?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(suffix) }.map { "\(folder)/\($0)" }
  }.sorted()
}

/// What a file of the package says.
func text(of path: String) throws -> String {
  try String(contentsOf: packageRoot.appending(path: path), encoding: .utf8)
}
