import Definitions

extension TimelineBuilder {
  /// Why the lead entered or left on a day. `nil` when there was no lead yet.
  ///
  /// Begins anew: whatever has been added to the builder before is forgotten.
  public mutating func explain(_ day: Day, of log: LeadLog, account: AccountHistory? = nil) -> Explanation? {
    guard let timeline = timeline(of: log, account: account), timeline.createdDay <= day else { return nil }
    _ = start(account: account)
    var before: Snapshot?
    if timeline.createdDay < day {
      sweep.advance(to: day - 1)
      before = Snapshot(&sweep)
      sweep.advance(to: day)
    }
    let after = Snapshot(&sweep)
    let flipped = Gate.allCases.filter { before?.holding.contains($0) ?? false != after.holding.contains($0) }
    let transition = timeline.transition(on: day)
    var causes: [Cause] = []
    if let before {
      let comparison = Comparison(
        before: before, after: after, day: day, events: classified(log), account: account, builder: self)
      causes = comparison.causes(of: transition, flipped: flipped)
    } else if transition != nil {
      causes = [.created]
    }
    return Explanation(
      day: day, transition: transition, flipped: flipped, before: before?.state, after: after.state, causes: causes)
  }

  /// The timeline of one lead's log, on its own.
  public mutating func timeline(of log: LeadLog, account: AccountHistory? = nil) -> Timeline? {
    begin()
    add(log)
    return finish(account: account)
  }
}

extension Timeline {
  public func transition(on day: Day) -> Transition? {
    if passedOn == day { return .passedThrough }
    for span in spans {
      if span.from == day { return .entered }
      if span.to == day, let reason = span.reason { return .exited(reason) }
    }
    return nil
  }
}

/// What is true of a lead at the end of one day.
private struct Snapshot {
  let state: GateState
  let holding: Set<Gate>
  let isOut, isPastAge, isIdle: Bool
  let idleSince: Day

  init(_ sweep: inout Sweep) {
    holding = Set(Gate.allCases.filter { sweep.program.holds($0, &sweep.state) })
    state = sweep.state
    isOut = sweep.isOut
    isPastAge = sweep.isPastAge
    isIdle = sweep.isIdle
    idleSince = sweep.idleSince
  }
}

/// Two days of a lead, side by side.
private struct Comparison {
  let before, after: Snapshot
  let day: Day
  let events: [ClassifiedEvent]
  let account: AccountHistory?
  let builder: TimelineBuilder

  private var program: Program { builder.sweep.program }
  private var decay: Decay { builder.sweep.decay }

  /// Something that the gates read.
  private enum Input {
    case attribute(Int), stage, channel, score, query(Int), points(Int), age, idle
  }

  func causes(of transition: Transition?, flipped: [Gate]) -> [Cause] {
    switch transition {
    case nil: []
    case .exited(.converted), .exited(.disqualified), .passedThrough: [stageCause]
    case .exited(.decayed): decayCauses
    case .exited(.criteria): gateCauses(flipped)
    case .entered: (before.isOut ? [stageCause] : []) + wakingCauses + gateCauses(flipped)
    }
  }

  private var stageCause: Cause { .stage(from: before.state.stage, to: after.state.stage) }

  private var decayCauses: [Cause] {
    var causes: [Cause] = []
    if after.isPastAge, let days = decay.age { causes.append(.aged(days: days)) }
    if after.isIdle, let days = decay.idle { causes.append(.idle(days: days, since: after.idleSince)) }
    return causes
  }

  /// An idle lead comes back by the engagement of the day.
  private var wakingCauses: [Cause] {
    before.isIdle && !after.isIdle ? [.happened(arrivals(on: day) { $0.effect.isEngagement })] : []
  }

  private func gateCauses(_ gates: [Gate]) -> [Cause] {
    var causes: [Cause] = []
    for cause in gates.flatMap(decisive).flatMap(cause) where !causes.contains(cause) { causes.append(cause) }
    return causes
  }

