import Definitions
import Testing

@Suite struct DefinitionTests {
  @Test func theSpecificationsExampleReadsWithoutAWarning() throws {
    let definition = try Definition.parse(meetingReady, file: "meeting-ready.yaml")
    #expect(definition.name == "meeting-ready")
    #expect(definition.basis == .stock)
    #expect(definition.decay == Decay(idle: 45, age: 180))
    #expect(Set(definition.gates.keys) == Set(Gate.allCases))
    #expect(definition.scoring.count == 6)
    #expect(definition.warnings == [])
    #expect(definition.source == meetingReady)
  }

  @Test func theProgramNamesWhatItReads() throws {
    let program = try Definition.parse(meetingReady, file: "meeting-ready.yaml").program
    #expect(
      program.attributes.map { "\($0.root.rawValue).\($0.name)" } == [
        "lead.email_verified", "lead.phone_verified", "account.industry", "account.employees", "lead.title",
        "lead.do_not_contact",
      ])
    #expect(program.eventProperties == ["path"])
    #expect(program.queries.map(\.types) == [["demo_request"]])
    #expect(program.queries.map(\.window) == [30])
    #expect(program.queries.map(\.measure) == [.count])
  }

  @Test func aLeadQualifiesWhenAllFourGatesHold() throws {
    let program = try Definition.parse(meetingReady, file: "meeting-ready.yaml").program
    var state = program.state(
      lead: ["email_verified": .bool(true), "title": .string("VP of Sales")],
      account: ["industry": .string("saas"), "employees": .int(50)])
    state.stage = .mql
    #expect(!program.qualifies(&state))
    #expect(Gate.allCases.filter { program.holds($0, &state) } == [.contact, .fit, .ready])
    state.score = 40
    #expect(program.qualifies(&state))
    state.score = 0
    state.counts[0] = 1
    #expect(program.qualifies(&state))
    state.setAttribute(5, .bool(true))
    #expect(!program.qualifies(&state), "do_not_contact")
    state.setAttribute(5, .null)
    #expect(program.qualifies(&state), "a null clears")
    state.stage = .disqualified
    #expect(!program.qualifies(&state))
    state.stage = .customer
    #expect(program.qualifies(&state))
    state.reset()
    #expect(!program.holds(.contact, &state))
  }

  @Test func theFirstRuleThatMatchesScoresAnEvent() throws {
    let program = try Definition.parse(meetingReady, file: "meeting-ready.yaml").program
    let page = program.plan(forType: "page_view")
    #expect(page.properties == [0])
    #expect(program.score(page, [.string("/pricing/eu")]) == EventScore(points: 10, depth: 3, isEngagement: true))
    #expect(program.score(page, [.string("/blog")]) == EventScore(points: 1, depth: 1, isEngagement: true))
    #expect(
      program.score(page, [nil]) == EventScore(points: 1, depth: 1, isEngagement: true), "an error does not match")
    #expect(program.score(page, [.int(5)]) == EventScore(points: 1, depth: 1, isEngagement: true))
    let chat = program.plan(forType: "chat_opened")
    #expect(program.score(chat, []) == EventScore(points: 0, depth: 0, isEngagement: false))
    let unsubscribe = program.plan(forType: "unsubscribe")
    #expect(program.score(unsubscribe, []) == EventScore(points: -15, depth: 0, isEngagement: false))
    let unknown = program.plan(forType: "webinar")
    #expect(program.score(unknown, []) == EventScore(points: 0, depth: 0, isEngagement: true))
    #expect(program.plan(forType: "email_sent").isOutboundTouch)
    #expect(program.plan(forType: "demo_request").queries == [0])
    #expect(program.plan(forType: "demo_request").properties == [])
  }

  @Test func equalVerbsShareASlot() throws {
    let program = try definition(
      """
      events("b", "a").where(x, x.path == "/p").within(7).count() > 2
      || events("a", "b").where(e, e.path == "/p").within(7).exists()
      || events("a", "b").where(e, e.path == "/p").within(7).days() > 1
      || events("a", "b").within(7).exists() || points().within(7) > 1 || points().within(7) > 5
      """, in: .intent
    ).program
    #expect(program.queries.count == 3)
    #expect(program.queries.allSatisfy { $0.types == ["a", "b"] && $0.window == 7 })
    #expect(program.pointWindows == [7])
    #expect(program.eventProperties == ["path"])
    let condition = try #require(program.queries[0].condition)
    #expect(program.holds(condition, on: [.string("/p")]))
    #expect(!program.holds(condition, on: [nil]))
  }

  @Test(arguments: [
    ("age_days() < 30", [30]), ("age_days() >= 30", [30]), ("age_days() <= 30", [31]), ("age_days() > 30", [31]),
    ("age_days() == 30", [30, 31]), ("30 != age_days()", [30, 31]), ("30 > age_days()", [30]),
    ("30 <= age_days()", [30]), ("30 < age_days()", [31]), ("30 >= age_days()", [31]), ("age_days() < 0", []),
    ("age_days() > 9223372036854775807", []), ("age_days() == 0", [1]), ("age_days() >= 3 && age_days() < 9", [3, 9]),
  ])
  func theDaysOnWhichAnAnswerCanChangeAreKnown(_ expression: String, _ days: [Int]) throws {
    let program = try definition(expression, in: .ready).program
    #expect(program.ageThresholds == days)
    var state = program.makeState()
    var changes: [Int] = []
    var before = program.holds(.ready, &state)
    for day in 1...40 {
      state.ageDays = Int64(day)
      let now = program.holds(.ready, &state)
      if now != before { changes.append(day) }
      before = now
    }
    #expect(changes == days)
  }

  @Test func whatIsRememberedIsForgottenWhenItsAttributeChanges() throws {
    let program = try definition(
      "lead.a == 1 && (channel == \"x\" || stage in [\"sql\", \"mql\"]) && !(has(lead.b) && lead.b == 2) || score > 5"
    ).program
    var state = program.state(lead: ["a": .int(1)])
    state.channel = "x"
    #expect(program.holds(.fit, &state))
    state.setAttribute(1, .int(2))
    #expect(!program.holds(.fit, &state))
    state.setAttribute(1, .int(3))
    #expect(program.holds(.fit, &state))
    state.channel = "y"
    #expect(!program.holds(.fit, &state))
    state.stage = .sql
    #expect(program.holds(.fit, &state))
    state.setAttribute(0, nil)
    #expect(!program.holds(.fit, &state))
    state.score = 6
    #expect(program.holds(.fit, &state), "error || true")
  }
}
