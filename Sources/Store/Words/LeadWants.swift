internal import Definitions
internal import Engine

/// What would have to happen for a lead to qualify, and what time alone will do to it.
extension LeadExplanation {
  /// One sentence a line; parts of a choice are indented.
  public var wants: [String] {
    if let day = lead.ageOut, day <= lead.day {
      return ["nothing any more: since \(day) it is too old (created \(lead.timeline.createdDay))"]
    }
    var lines: [String] = []
    if lead.isOut { lines.append("another stage: it is \(lead.state.stage.name), and then nobody is qualified") }
    if let day = lead.idleOut, day <= lead.day {
      let last = lead.engaged.map { "the last was on \($0)" } ?? "there was none"
      lines.append("an engagement, such as a visit or a reply: \(last)")
    }
    for gate in gates {
      guard let want = gate.want else { continue }
      lines += Self.lines(of: want, in: lead.state).enumerated().map {
        $0.offset == 0 ? "\(gate.gate.rawValue): \($0.element)" : $0.element
      }
    }
    return lines
  }

  private static func lines(of want: Want, in state: GateState) -> [String] {
    switch want {
    case .part(let part, let wanted): [sentence(part, wanted, state)]
    case .all(let wants): ["all of"] + wants.flatMap { lines(of: $0, in: state) }.map { "  " + $0 }
    case .any(let wants): ["any one of"] + wants.flatMap { lines(of: $0, in: state) }.map { "  " + $0 }
    }
  }

  private static func sentence(_ part: TracedPart, _ wanted: Bool, _ state: GateState) -> String {
    let text = part.text.oneLine
    guard wanted else { return "not \(text): now it is so" }
    if part.source == .stage { return "\(text): the stage is \(state.stage.name)" }
    if let bound = part.atLeast, let number = part.source?.number(in: state), number < bound {
      return "\(text): now \(number), \(bound &- number) to go"
    }
    return "\(text): now \(part.value)"
  }

  /// The days on which it goes out by itself.
  public var clocks: [String] {
    guard !lead.isOut else { return ["it is out by its stage, and time changes nothing"] }
    var lines: [String] = []
    let decay = definition.decay
    if let days = decay.idle, let out = lead.idleOut {
      let last = lead.engaged.map { "last engaged \($0)" } ?? "never engaged, created \(lead.timeline.createdDay)"
      lines.append(
        out > lead.day
          ? "\(last); \(days) days without engagement take it out on \(out)"
          : "\(last); idle for too long, \(days) days, since \(out)")
    }
    if let days = decay.age, let out = lead.ageOut {
      lines.append(
        out > lead.day
          ? "\(days) days after it was created it is out for good: on \(out)"
          : "too old, \(days) days after it was created, since \(out) and for good")
    }
    return lines.isEmpty ? ["this definition lets no lead decay"] : lines
  }
}

extension TracedPart.Source {
  fileprivate func number(in state: GateState) -> Int64? {
    switch self {
    case .score: state.score
    case .query(let slot): state.counts[slot]
    case .points(let slot): state.points[slot]
    case .days(.created): state.ageDays
    case .days(.engaged): state.idleDays
    case .attribute, .stage, .channel: nil
    }
  }
}
