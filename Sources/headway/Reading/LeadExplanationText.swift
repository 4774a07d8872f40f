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
    if !lead.isQualified { sections.append(section("What would qualify it", wants, screen)) }
    sections.append(section("Time", clocks, screen))
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
      \(screen.paint(answer, .bold))
      created \(lead.timeline.createdDay), first touch \(lead.timeline.channel), stage \(state.stage.name)\(stageSaid)
      definition \(explanation.standing.live?.definition ?? 0) "\(explanation.definition.name)", at the end of \(lead.day)

      """
  }

  private var stageSaid: String { explanation.stageSaid.map { " (\($0))" } ?? "" }

  /// Qualified or not, since when, and why.
  var answer: String {
    let since = explanation.since.map { change in
      let words = change.reasons.isEmpty ? "" : ": \(change.reasons.joined(separator: "; "))"
      return change.transition == .entered ? ", since \(change.day)\(words)" : ", \(change.words(isPast: true))"
    }
    return lead.isQualified ? "Qualified\(since ?? "")" : "Not qualified\(since ?? "; it never was")"
  }

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

extension LeadExplanation.Change {
  /// `left on 2026-09-17, decayed: no engagement for 45 days`; `leaves, decayed: …`.
  func words(isPast: Bool) -> String {
    let leaves = isPast ? "left on \(day)" : "leaves"
    let what =
      switch transition {
      case .entered: isPast ? "entered on \(day)" : "enters"
      case .passedThrough: "a customer at once, on \(day)"
      case .exited(.converted): "\(leaves) as a customer"
      case .exited(.disqualified): "\(leaves), disqualified"
      case .exited(.decayed): "\(leaves), decayed"
      case .exited(.criteria): "\(leaves), as a gate no longer holds"
      }
    return reasons.isEmpty ? what : "\(what): \(reasons.joined(separator: "; "))"
  }
}

extension Gate {
  /// What the gate asks, for somebody who has not read the definition.
  var question: String {
    switch self {
    case .contact: "can somebody be reached?"
    case .fit: "is it the kind of customer that is wanted?"
    case .intent: "does it show interest?"
    case .ready: "is it far enough for sales?"
    }
  }
}

extension TracedPart {
  /// Whether this is what that part, around it, looks at.
  func isLooked(at whole: TracedPart) -> Bool { level == whole.level + 1 && source != nil && source == whole.source }

  /// `yes` and `no` for conditions, `not known` for what nobody gave.
  var value: String {
    switch outcome {
    case .value(.bool(let flag)): flag ? "yes" : "no"
    case .value(let value): value.json
    case .error(.missing): "not known"
    case .error(let error): "\(error)"
    }
  }
}

extension String {
  /// As it stands in a text of several lines, on one.
  var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
