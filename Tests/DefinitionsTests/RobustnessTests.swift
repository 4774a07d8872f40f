import Chance
import Definitions
import Testing

@Suite struct RobustnessTests {
  /// Text that is nearly right finds more than text that is noise.
  @Test func noMutatedDefinitionTraps() {
    var generator = SplitMix64(seed: 1)
    let pieces = [
      "&&", "||", "!", "(", ")", "[", "]", "'", "\"", "lead.", "e.", ".where(e,", ".within(9)", "*a", "&a ", "- ", "{",
      "}",
      ":", "\n  ", "\t", "\\", "\u{0}", "é", "\u{1F600}", "9223372036854775807", "events(\"x\")", "|", ">", "#", "%",
      "?", "~", "null", ",", "\r\n",
    ]
    for _ in 0..<3_000 {
      var text = Array(meetingReady.unicodeScalars)
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let at = Int.random(in: 0..<text.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: text.remove(at: at)
        case 1: text.insert(contentsOf: pieces.randomElement(using: &generator)!.unicodeScalars, at: at)
        default: text.removeSubrange(at..<min(text.count, at + Int.random(in: 1...20, using: &generator)))
        }
      }
      var mutated = String.UnicodeScalarView()
      mutated.append(contentsOf: text)
      do {
        let program = try Definition.parse(String(mutated), file: "mutated").program
        var state = program.makeState()
        _ = program.qualifies(&state)
      } catch {
        _ = error.description
      }
    }
  }

  @Test func noMixOfValuesTraps() throws {
    let values: [Value] = [
      .null, .bool(true), .int(0), .int(.min), .int(.max), .int(-1), .double(.nan), .double(.infinity), .double(-0.0),
      .double(1e300), .string(""), .string("5"), .string("é"), .list([]), .list([.int(1), .null]), .map([:]),
      .map([.int(1): .int(2), "a": .null]), .timestamp(try #require(Timestamp(rfc3339: "0001-01-01T00:00:00Z"))),
      .timestamp(try #require(Timestamp(rfc3339: "9999-12-31T23:59:59.999999999Z"))),
      .duration(Elapsed(nanoseconds: .min)),
      .duration(Elapsed(nanoseconds: .max)),
    ]
    let operators = BinaryOperator.allCases.map { "x \($0.rawValue) y" }
    let others = [
      "x[y]", "x ? y : x", "-x", "!x", "x && y", "x || y", "x.exists(z, z == y)", "x.all(z, z < y)", "has(x.a)", "x.a",
      "x.startsWith(y)", "x.endsWith(y)", "x.contains(y)", "x.matches(y)", "x.lowerAscii()",
    ]
    let functions = ["size", "int", "double", "string", "timestamp", "duration"].map { "\($0)(x)" }
    for expression in operators + others + functions {
      let trial = try Trial(expression)
      for left in values {
        for right in values {
          let outcome = trial.evaluate(["x": left, "y": right])
          if case .value(let value) = outcome { _ = value.json }
          _ = "\(outcome)"
        }
      }
    }
  }

  /// Gates have forms of their own for speed (counters against numbers, stages as bits, parts
  /// remembered); `definition try` has none of them. Both must say the same.
  @Test func gatesAndTryAgreeOnRandomExpressions() throws {
    var checked = 0
    for seed in UInt64(0)..<600 {
      var writer = RandomExpression(generator: SplitMix64(seed: seed))
      let text = writer.condition(depth: 4)
      guard let program = try? definition(text).program else { continue }
      let trial = try Trial(text)
      var state = program.makeState()
      for _ in 0..<12 {
        let facts = writer.facts()
        for (slot, path) in program.attributes.enumerated() { state.setAttribute(slot, facts.lead[path.name]) }
        state.stage = facts.stage
        state.score = facts.score
        state.ageDays = facts.age
        state.channel = facts.channel
        let expected = trial.evaluate(facts.bindings).value == .bool(true)
        if program.holds(.fit, &state) != expected { Issue.record("seed \(seed): \(text) on \(facts)") }
        checked += 1
      }
    }
    #expect(checked > 3_000)
  }
}

/// Writes conditions that type-check most of the time.
struct RandomExpression {
  var generator: SplitMix64

  struct Lead {
    var lead: [String: Value]
    var stage: Stage
    var score: Int64
    var age: Int64
    var channel: String

    var bindings: [String: Value] {
      [
        "lead": .map(Dictionary(uniqueKeysWithValues: lead.map { (.string($0), $1) })), "stage": .string(stage.name),
        "score": .int(score), "age_days": .int(age), "channel": .string(channel),
      ]
    }
  }

  mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: 0..<choices.count, using: &generator)]
  }

  mutating func condition(depth: Int) -> String {
    guard depth > 0 else { return leaf() }
    switch Int.random(in: 0..<9, using: &generator) {
    case 0, 1: return "(\(condition(depth: depth - 1)) && \(condition(depth: depth - 1)))"
    case 2, 3: return "(\(condition(depth: depth - 1)) || \(condition(depth: depth - 1)) || \(leaf()))"
    case 4: return "!(has(lead.a) && has(lead.b) && has(lead.c) && \(condition(depth: depth - 1)))"
    case 5: return "(\(condition(depth: depth - 1)) ? \(condition(depth: depth - 1)) : \(leaf()))"
    case 6: return "[1, 2].exists(v, v == lead.a || \(condition(depth: depth - 1)))"
    default: return leaf()
    }
  }

  private mutating func leaf() -> String {
    let attribute = "lead." + pick(["a", "b", "c"])
    let comparison = pick(["==", "<", "<=", ">", ">="])
    return switch Int.random(in: 0..<10, using: &generator) {
    case 0: "\(attribute) \(comparison) \(pick(["1", "2", "1.5", "\"x\""]))"
    case 1: "has(\(attribute))"
    case 2: "stage \(pick(["==", "!="])) \"\(pick(Stage.allCases).name)\""
    case 3: "score \(comparison) \(pick(["0", "5", "4.5"]))"
    case 4: "\(pick(["3", "10"])) \(comparison) age_days()"
    case 5: "reached(\"\(pick(["lead", "mql", "sql", "customer"]))\")"
    case 6: "stage in [\"mql\", \"sql\"]"
    case 7: "channel == \"x\""
    case 8: "\(attribute) in [1, 2, \"x\"]"
    default: "\(attribute) + 1 > 2"
    }
  }

  mutating func facts() -> Lead {
    var lead: [String: Value] = [:]
    for name in ["a", "b", "c"] {
      if let value = pick([nil, .int(1), .int(2), .double(1.5), .string("x"), .bool(true)] as [Value?]) {
        lead[name] = value
      }
    }
    return Lead(
      lead: lead, stage: pick(Stage.allCases), score: pick([0, 5, 6]), age: pick([2, 3, 4, 10]),
      channel: pick(["x", "y"]))
  }
}
