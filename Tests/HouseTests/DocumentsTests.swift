import Foundation
import Testing

@Suite struct DocumentsTests {
  @Test func everyDecisionIsInTheIndexOnceAndItsNumberIsItsOwn() throws {
    let folder = "Docs/Decisions"
    let decisions = files(below: [folder], ending: ".md").map { String($0.dropFirst(folder.count + 1)) }
      .filter { $0 != "README.md" }
    let index = try text(of: "\(folder)/README.md")
    for decision in decisions {
      #expect(decision.wholeMatch(of: /\d{4}-[a-z0-9-]+\.md/) != nil, "\(decision)")
      #expect(index.ranges(of: "(\(decision))").count == 1, "\(decision)")
    }
    let numbers = decisions.map { $0.prefix(4) }
    #expect(Set(numbers).count == numbers.count)
  }

  @Test func everyLinkInADocumentLeadsSomewhere() throws {
    let documents = everyText().filter { $0.path.hasSuffix(".md") }
    #expect(documents.contains { $0.path == "README.md" })
    for (path, text) in documents {
      let folder = packageRoot.appending(path: path).deletingLastPathComponent()
      for link in text.matches(of: /\]\(([^)#\s]+)[^)]*\)/) where !link.output.1.contains("://") {
        let target = folder.appending(path: String(link.output.1)).path
        #expect(FileManager.default.fileExists(atPath: target), "\(path): \(link.output.1)")
      }
    }
  }
}
