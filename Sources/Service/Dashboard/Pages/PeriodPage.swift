internal import Definitions
internal import Engine
internal import Store

/// Who entered and who left in a period, and why.
struct PeriodPage: Page {
  static let template = "period"

  let shell: Shell
  let heading: Heading
  let sentence: String
  let back: Link
  let notes: Notes
  let changes: [Change]
  let hasChanges: Bool

  struct Change: Sendable {
    let title: String
    let count: String
    let leads: Grid
    let rest: String?
  }

  init(_ explanation: PeriodExplanation, of tenant: Tenant, for viewer: Viewer) {
    let row = explanation.row
    shell = .client(tenant, row.period.title, for: viewer, standing: explanation.standing, asOf: row.asOf)
    heading = .client(
      tenant, nil, within: .velocity,
      below: "Who entered and who left in \(row.period.title)\(row.isInProgress ? ", which is in progress" : "")")
    sentence = Typography.words(row.sentence)
    back = Link(title: "\(row.period.title), taken apart", href: tenant.path(of: row.period))
    notes = Notes(
      row.basis == .flow
        ? ["\(Typography.count(explanation.enteredBefore)) had entered in what the rate compares with."] : [])
    changes = explanation.changes.map { change in
      var grid = Grid(
        change.transition.title, hidesCaption: true, [.init("Day"), .init("Lead"), .init("Because")])
      for entry in change.leads {
        grid.append([
          .day(entry.lead.day.description),
          Grid.Cell.person(entry.lead, entry.lead.lead, of: tenant).heading,
          .text(
            entry.reasons.isEmpty ? "changed since, and is still to be computed" : entry.reasons.joined(separator: "; ")
          ),
        ])
      }
      let rest = change.count - change.leads.count
      return Change(
        title: change.transition.title,
        count: "\(Typography.count(change.count)) \(change.count == 1 ? "lead" : "leads")",
        leads: grid, rest: rest > 0 ? "And \(Typography.count(rest)) more." : nil)
    }
    hasChanges = !changes.isEmpty
  }
}
