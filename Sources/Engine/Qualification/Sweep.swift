import Definitions

/// Walks one lead through the only days on which anything can change: those of its facts, and
/// those on which a window, an age or an idle time runs out. Between them it stands still.
///
/// One value for many leads: `begin` keeps the storage. Filled, then started, then advanced.
struct Sweep {
  /// A day after this never comes: not even PostgreSQL could print it as four digits.
  static let horizon = Day(2_932_896)

  let program: Program
  let decay: Decay
  private var queries: [EventWindow]
  private var pointWindows: [EventWindow]
  private var score = EventWindow(length: nil)
  private var engagement = EventWindow(length: nil, byDay: true)
  private var attributes: [Cursor<Claim>]
  private var stages = Cursor<Stage>()
  private var channels = Cursor<String>()
  private(set) var created = Day.min
  private(set) var day = Day.min
  /// The stage at the end of the day before the present one.
  private(set) var stageBefore = Stage.lead
  var state: GateState

  init(_ definition: Definition) {
    program = definition.program
    decay = definition.decay
    queries = program.queries.map { EventWindow(length: $0.window, byDay: $0.measure == .days) }
    pointWindows = program.pointWindows.map { EventWindow(length: $0) }
    attributes = program.attributes.map { _ in Cursor() }
    state = program.makeState()
  }

  /// Forgets the lead before.
  mutating func removeAll() {
    for index in queries.indices { queries[index].removeAll() }
    for index in pointWindows.indices { pointWindows[index].removeAll() }
    score.removeAll()
    engagement.removeAll()
    for index in attributes.indices { attributes[index] = Cursor() }
  }

  mutating func add(_ event: EventEffect, counted: ArraySlice<Int>, on day: Day) {
    for query in counted { queries[query].add(1, on: day) }
    if event.isEngagement { engagement.add(1, on: day) }
    guard event.points != 0 else { return }
    score.add(event.points, on: day)
    for index in pointWindows.indices { pointWindows[index].add(event.points, on: day) }
  }

  mutating func setAttribute(_ slot: Int, _ history: History<Claim>) {
    attributes[slot] = Cursor(history)
  }

  /// Who said what an attribute is on a day.
  func claim(_ slot: Int, on day: Day) -> Claim? { attributes[slot].history.content(on: day) }

  /// Comes to the end of the created day.
  mutating func start(created: Day, stages: History<Stage>, channel: (String, from: Day)?) {
    self.created = created
    self.stages = Cursor(stages)
    channels = Cursor()
    if let channel { channels.history.append(channel.0, from: channel.from) }
    rewind()
    stageBefore = .lead
    advance(to: created)
  }

  private mutating func rewind() {
    for index in queries.indices { queries[index].rewind() }
    for index in pointWindows.indices { pointWindows[index].rewind() }
    score.rewind()
    engagement.rewind()
    state.reset()
  }

  mutating func advance(to next: Day) {
    stageBefore = state.stage
    day = next
    for slot in attributes.indices {
      if let claim = attributes[slot].advance(to: day) { state.setAttribute(slot, claim.present) }
    }
    if let stage = stages.advance(to: day) { state.stage = stage }
    if let channel = channels.advance(to: day) { state.channel = channel }
    for index in queries.indices {
      queries[index].advance(to: day)
      state.counts[index] = queries[index].total
    }
    for index in pointWindows.indices {
      pointWindows[index].advance(to: day)
      state.points[index] = pointWindows[index].total
    }
    score.advance(to: day)
    state.score = score.total
    engagement.advance(to: day)
    state.ageDays = Int64(day - created)
    state.idleDays = Int64(day - idleSince)
  }

  /// The last engagement day; without any, the created day.
  var idleSince: Day { engagement.newest ?? created }

  /// The next day on which anything changes by what is known.
  var nextDay: Day {
    var next = min(stages.nextDay, channels.nextDay, score.nextDay, engagement.nextDay)
    for cursor in attributes { next = min(next, cursor.nextDay) }
    for window in queries { next = min(next, window.nextDay) }
    for window in pointWindows { next = min(next, window.nextDay) }
    for days in program.ageThresholds { next = sooner(next, created + days) }
    for days in program.idleThresholds { next = sooner(next, idleSince + days) }
    if let age = decay.age { next = sooner(next, created + age) }
    if let idle = decay.idle { next = sooner(next, idleSince + idle) }
    return next
  }

  private func sooner(_ next: Day, _ candidate: Day) -> Day {
    candidate > day ? min(next, candidate) : next
  }
}

/// A place in a history that only moves forward.
struct Cursor<Content> {
  var history = History<Content>()
  private var position = 0

  init(_ history: History<Content> = History()) { self.history = history }

  /// What holds from a day between the place so far and this day; `nil` when nothing new does.
  mutating func advance(to day: Day) -> Content? {
    let before = position
    while position < history.steps.count, history.steps[position].from <= day { position += 1 }
    return position > before ? history.steps[position - 1].content : nil
  }

  var nextDay: Day { position < history.steps.count ? history.steps[position].from : .max }
}
