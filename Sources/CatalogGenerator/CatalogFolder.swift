public import Foundation

extension Catalog {
  /// The generated files that are not as they should be, by name: changed, missing or left over.
  public func stale(in folder: URL) -> [String] {
    let present = Self.generatedFiles(in: folder)
    let changed = files.filter { name, content in
      FileManager.default.contents(atPath: folder.appending(path: name).path) != Data(content.utf8)
    }
    return (changed.keys + present.filter { files[$0] == nil }).sorted()
  }

  /// Makes the folder as it should be, and returns what that changed. Files that are current are not touched,
  /// so that nothing is compiled again without need.
  @discardableResult
  public func write(to folder: URL) throws -> [String] {
    let stale = stale(in: folder)
    for name in stale {
      let path = folder.appending(path: name)
      if let content = files[name] {
        try Data(content.utf8).write(to: path, options: .atomic)
      } else {
        try FileManager.default.removeItem(at: path)
      }
    }
    return stale
  }

  private static func generatedFiles(in folder: URL) -> [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return entries.filter { $0.hasSuffix(suffix) }
  }
}
