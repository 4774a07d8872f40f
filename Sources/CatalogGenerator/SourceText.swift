import Crypto
import Foundation

/// A file of `SQL/` on its way into Swift.
struct SourceText: Sendable {
  /// Below its folder, without the extension.
  let name: String
  let text: String

  /// The `.sql` files of a folder and of those below it, sorted by name; none where the folder is absent.
  static func all(in folder: URL) throws(CatalogError) -> [SourceText] {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    var sources: [SourceText] = []
    for path in paths.sorted() where path.hasSuffix(".sql") {
      sources.append(try SourceText(name: String(path.dropLast(4)), path: folder.appending(path: path).path))
    }
    return sources
  }

  private init(name: String, path: String) throws(CatalogError) {
    guard let bytes = FileManager.default.contents(atPath: path) else { throw .unreadable(path: path) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .unusableText(path: path, reason: "is not UTF-8")
    }
    // Swift reads a CR in a literal as a line feed, and the checksum would no longer be the file's.
    if text.utf8.contains(UInt8(ascii: "\r")) { throw .unusableText(path: path, reason: "has CR line ends") }
    if text.utf8.contains(0) { throw .unusableText(path: path, reason: "holds a NUL byte") }
    self.name = name
    self.text = text
  }

  /// `SQLFile(name: …, text: …, sha256: …)`. The text begins at the margin: its indentation is its own.
  var expression: String {
    let pounds = pounds
    return """
      SQLFile(
            name: "\(name)", sha256: "\(checksum)",
            text: \(pounds)\"""
      \(text)
      \"""\(pounds))
      """
  }

  /// The first paragraph of the file's opening comment: what the statement is.
  var summary: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("--") }
      .map { String($0.drop { $0 == "-" }.drop { $0 == " " }) }
      .prefix { !$0.isEmpty }
      .map(\.self)
  }

  private var checksum: String {
    SHA256.hash(data: Data(text.utf8)).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }

  /// As many `#` as keep the literal from ending, or escaping, inside the text.
  private var pounds: String {
    var pounds = "#"
    while text.contains("\"\"\"" + pounds) || text.contains("\\" + pounds) { pounds += "#" }
    return pounds
  }
}
