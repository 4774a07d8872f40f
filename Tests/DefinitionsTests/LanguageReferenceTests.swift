import Definitions
import Foundation
import Testing

/// Every example of `Docs/DefinitionLanguage.md` is true.
@Suite struct LanguageReferenceTests {
  private static let document = Result { try ReferenceDocument("DefinitionLanguage.md") }

  private func examples(_ kind: String) throws -> [(text: String, result: String)] {
    let examples = try Self.document.get().lines(of: kind).map { line in
      let parts = line.components(separatedBy: " => ")
      return (parts.dropLast().joined(separator: " => "), parts.last ?? "")
    }
    try #require(!examples.isEmpty)
    return examples
  }

  @Test func everyDefinitionReadsWithoutAnError() throws {
    let blocks = try Self.document.get().blocks("yaml")
    #expect(blocks.count >= 2)
    for block in blocks {
      let definition = try Definition.parse(block, file: "reference.yaml")
      #expect(definition.warnings == [])
    }
  }

  @Test func everyGateIsAcceptedWithoutAWarning() throws {
    for line in try Self.document.get().lines(of: "gate") {
      #expect(complaints(line) == [], "\(line)")
    }
  }

  @Test func everyExpressionHasTheValueThatIsWrittenBesideIt() throws {
    let facts = try facts()
    for (expression, expected) in try examples("try") {
      let found =
        switch try Trial(expression).evaluate(facts) {
        case .value(let value): value.json
        case .error(let error): "error: \(error)"
        }
      #expect(found == expected, "\(expression)")
    }
  }

  @Test func everyMistakeIsRefusedWithTheSentenceThatIsWrittenBesideIt() throws {
    for (expression, sentence) in try examples("refused") {
      let found = complaints(expression)
      #expect(found.contains { $0.hasPrefix("error") && $0.contains("] \(sentence)") }, "\(expression): \(found)")
    }
  }

  @Test func everyWarningIsGiven() throws {
    for (expression, sentence) in try examples("warned") {
      let found = complaints(expression)
      #expect(found.contains { $0.hasPrefix("warning") && $0.contains("] \(sentence)") }, "\(expression): \(found)")
      #expect(!found.contains { $0.hasPrefix("error") }, "\(expression): \(found)")
    }
  }

  @Test func everyFunctionOperatorVerbAndNeverEngagingTypeIsMentioned() throws {
    let text = try Self.document.get().text
    let words =
      Function.allCases.map(\.rawValue) + Quantifier.allCases.map(\.rawValue) + Clock.allCases.map(\.rawValue)
      + EventMeasure.allCases.map(\.rawValue) + BinaryOperator.allCases.map(\.rawValue)
      + EventTypes.neverEngagement + Stage.allCases.map(\.name)
    for word in words { #expect(text.contains(word), "\(word)") }
    for limit in ["64 KB", "250 levels", "4,000", "36,525", "2,000"] { #expect(text.contains(limit)) }
    let limits: [Int] = [
      Limits.expressionBytes, Limits.depth, Limits.listElements, Limits.windowDays, Limits.patternInstructions,
    ]
    #expect(limits == [65_536, 250, 4_000, 36_525, 2_000])
  }

  private func facts() throws -> [String: Value] {
    let text = try #require(Self.document.get().blocks("facts").first)
    return try #require(try JSONReader.read(text).entries)
  }
}

/// The fenced blocks of a reference, by the word after the fence.
struct ReferenceDocument {
  let text: String

  /// - Parameter name: of a file in `Docs/`.
  init(_ name: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    text = try String(contentsOf: root.appending(path: "Docs/\(name)"), encoding: .utf8)
  }

  func blocks(_ kind: String) -> [String] {
    text.components(separatedBy: "\n```\(kind)\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  func lines(of kind: String) -> [String] {
    blocks(kind).flatMap { $0.split(separator: "\n").map(String.init) }
  }
}
