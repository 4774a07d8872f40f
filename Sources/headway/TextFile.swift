import Foundation
import Terminal

/// A text that the command line names; - is standard input.
struct TextFile: Sendable {
  let name: String
  let text: String

  /// More than a person writes. What is longer is some other file.
  private static let longest = 8 << 20

  init(_ path: String) throws(Failure) {
    name = path == "-" ? "standard input" : path
    let bytes: Data
    do {
      bytes =
        path == "-" ? try FileHandle.standardInput.readToEnd() ?? Data() : try Data(contentsOf: URL(filePath: path))
    } catch {
      throw FileManager.default.fileExists(atPath: path)
        ? Failure(.failed, "cannot be read", at: path) : Failure(.notFound, "there is no such file", at: path)
    }
    guard bytes.count <= Self.longest, let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure(.refused, "this is no text in UTF-8", at: name, advice: "save it as UTF-8")
    }
    self.text = text
  }
}
