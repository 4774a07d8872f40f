/// A file of `SQL/`, as it was when this binary was built.
///
/// The text is the file byte for byte, so `sha256` is what `sha256sum` prints for it.
public struct SQLFile: Hashable, Sendable {
  /// Where it lies below its folder, without `.sql`: `velocity/waterfall`, `0001_tenant`.
  public let name: String

  /// What the file says.
  public let text: String

  /// The checksum of the text: 64 lower-case hexadecimal digits.
  public let sha256: String

  init(name: String, sha256: String, text: String) {
    self.name = name
    self.text = text
    self.sha256 = sha256
  }

  /// The text without the lines that are comments: COPY takes a query, and nothing in front of it.
  public var withoutComments: String {
    text.split(separator: "\n").filter { !$0.hasPrefix("--") }.joined(separator: "\n")
  }
}

/// Every text of `SQL/`, by folder.
///
/// A folder of `SQL/Queries/` is a namespace of its statements: `SQL.Velocity.waterfall` is
/// `SQL/Queries/velocity/waterfall.sql`. The other folders are lists in the order of their names,
/// which is the order in which they apply: `SQL.migrations`.
public enum SQL {}
