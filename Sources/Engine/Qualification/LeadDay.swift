public import Definitions

/// A lead at the end of one day, with the facts behind every number that its gates read.
public struct LeadDay: Sendable {
  public let day: Day
  /// Of the whole log: what came before the day and what comes after it.
  public let timeline: Timeline
  /// What the gates see, to trace them with.
  public let state: GateState
  public let holding: Set<Gate>
  /// The stage is one in which nobody is qualified.
  public let isOut: Bool
  /// Since when the stage is what it is; `nil` when none was ever given.
  public let stageSince: Day?
  /// The last day of engagement; `nil` when there was none.
  public let engaged: Day?
  /// The first day on which it will have been idle for too long unless it engages; `nil` without that rule.
  public let idleOut: Day?
  /// The first day on which it is too old, for good; `nil` without that rule.
  public let ageOut: Day?
  /// By slot of ``Program/queries``: the events that count, oldest first.
  public let counted: [[Happened]]
  /// By slot of ``Program/pointWindows``: the events whose points count.
  public let pointed: [[Happened]]
  /// The events that have given or taken points.
  public let scored: [Happened]
  /// The events that are signs of interest.
  public let engagements: [Happened]
  /// By slot of ``Program/attributes``: the row that said what holds.
  public let said: [Arrival?]

  /// An event behind a number: one that was sent, or a stage change that a row tells.
  public struct Happened: Hashable, Sendable {
    public let arrival: Arrival
    public let day: Day
    public let points: Int64
    /// How deep it goes, 0 to 4.
    public let depth: Int8
  }

  public var isQualified: Bool { timeline.isQualified(on: day) }
}

extension TimelineBuilder {
  /// The lead at the end of a day. `nil` when there was no lead yet.
  ///
  /// Begins anew: whatever has been added to the builder before is forgotten.
  public mutating func look(at day: Day, of log: LeadLog, account: AccountHistory? = nil) -> LeadDay? {
    guard let timeline = timeline(of: log, account: account), timeline.createdDay <= day else { return nil }
    _ = start(account: account)
    if day > timeline.createdDay { sweep.advance(to: day) }
    let program = sweep.program
    let events = classified(log).filter { $0.day <= day }
    func happened(_ window: Int?, _ counts: (ClassifiedEvent) -> Bool) -> [LeadDay.Happened] {
      events.filter { event in counts(event) && window.map { day - event.day < $0 } ?? true }
        .map {
          LeadDay.Happened(arrival: $0.arrival, day: $0.day, points: $0.effect.points, depth: $0.effect.depth)
        }
    }
    return LeadDay(
      day: day, timeline: timeline, state: sweep.state,
      holding: Set(Gate.allCases.filter { program.holds($0, &sweep.state) }), isOut: sweep.isOut,
      stageSince: stageSteps.last { $0.from <= day }?.from,
      engaged: events.last { $0.effect.isEngagement }?.day, idleOut: sweep.decay.idle.map { _ in sweep.idleOutDay },
      ageOut: sweep.decay.age.map { _ in sweep.ageOutDay },
      counted: program.queries.indices.map { slot in
        happened(program.queries[slot].window) { $0.queries.contains(slot) }
      },
      pointed: program.pointWindows.map { happened($0) { $0.effect.points != 0 } },
      scored: happened(nil) { $0.effect.points != 0 }, engagements: happened(nil) { $0.effect.isEngagement },
      said: paths.indices.map {
        history($0, created: timeline.createdDay, account: account)?.content(on: day)?.arrival
      })
  }
}
