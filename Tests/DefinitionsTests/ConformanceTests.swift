import Definitions
import Foundation
import Testing

/// The cases of cel-spec, through the code behind `definition try`.
@Suite struct ConformanceTests {
  @Test(.enabled(if: SharedData.file("cel-spec/simple.jsonl") != nil, "the shared data are not here"))
  func everyCaseOfTheProfileGivesWhatCELSays() throws {
    var passed = 0
    var failures: [String] = []
    for line in try SharedData.lines("cel-spec/simple.jsonl") {
      let test = try ConformanceCase(line)
      guard test.isInProfile else { continue }
      if test.holds { passed += 1 } else { failures.append(test.complaint) }
    }
    print("cel-spec: \(passed) passed, \(failures.count) failed")
    #expect(failures.isEmpty, Comment(rawValue: failures.joined(separator: "\n")))
    #expect(passed > 300)
  }
}

/// One line of `simple.jsonl`.
struct ConformanceCase {
  let name: String
  let expression: String
  let bindings: [String: Value]
  /// `nil` where the case wants an error.
  let expected: Value?
  let isInProfile: Bool

  init(_ line: String) throws {
    let json = try JSONReader.read(line)
    let id = [json["file"], json["section"], json["name"]].compactMap { $0?.string }.joined(separator: "/")
    name = id
    expression = try #require(json["expr"]?.string)
    expected = json["expect"]?["value"].flatMap(TypedJSON.value)
    isInProfile = json["profile"] == .bool(true)
    bindings = Dictionary(
      uniqueKeysWithValues: (json["bindings"]?.entries ?? [:]).compactMap { name, value in
        TypedJSON.value(value).map { (name, $0) }
      })
  }

  var outcome: Outcome? { try? Trial(expression).evaluate(bindings) }

  var holds: Bool { outcome?.value == expected }

  var complaint: String {
    "\(name): \(expression) gives \(outcome.map { "\($0)" } ?? "no tree"), expected \(expected.map { "\($0)" } ?? "an error")"
  }
}

extension Value {
  subscript(_ key: String) -> Value? { entries?[key] }

  var entries: [String: Value]? {
    guard case .map(let entries) = self else { return nil }
    return Dictionary(
      uniqueKeysWithValues: entries.compactMap { key, value in
        if case .string(let name) = key { (name, value) } else { nil }
      })
  }

  var string: String? { if case .string(let text) = self { text } else { nil } }
}

/// Data that lie beside the repository.
enum SharedData {
  static func file(_ path: String) -> URL? {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let shared =
      ProcessInfo.processInfo.environment["HEADWAY_SHARED"].map { URL(filePath: $0) }
      ?? root.deletingLastPathComponent().appending(path: "shared")
    let file = shared.appending(path: "data").appending(path: path)
    return FileManager.default.fileExists(atPath: file.path) ? file : nil
  }

  static func lines(_ path: String) throws -> [String] {
    let file = try #require(Self.file(path))
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }
}
