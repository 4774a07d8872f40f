import Definitions

/// Walks one lead through the only days on which anything can change: those of its facts, and
/// those on which a window, an age or an idle time runs out. Between them it stands still.
///
/// One value for many leads, which keeps its storage. Filled, then started, then advanced. What
/// is asked on every day is stored, not computed: a getter of a large value copies it first.
struct Sweep {
  /// A day after this never comes: not even PostgreSQL could print it as four digits.
  static let horizon = Day(2_932_896)

  let program: Program
  let decay: Decay
  private var queries: [EventWindow]
  private var pointWindows: [EventWindow]
  private var score = EventWindow(length: nil)
  private var engagement = EventWindow(length: nil, byDay: true)
  /// What becomes of attributes, stage and channel after the created day, by day.
  private var changes: [Change] = []
  private var nextChange = 0
  /// Whether a gate compares an age or an idle time: then its value may change on any day.
  private let gatesWatchTheClock: Bool

  private(set) var created = Day.min
  private(set) var day = Day.min
  /// The next day on which anything changes by what is known; `Day.max` when nothing does.
  private(set) var nextDay = Day.max
  /// The first day on which the lead is too old, for good; `Day.max` when it never will be.
  private(set) var ageOutDay = Day.max
  /// The last engagement day; without any, the created day.
  private(set) var idleSince = Day.min
  /// The first day on which it will have been idle too long unless it engages before.
  private(set) var idleOutDay = Day.max
  /// The stage at the end of the day before the present one.
  private(set) var stageBefore = Stage.lead
  var state: GateState
  /// Whether the gates hold; `nil` when something they may read has changed since they were asked.
  private var answer: Bool?

  struct Change {
    enum Subject {
      case attribute(Int, Value?)
      case stage(Stage)
      case channel(String)
    }

    let day: Day
    let subject: Subject
  }

  init(_ definition: Definition) {
    program = definition.program
    decay = definition.decay
    queries = program.queries.map { EventWindow(length: $0.window, byDay: $0.measure == .days) }
    pointWindows = program.pointWindows.map { EventWindow(length: $0) }
    gatesWatchTheClock = !program.ageThresholds.isEmpty || !program.idleThresholds.isEmpty
    state = program.makeState()
  }

  /// Forgets the lead before.
  mutating func removeAll() {
    for index in queries.indices { queries[index].removeAll() }
    for index in pointWindows.indices { pointWindows[index].removeAll() }
    score.removeAll()
    engagement.removeAll()
    changes.removeAll(keepingCapacity: true)
  }

  mutating func add(_ event: EventEffect, on day: Day) {
    if event.isEngagement { engagement.add(1, on: day) }
    guard event.points != 0 else { return }
    score.add(event.points, on: day)
    for index in pointWindows.indices { pointWindows[index].add(event.points, on: day) }
  }

  /// An event that one of the program's queries counts.
  mutating func count(_ query: Int, on day: Day) { queries[query].add(1, on: day) }

  /// In any order, but at most one of a subject on a day.
  mutating func add(_ change: Change) { changes.append(change) }

  /// Comes to the end of the created day.
  mutating func start(created: Day) {
    self.created = created
    ageOutDay = decay.age.map { created + $0 } ?? .max
    changes.sort { $0.day < $1.day }
    nextChange = 0
    for index in queries.indices { queries[index].rewind() }
    for index in pointWindows.indices { pointWindows[index].rewind() }
    score.rewind()
    engagement.rewind()
    state.reset()
    answer = nil
    advance(to: created)
    stageBefore = .lead
  }

  /// Comes to the end of a day, which is not before the present one.
  mutating func advance(to next: Day) {
    stageBefore = state.stage
    day = next
    applyChanges()
    for index in queries.indices where queries[index].nextDay <= day {
      queries[index].advance(to: day)
      state.counts[index] = queries[index].total
      answer = nil
    }
    for index in pointWindows.indices where pointWindows[index].nextDay <= day {
      pointWindows[index].advance(to: day)
      state.points[index] = pointWindows[index].total
      answer = nil
    }
    if score.nextDay <= day {
      score.advance(to: day)
      state.score = score.total
      answer = nil
    }
    engagement.advance(to: day)
    idleSince = engagement.newest ?? created
    idleOutDay = decay.idle.map { idleSince + $0 } ?? .max
    state.ageDays = Int64(day - created)
    state.idleDays = Int64(day - idleSince)
    if gatesWatchTheClock { answer = nil }
    findNextDay()
  }

  private mutating func applyChanges() {
    while nextChange < changes.count, changes[nextChange].day <= day {
      switch changes[nextChange].subject {
      case .attribute(let slot, let value): state.setAttribute(slot, value)
      case .stage(let stage): state.stage = stage
      case .channel(let channel): state.channel = channel
      }
      nextChange += 1
      answer = nil
    }
  }

  /// Whether all four gates hold.
  mutating func gatesHold() -> Bool {
    if let answer { return answer }
    let holds = program.qualifies(&state)
    answer = holds
    return holds
  }

  private mutating func findNextDay() {
    var next = min(score.nextDay, engagement.nextDay)
    if nextChange < changes.count { next = min(next, changes[nextChange].day) }
    for index in queries.indices { next = min(next, queries[index].nextDay) }
    for index in pointWindows.indices { next = min(next, pointWindows[index].nextDay) }
    next = sooner(sooner(next, ageOutDay), idleOutDay)
    if gatesWatchTheClock {
      for days in program.ageThresholds { next = sooner(next, created + days) }
      for days in program.idleThresholds { next = sooner(next, idleSince + days) }
    }
    nextDay = next
  }

  private func sooner(_ next: Day, _ candidate: Day) -> Day {
    candidate > day ? min(next, candidate) : next
  }
}
