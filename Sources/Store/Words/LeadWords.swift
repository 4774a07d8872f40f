public import Definitions
internal import Engine

extension LeadExplanation {
  /// Qualified or not, since when, and why.
  public var answer: String {
    let how = since.map { change in
      let words = change.reasons.isEmpty ? "" : ": \(change.reasons.joined(separator: "; "))"
      return change.transition == .entered ? ", since \(change.day)\(words)" : ", \(change.words(isPast: true))"
    }
    return lead.isQualified ? "Qualified\(how ?? "")" : "Not qualified\(how ?? "; it never was")"
  }
}

extension LeadExplanation.Change {
  /// `left on 2026-09-17, decayed: no engagement for 45 days`; `leaves, decayed: …`.
  public func words(isPast: Bool) -> String {
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
  public var question: String {
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
  public func isLooked(at whole: TracedPart) -> Bool { level == whole.level + 1 && source != nil && source == whole.source }

  /// `yes` and `no` for conditions, `not known` for what nobody gave.
  public var value: String {
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
  public var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
