import Definitions
import Engine
import Foundation
import Store
import Terminal

/// A definition beside the running one, as a person reads it.
struct PreviewText {
  let preview: DefinitionPreview
  let definition: Definition
  let tenant: Tenant

  func text(on screen: Screen) -> String {
    [
      heading, Format.table.text(of: months, on: screen), summary,
      moved("Would have counted, and never did", preview.gained, "under the running definition", screen),
      moved("Counted, and never would have", preview.lost, "under the new one", screen),
    ].joined(separator: "\n")
  }

  private var heading: String {
    let live = preview.standing.live
    return """
      \(tenant.name), \(preview.from) … \(preview.today): \
      definition \(live?.definition ?? 0) "\(live?.name ?? "")" (now) and "\(definition.name)" (new)
      nothing was stored

      """
  }

  /// A row a month; of the two rates each by its own basis.
  var months: Table {
    Table(
      ["period", "entered", "entered_new", "closing", "closing_new", "lvr", "lvr_new", "change"],
      rows: preview.months.map { month in
        let (now, new) = (month.now, month.new)
        return [
          .text(new.period.name), .int(now?.counts.entered), .int(new.counts.entered), .int(now?.counts.closing),
          .int(new.counts.closing), rate(now), rate(new), change(now, new),
        ]
      })
  }

  private func rate(_ row: LVRRow?) -> Cell {
    row?.figures.lvr.map { .decimal($0, shown: row?.figures.shown ?? $0) } ?? .null
  }

  /// In percentage points.
  private func change(_ now: LVRRow?, _ new: LVRRow) -> Cell {
    guard let old = now?.figures.lvr.flatMap(Double.init), let new = new.figures.lvr.flatMap(Double.init) else {
      return .null
    }
    return .decimal(String(format: "%.6f", new - old), shown: String(format: "%+.1f", new - old))
  }

  private var summary: String {
    let (now, new) = (preview.now, preview.new)
    return """
      qualified today              \(preview.qualifiedNow) now, \(preview.qualifiedNew) new
      qualified in these months    \(now.qualified) now, \(new.qualified) new: \
      \(preview.gained.count) more, \(preview.lost.count) fewer
      of all \(now.leads) leads            \(percent(now.qualifiedPercent)) now, \(percent(new.qualifiedPercent)) new
      of those became customers    \(percent(now.convertedPercent)) now, \(percent(new.convertedPercent)) new

      """
  }

  /// For whoever would take the growth at its word.
  var loweredBar: String {
    let (now, new) = (preview.now, preview.new)
    return """
      this lowers the bar: \(percent(new.qualifiedPercent)) of all leads would qualify instead of \
      \(percent(now.qualifiedPercent)), and \(percent(new.convertedPercent)) of them become customers instead of \
      \(percent(now.convertedPercent))
      """
  }

  private func percent(_ value: Double?) -> String { value.map { String(format: "%.1f %%", $0) } ?? "–" }

  private func moved(
    _ title: String, _ moved: DefinitionPreview.Moved, _ refuser: String, _ screen: Screen
  ) -> String {
    let heading = screen.paint("\(title): \(moved.count)", .bold)
    guard !moved.examples.isEmpty else { return heading + "\n" }
    let table = Table(
      ["day", "who", "lead", Table.Column("decided \(refuser)", isFlexible: false)],
      rows: moved.examples.map { example in
        [
          .date(example.day.description), .text(example.person), .int(example.lead.rawValue),
          .text(example.decided.map(\.words).joined(separator: "; ")),
        ]
      })
    let rest = moved.count - moved.examples.count
    return heading + "\n" + Format.table.text(of: table, on: screen) + (rest > 0 ? "and \(rest) more\n" : "")
  }
}

extension PreviewText {
  /// One object for programs.
  func document(on screen: Screen) -> Table {
    Table(
      [
        "tenant", "definition", "name", "from_day", "as_of", "months", "leads", "qualified_now", "qualified_new",
        "converted_now", "converted_new", "lowers_the_bar", "gained", "lost", "gained_examples", "lost_examples",
      ], shape: .record,
      rows: [
        [
          .text(tenant.slug), .int(preview.standing.live?.definition ?? 0), .text(definition.name),
          .date(preview.from.description), .date(preview.today.description),
          .json(Format.json.text(of: months, on: screen)),
          .int(preview.now.leads), .int(preview.now.qualified), .int(preview.new.qualified),
          .int(preview.now.converted), .int(preview.new.converted), .bool(preview.lowersTheBar),
          .int(preview.gained.count), .int(preview.lost.count),
          .json(Value.list(preview.gained.examples.map(\.object)).json),
          .json(Value.list(preview.lost.examples.map(\.object)).json),
        ]
      ])
  }
}

extension DefinitionPreview.Example {
  fileprivate var object: Value {
    .object([
      "lead_id": .int(lead.rawValue), "external_id": .text(externalID), "email": .text(email), "name": .text(name),
      "day": .string(day.description), "decided": .list(decided.map { .string($0.words) }),
    ])
  }
}

extension DefinitionPreview.Decision {
  /// `fit: account.employees >= 50 is no (account.employees 12)`.
  fileprivate var words: String {
    switch self {
    case .part(let gate, let part, let looked):
      "\(gate.rawValue): \(part.text.oneLine) is \(part.value)"
        + (looked.isEmpty ? "" : " (\(looked.map { "\($0.text.oneLine) \($0.value)" }.joined(separator: ", ")))")
    case .idle(let days): "\(days) days without engagement"
    case .age(let days): "\(days) days after it was created"
    }
  }
}
