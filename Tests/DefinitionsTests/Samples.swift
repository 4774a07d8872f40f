import Definitions
import Testing

/// The definition of the specification.
let meetingReady = """
  name: meeting-ready
  basis: stock                       # stock (default) | flow: which LVR is the headline
  qualified:                         # four gates; each an expression; a missing gate is true
    contact: lead.email_verified == true || lead.phone_verified == true
    fit: account.industry in ["saas", "fintech"] && account.employees >= 50 && lead.title.matches("(?i)vp|chief|head")
    intent: score >= 40 || events("demo_request").within(30).count() >= 1
    ready: reached("mql") && !(has(lead.do_not_contact) && lead.do_not_contact == true)
  decay: { idle: 45, age: 180 }      # days; both optional
  scoring:                           # first rule that matches an event gives its points and depth
    - { event: page_view, where: 'e.path.startsWith("/pricing")', points: 10, depth: 3 }
    - { event: page_view, points: 1, depth: 1 }
    - { event: case_study, points: 5, depth: 2 }
    - { event: demo_request, points: 20, depth: 4 }
    - { event: chat_opened, engagement: false }    # seen, but no sign of interest
    - { event: unsubscribe, points: -15 }          # never engagement; its points count
  """

/// A definition with one gate, as short as it gets.
func definition(
  _ expression: String, in gate: Gate = .fit, vocabulary: Vocabulary? = nil
) throws(Diagnostics) -> Definition {
  let quoted = expression.replacing("'", with: "''")
  return try Definition.parse(
    "name: test\nqualified:\n  \(gate.rawValue): '\(quoted)'\ndecay: { idle: 45 }\n", file: "test.yaml",
    vocabulary: vocabulary)
}

/// What a file is refused with, as it is printed.
func refusal(_ text: String, vocabulary: Vocabulary? = nil) -> String {
  do {
    _ = try Definition.parse(text, file: "test.yaml", vocabulary: vocabulary)
    return "no error"
  } catch {
    return error.description
  }
}

/// What one gate is refused with: the sentences and hints alone.
func complaints(_ expression: String, vocabulary: Vocabulary? = nil) -> [String] {
  do {
    return try definition(expression, vocabulary: vocabulary).warnings.map(\.sentence)
  } catch {
    return error.all.map(\.sentence)
  }
}

extension Diagnostic {
  /// The excerpt that the underline covers, the message and the hint.
  var sentence: String {
    let line = Array((sourceLine ?? "").unicodeScalars)
    let end = min(line.count, column - 1 + length)
    var excerpt = String.UnicodeScalarView()
    if column - 1 < end { excerpt.append(contentsOf: line[(column - 1)..<end]) }
    return "\(severity.rawValue) [\(String(excerpt))] \(message)" + (hint.map { " | \($0)" } ?? "")
  }
}

/// Sets what a program reads, by name.
extension Program {
  func state(lead: [String: Value] = [:], account: [String: Value] = [:]) -> GateState {
    var state = makeState()
    for (slot, path) in attributes.enumerated() {
      state.setAttribute(slot, (path.root == .lead ? lead : account)[path.name])
    }
    return state
  }
}
