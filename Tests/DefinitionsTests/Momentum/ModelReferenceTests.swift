import Foundation
import Testing

@testable import Definitions

/// Every example of `Docs/MomentumModel.md` is true.
@Suite struct ModelReferenceTests {
  private static let document = Result { try ReferenceDocument("MomentumModel.md") }

  @Test func everyModelReadsWithoutAnError() throws {
    let blocks = try Self.document.get().blocks("model")
    #expect(blocks.count >= 4)
    for block in blocks {
      #expect(throws: Never.self, "\(block)") { try MomentumModel.parse(block, file: "reference.yaml") }
    }
  }

  @Test func everyConditionIsAccepted() throws {
    let lines = try Self.document.get().lines(of: "condition")
    #expect(lines.count >= 10)
    for line in lines { #expect(complaints(aboutCondition: line) == [], "\(line)") }
  }

  @Test func everyMistakeInAConditionIsRefusedWithTheSentenceBesideIt() throws {
    let lines = try Self.document.get().lines(of: "refused")
    #expect(!lines.isEmpty)
    for line in lines {
      let parts = line.components(separatedBy: " => ")
      #expect(complaints(aboutCondition: parts[0]) == [parts.last ?? ""], "\(line)")
    }
  }

  @Test func everyUnsoundModelIsRefusedWithTheSentenceBelowIt() throws {
    let blocks = try Self.document.get().blocks("wrong")
    #expect(!blocks.isEmpty)
    for block in blocks {
      let parts = block.components(separatedBy: "\n# => ")
      #expect(complaints(parts[0]) == [parts.last ?? ""])
    }
  }

  @Test func everyKeyQuantitySignAndLimitIsMentioned() throws {
    let text = try Self.document.get().text
    let keys = try YAMLReader.read(MomentumModel.default.document, file: "default").entries().map(\.key)
    let words =
      keys + MomentumModel.Quantity.allCases.map(\.rawValue) + MomentumModel.Relation.allCases.map(\.rawValue)
      + Tier.allCases.filter { $0 != .cold }.map(\.rawValue)
    for word in words { #expect(text.contains("`\(word)`"), "\(word)") }
    for limit in ["3,660", "1,000", "10,000", "one to ten", "four places"] { #expect(text.contains(limit)) }
    #expect(MomentumModel.days == 1...3_660)
    #expect(MomentumModel.weights == 0...1_000)
    #expect(MomentumModel.points == -10_000...10_000)
    #expect(MomentumModel.factors == 1...10_000)
    #expect(MomentumModel.mostWindows == 10)
  }

  @Test func factorsAreAsExactAsThePageSays() throws {
    let rules = try MomentumModel.parse(
      "frequency: [{ when: { recent: \">= 1.3333 * before\" }, points: 1 }, { points: 0 }]", file: "model.yaml"
    ).frequency
    #expect(rules.points(recent: 4, before: 3) == 1)
    #expect(rules.points(recent: 3_333, before: 2_500) == 0)
  }

  /// - Parameter line: `frequency: recent: "> before"`.
  private func complaints(aboutCondition line: String) -> [String] {
    let parts = line.split(separator: ":", maxSplits: 1)
    return complaints("\(parts[0]):\n  - { when: {\(parts[1]) }, points: 1 }\n  - { points: 0 }")
  }

  private func complaints(_ text: String) -> [String] {
    do {
      _ = try MomentumModel.parse(text, file: "model.yaml")
      return []
    } catch {
      return error.all.map(\.message)
    }
  }
}
