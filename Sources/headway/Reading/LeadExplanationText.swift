import Definitions
import Engine
import Intake
import Store
import Terminal

/// One lead on one day, explained as a person reads it.
struct LeadExplanationText {
  let explanation: LeadExplanation
  let sheet: LeadSheet
  let tenant: Tenant

  init(_ explanation: LeadExplanation, _ sheet: LeadSheet, _ tenant: Tenant) {
    self.explanation = explanation
    self.sheet = sheet
    self.tenant = tenant
  }

  var lead: LeadDay { explanation.lead }

  func text(on screen: Screen) -> String {
    var sections = [heading(screen)]
    sections += explanation.gates.map { gate($0, screen) }
    if !lead.isQualified { sections.append(section("What would qualify it", explanation.wants, screen)) }
    sections.append(section("Time", explanation.clocks, screen))
    let next = explanation.next.map { "\($0.day)  \($0.words(isPast: false))" }
    let nothing = lead.isQualified ? "it stays qualified" : "it stays as it is"
    sections.append(section("Next, if nothing new comes", next.isEmpty ? [nothing] : next, screen))
    sections += momentum(screen)
    return sections.joined(separator: "\n")
  }

  /// Who it is, and the answer.
  private func heading(_ screen: Screen) -> String {
    let view = sheet.view
    let place = [view?.title, view?.account].compactMap(\.self).joined(separator: ", ")
    let who = view?.person ?? "somebody without a name"
    let state = explanation.lead.state
    return """
      \(screen.paint(who, .bold))\(place.isEmpty ? "" : ", \(place)"): lead \(sheet.lead.rawValue) of \(tenant.name)
      \(screen.paint(explanation.answer, .bold))
      created \(lead.timeline.createdDay), first touch \(lead.timeline.channel), stage \(state.stage.name)\(stageSaid)
      definition \(explanation.standing.live?.definition ?? 0) "\(explanation.definition.name)", at the end of \(lead.day)

      """
  }

  private var stageSaid: String { explanation.stageSaid.map { " (\($0))" } ?? "" }

  // MARK: Gates

  private func gate(_ answer: LeadExplanation.GateAnswer, _ screen: Screen) -> String {
    let title = screen.paint("\(answer.gate.rawValue): \(answer.holds ? "yes" : "no")", .bold)
    // The gate itself is its first part; where it has others its text stands above them.
    let isChain = answer.parts.count > 1
    var table = Table(["part", "value", "from"])
    for (index, part) in answer.parts.enumerated().dropFirst(isChain ? 1 : 0) {
      let indent = String(repeating: "  ", count: part.traced.level + (isChain ? 0 : 1))
      // What a comparison was made with says so itself, on the next line.
      let isSaidNext = index + 1 < answer.parts.count && answer.parts[index + 1].traced.isLooked(at: part.traced)
      table.append([
        .text(indent + part.traced.text.oneLine), .text(part.traced.value), .text(isSaidNext ? "" : part.from),
      ])
    }
    let lines = Format.table.text(of: table, on: screen).split(separator: "\n", omittingEmptySubsequences: false)
    let whole = isChain ? "  \(answer.text.oneLine)\n" : ""
    return "\(title), \(answer.gate.question)\n\(whole)" + lines.dropFirst().joined(separator: "\n")
  }

  private func section(_ title: String, _ lines: [String], _ screen: Screen) -> String {
    "\(screen.paint(title, .bold))\n" + lines.map { "  \($0)\n" }.joined()
  }
}
