import Definitions
import Testing

@Suite struct TraceTests {
  private static let gate =
    #"lead.title.matches("vp") && (score >= 40 || events("demo").within(30).count() >= 1) && !(has(lead.no) && lead.no)"#

  private func traced(_ parts: [TracedPart]) -> [String] {
    parts.map {
      String(repeating: "  ", count: $0.level) + $0.text + " = "
        + ($0.outcome.value?.json ?? { if case .error(let error) = $0 { "\(error)" } else { "" } }($0.outcome))
    }
  }

  @Test func everyPartOfAGateShowsItsValueInTheOrderOfTheText() throws {
    let definition = try definition(Self.gate)
    var state = definition.program.state(lead: ["title": "vp sales"])
    state.score = 12
    state.counts[0] = 2
    let gate = try #require(definition.gates[.fit])
    let parts = definition.program.trace(gate, state)
    #expect(
      traced(parts) == [
        Self.gate + " = true",
        #"  lead.title.matches("vp") = true"#,
        #"    lead.title = "vp sales""#,
        #"  (score >= 40 || events("demo").within(30).count() >= 1) = true"#,
        "    score >= 40 = false",
        "      score = 12",
        #"    events("demo").within(30).count() >= 1 = true"#,
        #"      events("demo").within(30).count() = 2"#,
        "  !(has(lead.no) && lead.no) = true",
        "    (has(lead.no) && lead.no) = false",
        "      has(lead.no) = false",
        "      lead.no = there is no `lead.no`",
      ])
    #expect(
      parts.compactMap(\.source) == [
        .attribute(0), .score, .score, .query(0), .query(0), .attribute(1), .attribute(1),
      ])
  }

  @Test func whatDecidedAGateIsNamed() throws {
    let definition = try definition(Self.gate)
    let gate = try #require(definition.gates[.fit])
    var state = definition.program.state(lead: ["title": "intern"])
    #expect(traced(definition.program.decisive(gate, state)) == [#"  lead.title.matches("vp") = false"#])
    state.setAttribute(0, "vp")
    #expect(
      traced(definition.program.decisive(gate, state)) == [
        "    score >= 40 = false", #"    events("demo").within(30).count() >= 1 = false"#,
      ])
    state.score = 50
    #expect(
      traced(definition.program.decisive(gate, state)) == [
        #"  lead.title.matches("vp") = true"#, "    score >= 40 = true", "      has(lead.no) = false",
      ])
    state.setAttribute(0, nil)
    #expect(
      traced(definition.program.decisive(gate, state)) == [#"  lead.title.matches("vp") = there is no `lead.title`"#])
  }

  @Test func whatAGateWantsIsWhatIsNotSoYet() throws {
    let definition = try definition(Self.gate)
    let gate = try #require(definition.gates[.fit])
    var state = definition.program.state(lead: ["title": "intern", "no": true])
    func words(_ want: Want?) -> String {
      switch want {
      case nil: "nothing"
      case .part(let part, let wanted): (wanted ? "" : "not ") + part.text + (part.atLeast.map { " ≥ \($0)" } ?? "")
      case .all(let wants): "all(" + wants.map(words).joined(separator: "; ") + ")"
      case .any(let wants): "any(" + wants.map(words).joined(separator: "; ") + ")"
      }
    }
    #expect(
      words(definition.program.want(gate, state))
        == #"all(lead.title.matches("vp"); any(score >= 40 ≥ 40; events("demo").within(30).count() >= 1 ≥ 1); "#
        + "any(not has(lead.no); not lead.no))")
    state.setAttribute(1, .bool(false))
    state.score = 40
    #expect(words(definition.program.want(gate, state)) == #"lead.title.matches("vp")"#)
    state.setAttribute(0, "vp")
    #expect(definition.program.want(gate, state) == nil)
  }
}
