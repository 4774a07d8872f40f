import Testing

/// The table of attacks names tests that are there.
@Suite struct IsolationDocumentTests {
  @Test func everyAttackNamesTestsThatExist() throws {
    let tests = files(below: ["Tests"], ending: ".swift").map { try? text(of: $0) }.compactMap(\.self).joined()
    let rows = try text(of: "Docs/Isolation.md").matches(of: /\n\| (\d+) \| [^|]+ \| ([^|]+) \|/)
    #expect(rows.map { Int($0.output.1) } == Array(1...28))
    for row in rows {
      let names = row.output.2.matches(of: /`([A-Za-z]+)`/).map { String($0.output.1) }
      #expect(!names.isEmpty, "attack \(row.output.1)")
      for name in names { #expect(tests.contains("func \(name)("), "attack \(row.output.1): \(name)") }
    }
  }
}
