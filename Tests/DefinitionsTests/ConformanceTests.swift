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

  /// A map cannot be written in an expression, but may come as a fact; so these are asked that way.
  @Test(.enabled(if: SharedData.file("cel-spec/simple.jsonl") != nil, "the shared data are not here"))
  func casesThatAreOutOnlyForAMapHoldWithTheMapAsAFact() throws {
    var (passed, all) = (0, 0)
    var failures: [String] = []
    for line in try SharedData.lines("cel-spec/simple.jsonl") {
      guard try JSONReader.read(line)["out"] == .list([.string("map literal")]) else { continue }
      all += 1
      guard let test = MapsAsFacts.rewritten(try ConformanceCase(line)) else { continue }
      // A list holds literals only, so this one cannot be asked with a fact in it.
      if test.expression.contains("[map") { continue }
      if test.holds { passed += 1 } else { failures.append(test.complaint) }
    }
    print("cel-spec with maps as facts: \(passed) passed, \(failures.count) failed, of \(all)")
    #expect(failures.isEmpty, Comment(rawValue: failures.joined(separator: "\n")))
    #expect(passed > 40)
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

  init(name: String, expression: String, bindings: [String: Value], expected: Value?) {
    self.name = name
    self.expression = expression
    self.bindings = bindings
    self.expected = expected
    isInProfile = false
  }

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

/// Takes the map literals out of an expression and gives them as facts.
enum MapsAsFacts {
  /// The case with every map as a fact; `nil` where a map holds something that is no constant.
  static func rewritten(_ test: ConformanceCase) -> ConformanceCase? {
    var bindings = test.bindings
    var expression = ""
    var rest = Substring(test.expression)
    while let start = rest.firstIndex(of: "{") {
      guard let end = closing(rest[start...]), let map = map(rest[rest.index(after: start)..<end]) else { return nil }
      let name = "map\(bindings.count)"
      bindings[name] = map
      expression += rest[..<start] + name
      rest = rest[rest.index(after: end)...]
    }
    return ConformanceCase(
      name: test.name, expression: expression + rest, bindings: bindings, expected: test.expected)
  }

  private static func closing(_ text: Substring) -> Substring.Index? {
    var depth = 0
    for index in text.indices {
      if text[index] == "{" { depth += 1 }
      if text[index] == "}" { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  private static func map(_ text: Substring) -> Value? {
    var entries: [MapKey: Value] = [:]
    for entry in pieces(text, at: ",") where !entry.allSatisfy(\.isWhitespace) {
      let parts = pieces(entry, at: ":")
      guard parts.count == 2, let key = constant(parts[0]).flatMap(key), entries[key] == nil,
        let value = constant(parts[1])
      else { return nil }
      entries[key] = value
    }
    return .map(entries)
  }

  /// Cut at a sign that is in no bracket.
  private static func pieces(_ text: Substring, at separator: Character) -> [Substring] {
    var pieces: [Substring] = []
    var (start, depth) = (text.startIndex, 0)
    for index in text.indices {
      if "{[(".contains(text[index]) { depth += 1 }
      if "}])".contains(text[index]) { depth -= 1 }
      guard depth == 0, text[index] == separator else { continue }
      pieces.append(text[start..<index])
      start = text.index(after: index)
    }
    return pieces + [text[start...]]
  }

  private static func constant(_ text: Substring) -> Value? {
    let trimmed = text.trimmingPrefix(while: \.isWhitespace)
    if trimmed.first == "{", let end = closing(trimmed) { return map(trimmed.dropFirst()[..<end]) }
    return (try? Trial(String(text)))?.evaluate([:]).value
  }

  private static func key(_ value: Value) -> MapKey? {
    switch value {
    case .string(let text): .string(text)
    case .int(let number): .int(number)
    case .bool(let flag): .bool(flag)
    default: nil
    }
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
