import Definitions

/// Whether a lead is qualified at the end of the day that a sweep has come to.
///
/// Source: `Docs/Metrics.md`, section 3.
extension Sweep {
  var isPastAge: Bool { day >= ageOutDay }

  var isIdle: Bool { day >= idleOutDay }

  var hasDecayed: Bool { isPastAge || isIdle }

  var isOut: Bool { state.stage == .customer || state.stage == .disqualified }

  mutating func isQualified() -> Bool {
    !isOut && !hasDecayed && gatesHold()
  }

  /// Why a lead that was qualified the day before is not any more.
  var exitReason: ExitReason {
    if state.stage == .customer { return .converted }
    if state.stage == .disqualified { return .disqualified }
    if hasDecayed { return .decayed }
    return .criteria
  }

  /// Whether a lead without any earlier span came and left as a customer today.
  mutating func passesThrough() -> Bool {
    state.stage == .customer && stageBefore != .customer && !isPastAge && gatesHold()
  }

  /// The timeline of a lead that has been started.
  mutating func timeline(channel: String) -> Timeline {
    var timeline = Timeline(createdDay: created, channel: channel)
    var entered: Day?
    while true {
      if isQualified() {
        entered = entered ?? day
      } else if let from = entered {
        timeline.spans.append(Timeline.Span(from: from, to: day, reason: exitReason))
        entered = nil
      } else if timeline.spans.isEmpty, timeline.passedOn == nil, passesThrough() {
        timeline.passedOn = day
      }
      let next = nextDay
      // Past its age nothing brings a lead back.
      guard next <= Self.horizon, !isPastAge else { break }
      advance(to: next)
    }
    if let entered { timeline.spans.append(Timeline.Span(from: entered, to: nil, reason: nil)) }
    return timeline
  }
}
