/// Why `SQL/` does not become a catalogue. Nothing was written.
public enum CatalogError: Error, CustomStringConvertible, Equatable {
  /// The folder does not exist or cannot be read.
  case unreadable(path: String)

  /// A file that no Swift constant could hold unchanged.
  case unusableText(path: String, reason: String)

  /// A name that is not lower snake case, or that Swift gives to nothing.
  case unusableName(String)

  /// A query outside a folder, or in a folder of a folder.
  case misplaced(path: String)

  /// Two files that would have the same Swift name.
  case ambiguous(name: String, in: String)

  public var description: String {
    switch self {
    case .unreadable(let path):
      "\(path): cannot be read"
    case .unusableText(let path, let reason):
      "\(path): \(reason)"
    case .unusableName(let name):
      "'\(name)': a query's file and folder are named in lower snake case, beginning with a letter"
    case .misplaced(let path):
      "\(path): a query lies in a folder of SQL/Queries/, one level deep"
    case .ambiguous(let name, let folder):
      "\(folder): two files would both be called \(name) in Swift"
    }
  }
}
