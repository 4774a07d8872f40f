import Testing

/// The tables of faults name tests that are there.
@Suite struct ReliabilityDocumentTests {
  @Test func everyFaultNamesTestsThatExist() throws {
    let document = try text(of: "Docs/Reliability.md")
    let rows = document.matches(of: /\n\| (\d*) ?\| [^|]+ \| ([^|]+) \|/)
    #expect(rows.compactMap { Int($0.output.1) } == Array(1...19))
    for row in rows where !["test", "---"].contains(row.output.2) {
      #expect(row.output.2.contains("Tests"), "\(row.output.2)")
    }
    let sources = files(below: ["Tests"], ending: ".swift").compactMap { try? text(of: $0) }
    let names = document.matches(of: /`([A-Za-z]+Tests)(?:\.([A-Za-z]+))?`/)
    #expect(names.count > 35)
    for name in names {
      let suites = sources.filter { $0.contains("struct \(name.output.1) {") }
      #expect(!suites.isEmpty, "\(name.output.0)")
      if let test = name.output.2 { #expect(suites.contains { $0.contains("func \(test)(") }, "\(name.output.0)") }
    }
  }
}
