@testable import Definitions

@testable import Engine

/// A scoring rule as a test writes it.
func rule(_ event: String, points: Int = 0, where condition: String? = nil, engagement: Bool? = nil) -> ScoringRule {
  ScoringRule(event: event, condition: condition.map(expression), points: points, depth: 0, engagement: engagement)
}

func definition(
  _ gates: [Gate: String] = [:], idle: Int? = nil, age: Int? = nil, scoring: [ScoringRule] = []
) -> Definition {
  let expressions = gates.mapValues(expression)
  return Definition(
    name: "test", basis: .stock, decay: Decay(idle: idle, age: age), gates: expressions, scoring: scoring,
    source: "", warnings: [], program: Program(gates: expressions.mapValues(\.tree), scoring: scoring))
}

private func expression(_ text: String) -> Expression {
  do {
    return Expression(
      text: text, tree: try SyntaxParser.parse(text), position: SourcePosition(line: 1, column: 1))
  } catch { preconditionFailure("\(text): \(error)") }
}

func timeline(
  _ definition: Definition, _ records: [RecordFact] = [], _ events: [EventFact] = [], _ deals: [DealFact] = [],
  account: [AccountFact] = [], in zone: Zone = .utc
) -> Timeline? {
  var builder = TimelineBuilder(definition, zone: zone)
  let log = LeadLog(records: records, events: events, deals: deals)
  return builder.timeline(of: log, account: AccountHistory(account, zone: zone))
}

/// `2026-01-05 to 2026-02-01 decayed`, `2026-01-05 on`, `passed 2026-01-05`: one a span.
func spans(_ timeline: Timeline?) -> [String] {
  guard let timeline else { return ["no lead"] }
  return (timeline.passedOn.map { ["passed \($0)"] } ?? [])
    + timeline.spans.map { span in
      guard let to = span.to, let reason = span.reason else { return "\(span.from) on" }
      return "\(span.from) to \(to) \(reason.rawValue)"
    }
}
