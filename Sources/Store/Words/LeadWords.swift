public import Definitions
internal import Engine

extension LeadExplanation {
  /// Qualified or not, since when, and why.
  public var answer: String {
    lead.isQualified
      ? "\(verdict)\(how.map { ", \($0)" } ?? "")" : "\(verdict)\(how.map { ", \($0)" } ?? "; it never was")"
  }

  public var verdict: String { lead.isQualified ? "Qualified" : "Not qualified" }

  /// Since when, or when it left, and why; `nil` where it never changed.
  public var how: String? {
    since.map { change in
      let words = change.reasons.isEmpty ? "" : ": \(change.reasons.joined(separator: "; "))"
      return change.transition == .entered ? "since \(change.day)\(words)" : change.words(isPast: true)
    }
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
  public func isLooked(at whole: TracedPart) -> Bool {
    level == whole.level + 1 && source != nil && source == whole.source
  }

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
