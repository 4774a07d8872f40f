import Definitions
import Engine
import Store
import Terminal

extension PeriodExplanation {
  /// One object: the columns of `report.lvr`, then the changes with their leads.
  var document: Table {
    let totals = LVRColumns.totals([row])
    let list = Value.list(
      changes.map { change in
        .object([
          "change": .string(change.transition.word), "count": .int(Int64(change.count)),
          "leads": .list(change.leads.map(\.value)),
        ])
      })
    return Table(
      totals.columns + ["entered_before", "changes"], shape: .record,
      rows: totals.rows.map { $0 + [.int(enteredBefore), .json(list.json)] })
  }

  /// A row a lead.
  var leads: Table {
    Table(
      ["tenant", "period_start", "change", "day", "lead_id", "external_id", "email", "name", "because"],
      rows: changes.flatMap { change in
        change.leads.map { entry in
          let lead = entry.lead
          return [
            .text(row.tenant), .date(row.period.first.description), .text(change.transition.word),
            .date(lead.day.description), .int(lead.lead.rawValue), .text(lead.externalID), .text(lead.email),
            .text(lead.name), .text(entry.reasons.joined(separator: "; ")),
          ]
        }
      })
  }
}

extension PeriodExplanation.Entry {
  fileprivate var value: Value {
    .object([
      "lead_id": .int(lead.lead.rawValue), "external_id": .text(lead.externalID), "email": .text(lead.email),
      "name": .text(lead.name), "day": .string(lead.day.description), "because": .list(reasons.map(Value.string)),
    ])
  }
}

extension Value {
  static func object(_ members: [String: Value]) -> Value {
    .map(Dictionary(members.map { (MapKey.string($0.key), $0.value) }, uniquingKeysWith: { $1 }))
  }

  static func text(_ text: String?) -> Value { text.map(Value.string) ?? .null }
}
