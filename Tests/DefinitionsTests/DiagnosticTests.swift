import Definitions
import Testing

/// What people see when they get something wrong, as it is printed.
@Suite struct DiagnosticTests {
  @Test func aTypoShowsTheLineACaretAndTheWayOut() {
    let vocabulary = Vocabulary(accountAttributes: ["industry"])
    #expect(
      refusal(
        """
        name: x
        qualified:
          fit: acount.industry in ["saas"]   # typo
        """, vocabulary: vocabulary) == """
          test.yaml:1:1: warning: no decay: a lead that once qualified counts for ever
            name: x
            ^
            add `decay: { idle: 45, age: 180 }` (days without engagement, days since created)
          test.yaml:3:8: error: nothing is named `acount`
              fit: acount.industry in ["saas"]   # typo
                   ^~~~~~
            did you mean `account.industry`?
          """)
  }

  @Test(arguments: [
    ("fit: score = 40", 3, 14), ("fit: 'score = 40'", 3, 15), ("fit: 'lead.a == ''x'' && score = 4'", 3, 34),
    ("fit: \"lead.a == \\\"x\\\" && score = 4\"", 3, 34), ("fit: \"\\x6Cead.a \\u003D 4\"", 3, 19),
    ("fit: lead.a == 1\n    && score = 4", 4, 14), ("fit: >-\n    lead.a == 1\n    && score = 4", 5, 14),
    ("fit: |\n    lead.a == 1\n    && score = 4\n", 5, 14), ("fit: \"lead.a == 1 \\\n    && score = 4\"", 4, 14),
    ("fit: 'lead.a == 1\n\n    && score = 4'", 5, 14), ("fit: |2\n     lead.a == 1\n     && score = 4\n", 5, 15),
    ("fit: lead.a == \"é\" && score = 4", 3, 31), ("? fit\n  : score = 4", 4, 11),
    ("fit: &gate score = 40", 3, 20), ("fit: ! 'score = 40'", 3, 17),
    ("fit: >\n    lead.a == 1 &&\n\n    lead.b == 1 && score = 4\n", 6, 26),
  ])
  func aMistakeInsideAScalarStandsAtItsPlaceInTheFile(_ gate: String, _ line: Int, _ column: Int) {
    do {
      _ = try Definition.parse("name: x\nqualified:\n  \(gate)", file: "test.yaml")
      Issue.record("no error")
    } catch {
      #expect(error.errors.map(\.message) == ["`=` has no meaning here"])
      #expect(error.errors.map(\.line) == [line])
      #expect(error.errors.map(\.column) == [column])
    }
  }

  @Test(arguments: [
    ("score = 40", ["error [=] `=` has no meaning here | did you mean `==`?"]),
    ("score > 1 and score < 5", ["error [and] expected an operator or the end, found `and` | write `&&`"]),
    ("score >= \"40\"", ["error [score >= \"40\"] an int and a string cannot be compared by `>=`"]),
    ("industry == \"saas\"", ["error [industry] nothing is named `industry` | did you mean `account.industry`?"]),
    (
      "account.industri == \"x\"",
      ["warning [account.industri] no account has ever had `industri` | did you mean `account.industry`?"]
    ),
    ("lead.stage == \"sql\"", ["warning [lead.stage] `lead.stage` would be an attribute | did you mean `stage`?"]),
    ("stage == \"sqll\"", ["error [\"sqll\"] `sqll` is not a stage | did you mean `sql`?"]),
    (
      "stage == \"sql\"",
      [
        "warning [stage == \"sql\"] `stage == \"sql\"` does not hold for a lead that has gone further | "
          + "write `reached(\"sql\")`"
      ]
    ),
    (
      "stage > \"mql\"",
      [
        "error [stage > \"mql\"] stages are not ordered by `>`, which would go by the alphabet | "
          + "write `reached(\"mql\")`"
      ]
    ),
    (
      "reached(\"mqll\")",
      ["error [\"mqll\"] `mqll` is not a stage that can be reached | did you mean `mql`?"]
    ),
    (
      "events(\"demo_requst\").exists()",
      [
        "warning [events(\"demo_requst\").exists()] no event has ever been a `demo_requst` | "
          + "did you mean `demo_request`?"
      ]
    ),
    (
      "events(\"demo_request\")",
      [
        "error [events(\"demo_request\")] events by themselves are not a value | "
          + "add `.count()`, `.exists()` or `.days()`"
      ]
    ),
    (
      "events(\"demo_request\").count()",
      [
        "error [events(\"demo_request\").count()] this has to be a condition, and this is an int | "
          + "compare it: `… >= 1`"
      ]
    ),
    (
      "age_days() < score",
      [
        "error [score] `age_days()` is only compared with a number that is written out | "
          + "as in `age_days() < 30`: only then are the days known on which the answer changes"
      ]
    ),
    (
      "e.path == \"x\"",
      [
        "error [e] `e` is an event, and there is one only inside `.where(e, …)` and in scoring | "
          + "as in `events(\"page_view\").where(e, e.path == \"/pricing\").exists()`"
      ]
    ),
    (
      "events(\"page_view\").where(e, lead.title == \"x\").exists()",
      ["error [lead] only the event's own properties are known here, not `lead`"]
    ),
    (
      "lead.title.matches(\"(\")",
      ["error [\"(\"] this is not a pattern: missing ): ( | patterns are those of RE2"]
    ),
    (
      "lead.title.startswith(\"x\")",
      ["error [startswith] there is no function `startswith` | did you mean `startsWith`?"]
    ),
    (
      "timestamp(\"2020-01-01\") < timestamp(lead.title)",
      [
        "error [\"2020-01-01\"] this is no valid timestamp | as in `timestamp(\"2026-01-31T00:00:00Z\")`"
      ]
    ),
    ("size(score) > 1", ["error [score] `size` takes a string, a list or a map, and this is an int"]),
    (
      "[lead.title] == [1]",
      [
        "error [lead.title] a list holds numbers, strings, `true`, `false` and `null` | "
          + "compare each one by itself: `x == a || x == b`"
      ]
    ),
    ("“x” == 1", ["error [“] `“` has no meaning here | write straight quotes: \" or '"]),
    ("lead == 1", ["error [lead] `lead` is no value by itself | name an attribute, as in `lead.title`"]),
    (
      "lead.title == null",
      [
        "warning [lead.title == null] an attribute is never null: without a value it is missing | "
          + "write `has(lead.title)` or `!has(lead.title)`"
      ]
    ),
    (
      "reached(\"mql\") || reached(\"sql\")",
      [
        "warning [reached(\"sql\")] this gate mixes the stages `mql` and `sql` | a rate over leads of several "
          + "stages says nothing about any; `reached(\"…\")` includes the later ones"
      ]
    ),
  ])
  func eachMistakeHasItsSentence(_ expression: String, _ expected: [String]) {
    let vocabulary = Vocabulary(
      leadAttributes: ["title"], accountAttributes: ["industry"], eventTypes: ["demo_request", "page_view"])
    #expect(complaints(expression, vocabulary: vocabulary) == expected)
  }

  @Test(arguments: [
    "lead.a != 1", "!lead.a", "!(lead.a == 1)", "!(lead.a == 1 && has(lead.b))", "!(lead.a.b == 1 && has(lead.a))",
    "has(account.a) && lead.a != 1", "!lead.tags.exists(t, t == 1)", "1 != lead.a + 2", "!(score > 5 && lead.a)",
    "lead[\"a b\"] != 1", "!(lead.a[0] == 1)", "has(lead.b) ? lead.a != 1 : true",
    "events(\"x\").where(lead, has(lead.a)).exists() && lead.a != 1",
    "lead.list.exists(lead, has(lead.a)) && lead.a != 1",
  ])
  func aNegatedAttributeWithoutHasIsRefused(_ expression: String) {
    #expect(complaints(expression).contains { $0.contains("a lead that lacks it would never qualify") })
  }

  @Test(arguments: [
    "!has(lead.a) || lead.a != 1", "has(lead.a) && lead.a != 1", "!(has(lead.a.b) && lead.a.b == 1)",
    "\"a b\" in lead && lead[\"a b\"] != 1", "has(lead.a) && !lead[\"a\"]", "!reached(\"mql\")", "!has(lead.a)",
    "score != 4", "!events(\"x\").where(e, e.a != 1).exists()", "lead.tags.exists(t, t != \"x\")",
    "channel != \"email\"", "stage != \"customer\"", "\"b\" in lead.a && lead.a.b != 1",
  ])
  func aNegationThatIsGuardedOrNeedsNoGuardIsAccepted(_ expression: String) {
    #expect(complaints(expression) == [])
  }

  @Test func everyErrorOfAFileIsReported() {
    let text = """
      basis: stok
      qualified:
        fitt: "true"
      decay: { idle: 0, age: soon }
      scoring:
        - { event: email_sent, engagement: true }
        - { where: 'lead.x == 1', points: 2000000 }
        - { event: page_view, where: 'path == 1', depth: 5, engagment: no }
        - { event: a, points: 1 }
        - { event: a, where: e.x == 1 }
      """
    let found: [String]
    do {
      _ = try Definition.parse(text, file: "test.yaml")
      found = []
    } catch {
      found = error.all.map { "\($0.line):\($0.column) \($0.severity.rawValue) \($0.message)" }
    }
    #expect(
      found == [
        "1:1 error `name` is missing here",
        "1:8 error `stok` is not known here",
        "3:3 error `fitt` is not a key that is known here",
        "4:16 error 0 is out of range; it has to be 1 to 36525",
        "4:24 error expected a whole number, found `soon`",
        "6:38 error `email_sent` can never be engagement: it is our own doing",
        "7:5 error `event` is missing here",
        "8:55 error `engagment` is not a key that is known here",
        "10:5 warning this rule is never reached: line 9 already takes every `a`",
      ])
  }

  @Test func aLongLineIsCutAroundTheCaretAndShowsNoControlCharacters() {
    let long = String(repeating: "lead.a == 1 || ", count: 40)
    let text = refusal("name: x\nqualified: { fit: '\(long)\u{1B}[31m = 1' }\n")
    let shown = text.split(separator: "\n").filter { $0.contains("lead.a") }
    #expect(shown.allSatisfy { $0.count < 120 })
    #expect(!text.contains("\u{1B}"))
  }
}

@Suite struct LineDifferenceTests {
  @Test func linesAreNumberedOnBothSides() {
    let lines = LineDifference(from: "a\nb\nc\n", to: "a\nx\nc\nd\n").lines
    #expect(lines.map(\.text) == ["a", "b", "x", "c", "d"])
    #expect(lines.map(\.change) == [.none, .removed, .added, .none, .added])
    #expect(lines.map(\.old) == [1, 2, nil, 3, nil])
    #expect(lines.map(\.new) == [1, nil, 2, 3, 4])
  }

  @Test func equalTextsDifferNowhere() {
    #expect(LineDifference(from: "a\n", to: "a").lines.allSatisfy { $0.change == .none })
    #expect(LineDifference(from: "", to: "").lines.isEmpty)
  }
}