  /// The inputs without whose change the gate would be as it was; where each has a substitute,
  /// those whose change alone was enough; else all that changed.
  private func decisive(_ gate: Gate) -> [Input] {
    let changed = changedInputs
    let necessary = changed.filter { input in
      var state = after.state
      copy(input, from: before.state, to: &state)
      return program.holds(gate, &state) != after.holding.contains(gate)
    }
    guard necessary.isEmpty else { return necessary }
    let sufficient = changed.filter { input in
      var state = before.state
      copy(input, from: after.state, to: &state)
      return program.holds(gate, &state) != before.holding.contains(gate)
    }
    return sufficient.isEmpty ? changed : sufficient
  }

  private var changedInputs: [Input] {
    let (old, new) = (before.state, after.state)
    var inputs = old.attributes.indices.filter { old.attributes[$0] != new.attributes[$0] }.map(Input.attribute)
    if old.stage != new.stage { inputs.append(.stage) }
    if old.channel != new.channel { inputs.append(.channel) }
    if old.score != new.score { inputs.append(.score) }
    inputs += old.counts.indices.filter { old.counts[$0] != new.counts[$0] }.map(Input.query)
    inputs += old.points.indices.filter { old.points[$0] != new.points[$0] }.map(Input.points)
    // These change every day; on few does any comparison with them.
    if program.ageThresholds.contains(Int(new.ageDays)) { inputs.append(.age) }
    if program.idleThresholds.contains(Int(new.idleDays)) || new.idleDays < old.idleDays { inputs.append(.idle) }
    return inputs
  }

  private func copy(_ input: Input, from source: GateState, to state: inout GateState) {
    switch input {
    case .attribute(let slot): state.setAttribute(slot, source.attributes[slot])
    case .stage: state.stage = source.stage
    case .channel: state.channel = source.channel
    case .score: state.score = source.score
    case .query(let slot): state.counts[slot] = source.counts[slot]
    case .points(let slot): state.points[slot] = source.points[slot]
    case .age: state.ageDays = source.ageDays
    case .idle: state.idleDays = source.idleDays
    }
  }

  private func cause(_ input: Input) -> [Cause] {
    let (old, new) = (before.state, after.state)
    switch input {
    case .attribute(let slot):
      return [
        .attribute(
          builder.paths[slot], from: old.attributes[slot], to: new.attributes[slot],
          said: builder.history(slot, created: builder.sweep.created, account: account)?.content(on: day)?.arrival)
      ]
    case .stage: return [stageCause]
    case .channel: return [.channel(from: old.channel, to: new.channel)]
    case .score: return counted(within: nil) { $0.effect.points != 0 }
    case .query(let slot): return counted(within: program.queries[slot].window) { $0.queries.contains(slot) }
    case .points(let slot): return counted(within: program.pointWindows[slot]) { $0.effect.points != 0 }
    case .age: return [.aged(days: Int(new.ageDays))]
    case .idle:
      return new.idleDays < old.idleDays
        ? [.happened(arrivals(on: day) { $0.effect.isEngagement })]
        : [.idle(days: Int(new.idleDays), since: after.idleSince)]
    }
  }

  /// What came to a number on this day, and what left it.
  private func counted(within window: Int?, _ counts: (ClassifiedEvent) -> Bool) -> [Cause] {
    var causes: [Cause] = []
    let came = arrivals(on: day, counts)
    if !came.isEmpty { causes.append(.happened(came)) }
    guard let window else { return causes }
    let left = arrivals(on: day - window, counts)
    if !left.isEmpty { causes.append(.leftWindow(days: window, left)) }
    return causes
  }

  private func arrivals(on day: Day, _ counts: (ClassifiedEvent) -> Bool) -> [Arrival] {
    events.filter { $0.day == day && counts($0) }.map(\.arrival)
  }
}
