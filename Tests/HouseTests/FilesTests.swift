import Foundation
import Testing

/// Habits that hold for every file.
@Suite struct FilesTests {
  @Test func aFileHasAtMost400Lines() throws {
    for path in files(below: ["Sources", "SQL"]) where path.hasSuffix(".swift") || path.hasSuffix(".sql") {
      if path.contains(".generated.") { continue }
      #expect(lines(of: try text(of: path)).count <= 401, "\(path)")
    }
  }

  /// A type named after what it is for, not after its being code.
  @Test func noTypeAndNoFileHasANameThatSaysNothing() throws {
    let empty: Set = [
      "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Info", "Processor", "Impl", "Common",
      "Misc", "Stuff",
    ]
    let declaration = /\b(?:struct|enum|class|actor|protocol|typealias)\s+([A-Z]\w*)/
    for path in files(below: ["Sources", "Tests"], ending: ".swift") {
      let file = path.split(separator: "/").last.map { String($0.dropLast(6)) } ?? ""
      let source = lines(of: try text(of: path)).filter { !$0.isComment }.map(\.text).joined(separator: "\n")
      for name in [file] + source.matches(of: declaration).map({ String($0.output.1) }) {
        let words = words(of: name)
        #expect(empty.isDisjoint(with: words), "\(name) in \(path)")
        #expect(words.last != "Data" || path.hasPrefix("Tests/"), "\(name) in \(path)")
      }
    }
  }

  @Test func noTextNamesAPathOfOneMachine() {
    // Taken apart, so that this file does not name them either.
    let folders = ["work", "farm", "root", "home", "tmp/bash_jobs"].map { "/" + $0 + "/" }
    for (path, text) in everyText() {
      for line in lines(of: text) where folders.contains(where: { line.text.contains($0) }) {
        Issue.record("\(path):\(line.number): \(line.text)")
      }
    }
  }

  @Test func nothingIsLeftForLater() {
    let marker = /\b(?:TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b|\.dis[a]bled\(\)/
    for (path, text) in everyText() {
      for line in lines(of: text) where line.text.contains(marker) {
        Issue.record("\(path):\(line.number): \(line.text)")
      }
    }
  }

  private func words(of name: String) -> [String] {
    name.matches(of: /[A-Z]+(?![a-z])|[A-Z][a-z0-9]*/).map { String($0.output) }
  }
}
