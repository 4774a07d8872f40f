import Definitions
import Engine
import Intake
import Store
import Terminal

extension LeadExplanationText {
  /// One object for programs.
  var document: Table {
    let gates = explanation.gates.map { gate in
      Value.object([
        "gate": .string(gate.gate.rawValue), "holds": .bool(gate.holds), "expression": .string(gate.text),
        "parts": .list(gate.parts.map(\.object)),
      ])
    }
    let view = sheet.view
    return Table(
      [
        "lead_id", "external_id", "email", "name", "day", "definition", "qualified", "created_day", "stage", "channel",
        "because", "gates", "would_qualify", "idle_out_day", "age_out_day", "next",
        "momentum",
      ], shape: .record,
      rows: [
        [
          .int(sheet.lead.rawValue), .text(view?.externalID), .text(view?.email), .text(view?.name),
          .date(lead.day.description), .int(explanation.standing.live?.definition ?? 0), .bool(lead.isQualified),
          .date(lead.timeline.createdDay.description), .text(lead.state.stage.name), .text(lead.timeline.channel),
          .text(explanation.answer), .json(Value.list(gates).json),
          .json(Value.list(lead.isQualified ? [] : explanation.wants.map(Value.string)).json),
          .date(lead.idleOut?.description), .date(lead.ageOut?.description),
          .json(Value.list(explanation.next.map(\.object)).json), .json(momentumValue.json),
        ]
      ])
  }

  /// A row a part.
  var parts: Table {
    Table(
      ["lead_id", "day", "gate", "holds", "level", "part", "value", "from"],
      rows: explanation.gates.flatMap { gate in
        gate.parts.map { part in
          [
            .int(sheet.lead.rawValue), .date(lead.day.description), .text(gate.gate.rawValue), .bool(gate.holds),
            .int(Int64(part.traced.level)), .text(part.traced.text), .text(part.traced.value), .text(part.from),
          ]
        }
      })
  }
}

extension LeadExplanation.Part {
  fileprivate var object: Value {
    let (value, error): (Value, String?) =
      switch traced.outcome {
      case .value(let value): (value, nil)
      case .error(let error): (.null, "\(error)")
      }
    return .object([
      "part": .string(traced.text), "level": .int(Int64(traced.level)), "value": value, "error": .text(error),
      "from": .string(from),
    ])
  }
}

extension LeadExplanation.Change {
  fileprivate var object: Value {
    .object([
      "day": .string(day.description), "change": .string(transition.word), "because": .list(reasons.map(Value.string)),
    ])
  }
}
