public import Definitions
public import Engine
public import LibPQ

/// Why a lead is qualified on a day or is not: every gate, every part of it, and the facts behind each.
public struct LeadExplanation: Sendable {
  public var standing: Standing
  public var definition: Definition
  /// The lead at the end of the day.
  public var lead: LeadDay
  /// In their order; those that the definition leaves out are not here.
  public var gates: [GateAnswer]
  /// Every entry and exit through the day, in order.
  public var past: [Change]
  /// What follows from what is known, in order.
  public var next: [Change]
  /// Where the stage of the day came from.
  public var stageSaid: String?
  /// How it moves; `nil` where it had never engaged by then.
  public var momentum: MomentumExplanation?

  /// What the log says of it through the day, in order.
  public var happenings: [Happening]

  /// The latest change: since when it is as it is.
  public var since: Change? { past.last }

  public struct GateAnswer: Sendable {
    public var gate: Gate
    public var text: String
    public var holds: Bool
    public var parts: [Part]
    /// What would have to be otherwise; `nil` where the gate holds.
    public var want: Want?
  }

  /// A part of a gate, and in words what gave it its value; empty for what is computed from other parts.
  public struct Part: Sendable {
    public var traced: TracedPart
    public var from: String
  }

  public struct Change: Sendable {
    public var day: Day
    public var transition: Transition
    public var reasons: [String]
  }
}

extension Session {
  /// `nil` while nothing was computed yet, and for a day before the lead was created.
  public mutating func explanation(of lead: LeadID, tenant: TenantID) throws -> LeadExplanation? {
    let standing = try standing(of: tenant)
    guard let live = standing.live, let today = try run(Today()).first else { return nil }
    var reasons = try Reasons(for: [lead], of: tenant, live: live, in: &self)
    guard let file = reasons.files[lead],
      let day = reasons.builder.look(at: today, of: file.log, account: file.account)
    else { return nil }
    let words = FactWords(reasons: reasons, file: file, lead: day)
    let definition = reasons.definition
    let gates = Gate.allCases.compactMap { gate in
      definition.gates[gate].map { expression in
        LeadExplanation.GateAnswer(
          gate: gate, text: expression.text, holds: day.holding.contains(gate),
          parts: definition.program.trace(expression, day.state)
            .map { LeadExplanation.Part(traced: $0, from: words.origin(of: $0)) },
          want: definition.program.want(expression, day.state))
      }
    }
    let changes = day.timeline.transitions.map { change in
      LeadExplanation.Change(
        day: change.day, transition: change.transition,
        reasons: reasons.words(for: change.transition, of: lead, on: change.day))
    }
    return LeadExplanation(
      standing: standing, definition: definition, lead: day, gates: gates,
      past: changes.filter { $0.day <= today }, next: changes.filter { $0.day > today }, stageSaid: words.stage,
      momentum: try momentum(of: lead, tenant: tenant, live: live, words: words),
      happenings: reasons.happenings(of: file, lead: day))
  }
}

extension Timeline {
  /// Every entry and exit, in order.
  fileprivate var transitions: [(day: Day, transition: Transition)] {
    var all: [(day: Day, transition: Transition)] = passedOn.map { [($0, .passedThrough)] } ?? []
    for span in spans {
      all.append((span.from, .entered))
      if let to = span.to, let reason = span.reason { all.append((to, .exited(reason))) }
    }
    return all
  }
}
