import Definitions
import Engine
import Store
import Terminal

/// A period explained from the figure down, as a person reads it.
struct ExplanationText {
  private let explanation: PeriodExplanation
  private let tenant: Tenant

  init(_ explanation: PeriodExplanation, _ tenant: Tenant) {
    self.explanation = explanation
    self.tenant = tenant
  }

  private var row: LVRRow { explanation.row }
  private var counts: LVRCounts { row.counts }

  func text(on screen: Screen) -> String {
    ([heading, formula, interval, waterfall(screen)].compactMap(\.self) + explanation.changes.map { change($0, screen) })
      .joined(separator: "\n")
  }

  private var heading: String {
    let name = explanation.standing.live.map { " \"\($0.name)\"" } ?? ""
    var words = row.figures.shown.map { "lead velocity rate \($0) %" } ?? "no lead velocity rate (\(row.reasonWords))"
    if let band = row.figures.band { words += ", \(band)" }
    if let versus = row.figures.versusTarget, let low = row.figures.targetLow, let high = row.figures.targetHigh {
      words += ", \(versus) the target of \(low.whole)–\(high.whole) %"
    }
    return """
      \(tenant.name), \(row.period.name): \(words)
      definition \(row.definition)\(name), \(row.basis.rawValue), as of \(row.asOf)\(row.isInProgress ? ", in progress" : "")

      """
  }

  /// The formula, then with its numbers put in.
  private var formula: String {
    let (words, before, now) =
      row.basis == .stock
      ? ("100 · (closing − opening) / opening", counts.opening, counts.closing)
      : ("100 · (entered − entered before) / entered before", explanation.enteredBefore, counts.entered)
    let numbers = "100 · (\(now) − \(before)) / \(before)"
    let result = row.figures.lvr == nil ? row.reasonWords : "\(row.figures.lvr?.rounded(to: 6) ?? "") %"
    let note =
      row.basis == .flow && row.isInProgress
      ? "\n      before: through \(row.period.counterpart(of: row.asOf)), the same number of days" : ""
    return "LVR = \(words)\n    = \(numbers) = \(result)\(note)\n"
  }

  private var interval: String? {
    guard let bounds = row.figures.interval else { return nil }
    let moves = counts.entered + counts.exited - 2 * counts.passedThrough
    let formula =
      row.basis == .stock
      ? "LVR ± 1.96 · 100 · √(entered + exited) / opening, √(\(moves))"
        + (counts.passedThrough > 0 ? " without pass-throughs" : "")
      : "100 · (exp(ln(b/a) ± 1.96 · √(1/a + 1/b)) − 1), a = \(explanation.enteredBefore), b = \(counts.entered)"
    let word = row.figures.isSignificant.map { $0 ? "excludes 0" : "includes 0: could be chance" } ?? ""
    return "95 % interval \(bounds)\(word.isEmpty ? "" : ", " + word)\n      \(formula)\n"
  }

  private func waterfall(_ screen: Screen) -> String {
    var table = Table(["what", "leads", "note"])
    func add(_ what: String, _ count: Int, _ sign: String, _ note: String = "") {
      table.append([.text(what), Cell(.int(Int64(count)), shown: sign + String(count)), .text(note)])
    }
    add("opening", counts.opening, "", "qualified at the end of \(row.period.first - 1)")
    add(
      "entered", counts.entered, "+",
      counts.passedThrough == 0 ? "" : "\(counts.passedThrough) of them passed through: customers at once")
    add("converted", counts.exitedConverted, "-")
    add("disqualified", counts.exitedDisqualified, "-")
    add("decayed", counts.exitedDecayed, "-")
    add("criteria", counts.exitedCriteria, "-", "a gate no longer held")
    add("closing", counts.closing, "", "qualified at the end of \(min(row.period.last, row.asOf))")
    // The heading says nothing here.
    return Format.table.text(of: table, on: screen).split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      .joined(separator: "\n")
  }

  private func change(_ change: PeriodExplanation.Change, _ screen: Screen) -> String {
    let title = screen.paint("\(change.transition.title): \(change.count)", .bold)
    let table = Table(
      ["day", "who", "lead", Table.Column("because", isFlexible: false)],
      rows: change.leads.map { entry in
        [
          .date(entry.lead.day.description), .text(entry.lead.person), .int(entry.lead.lead.rawValue),
          .text(entry.reasons.isEmpty ? "changed since: headway worker --once" : entry.reasons.joined(separator: "; ")),
        ]
      })
    let rest = change.count - change.leads.count
    let more = rest > 0 ? "and \(rest) more: --limit \(change.count)\n" : ""
    let body = change.leads.isEmpty ? "" : Format.table.text(of: table, on: screen)
    return "\(title)\n\(body)\(more)"
  }
}
