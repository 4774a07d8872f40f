public import Foundation

/// The Swift files that `SQL/` becomes, by name. The same folder always gives the same files.
///
/// SwiftPM could embed the files itself, but as integer arrays, which cost the compiler about
/// 77 s per 100 KB in a debug build; string literals cost nothing that one could measure.
public struct Catalog: Equatable, Sendable {
  /// File name → content, for `Sources/SQLCatalog/`.
  public let files: [String: String]

  /// Reads the folder `SQL`. One of its folders may be absent, and is then empty.
  public init(sql folder: URL) throws(CatalogError) {
    guard FileManager.default.fileExists(atPath: folder.path) else { throw .unreadable(path: folder.path) }
    var files: [String: String] = [:]
    for list in ["Bench", "Code", "Lints", "Migrations", "Roles"] {
      let sources = try SourceText.all(in: folder.appending(path: list))
      files[Self.fileName(list)] = Self.list(list, of: sources)
    }
    for (group, sources) in try Self.queries(in: folder.appending(path: "Queries")) {
      let namespace = try Identifier.namespace(group)
      // A group may not be called after a list either: both would be members of `SQL`.
      guard files.updateValue(try Self.namespace(namespace, of: sources), forKey: Self.fileName(namespace)) == nil
      else { throw .ambiguous(name: namespace, in: "SQL/Queries") }
    }
    self.files = files
  }

  static func fileName(_ name: String) -> String { "\(name)\(Self.suffix)" }

  /// What the name of every generated file ends with, and of no other.
  static let suffix = ".generated.swift"

  private static func queries(in folder: URL) throws(CatalogError) -> [String: [SourceText]] {
    var groups: [String: [SourceText]] = [:]
    for source in try SourceText.all(in: folder) {
      let components = source.name.split(separator: "/")
      guard components.count == 2, let group = components.first else {
        throw .misplaced(path: "SQL/Queries/\(source.name).sql")
      }
      groups[String(group), default: []].append(source)
    }
    return groups
  }

  // MARK: - Swift

  private static let heading = """
    // Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
    // swift-format-ignore-file

    """

  private static func list(_ folder: String, of sources: [SourceText]) -> String {
    let expressions = sources.map { "    \($0.expression),\n" }.joined()
    return """
      \(heading)
      extension SQL {
        /// The files of `SQL/\(folder)/`, in the order of their names.
        public static let \(folder.lowercased()): [SQLFile] = [
      \(expressions)  ]
      }

      """
  }

  private static func namespace(_ namespace: String, of sources: [SourceText]) throws(CatalogError) -> String {
    var members = ["all": "    /// Every statement of this folder.\n"]
    for source in sources {
      let member = try Identifier.member(String(source.name.drop { $0 != "/" }.dropFirst()))
      let summary = source.summary.map { "    /// \($0)\n" }.joined()
      let constant = "\(summary)    public static let \(member) = \(source.expression)\n"
      guard members.updateValue(constant, forKey: member) == nil else {
        throw .ambiguous(name: member, in: "SQL/Queries/\(source.name)")
      }
    }
    let names = members.keys.filter { $0 != "all" }.sorted()
    members["all"]? += "    public static let all: [SQLFile] = [\(names.joined(separator: ", "))]\n"
    let constants = members.sorted { $0.key < $1.key }.map(\.value)
    return """
      \(heading)
      extension SQL {
        public enum \(namespace) {
      \(constants.joined(separator: "\n"))  }
      }

      """
  }
}
