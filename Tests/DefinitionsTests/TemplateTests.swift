public import Definitions
import Testing

@Suite struct TemplateTests {
  @Test(arguments: Template.allCases)
  func aTemplateReadsWithoutAWarning(_ template: Template) throws {
    let definition = try Definition.parse(template.text, file: "\(template.rawValue).yaml")
    #expect(definition.name == template.rawValue)
    #expect(definition.warnings.map(\.description) == [])
    #expect(!template.summary.isEmpty)
  }

  /// The least a lead needs, and for each thing it has, that it needs it.
  @Test(arguments: [
    (
      Template.meetingReady,
      MinimalLead(
        attributes: ["email_verified": true, "title": "Founder", "industry": "saas", "employees": 20], stage: .mql,
        events: ["demo_request"])
    ),
    (.salesAccepted, MinimalLead(attributes: ["email": "a@b.example"], stage: .sql)),
    (.productQualified, MinimalLead(attributes: ["email": "a@b.example"], events: ["limit_reached"])),
    (.inboundHandRaise, MinimalLead(attributes: ["email": "a@b.example"], events: ["demo_request"])),
  ])
  func aTemplateQualifiesAMinimalLeadAndNoLess(_ template: Template, _ lead: MinimalLead) throws {
    let program = try Definition.parse(template.text, file: "template.yaml").program
    #expect(lead.qualifies(program))
    for name in lead.attributes.keys {
      var less = lead
      less.attributes[name] = nil
      #expect(!less.qualifies(program), "without \(name)")
    }
    for index in lead.events.indices {
      var less = lead
      less.events.remove(at: index)
      #expect(!less.qualifies(program), "without \(lead.events[index])")
    }
    if lead.stage != .lead {
      var less = lead
      less.stage = .lead
      #expect(!less.qualifies(program), "as a \(Stage.lead.name)")
    }
  }
}

struct MinimalLead: Sendable {
  var attributes: [String: Value]
  var stage = Stage.lead
  var events: [String] = []

  /// All of its events are of today.
  func qualifies(_ program: Program) -> Bool {
    var state = program.state(lead: attributes, account: attributes)
    state.stage = stage
    for event in events {
      let plan = program.plan(forType: event)
      let score = program.score(plan, [])
      state.score += Int64(score.points)
      for query in plan.queries { state.counts[query] += 1 }
    }
    return program.qualifies(&state)
  }
}

extension Value: ExpressibleByBooleanLiteral, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .int(value) }
}
