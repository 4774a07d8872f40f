import Foundation

/// The folder of `Package.swift`.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The files below some folders of the package, as paths from its root, sorted.
func files(below folders: [String], ending suffix: String = "") -> [String] {
  folders.flatMap { folder in
    let paths = FileManager.default.enumerator(atPath: packageRoot.appending(path: folder).path)
    return (paths?.compactMap { $0 as? String } ?? []).map { "\(folder)/\($0)" }
  }.filter { $0.hasSuffix(suffix) && isFile($0) }.sorted()
}

/// What a file of the package says.
func text(of path: String) throws -> String {
  try String(contentsOf: packageRoot.appending(path: path), encoding: .utf8)
}

/// Every text that we wrote: sources, tests, SQL, documents, scripts.
func everyText() -> [(path: String, text: String)] {
  let top = (try? FileManager.default.contentsOfDirectory(atPath: packageRoot.path)) ?? []
  let own = top.filter { isFile($0) && $0 != ".git" && $0 != "Package.resolved" }
  let folders = ["Sources", "Tests", "SQL", "Docs", "Deploy", ".ci"]
  return (own.sorted() + files(below: folders)).compactMap { path in
    (try? text(of: path)).map { (path, $0) }
  }
}

private func isFile(_ path: String) -> Bool {
  var isFolder: ObjCBool = false
  let exists = FileManager.default.fileExists(
    atPath: packageRoot.appending(path: path).path, isDirectory: &isFolder)
  return exists && !isFolder.boolValue
}
