public import Definitions

/// Makes the momentum of the leads of one account, and the account's own, from what the leads did.
///
/// A builder of its own, beside ``TimelineBuilder``, which tells events apart and hands on their
/// ``Activity``: an event is read, classified and placed on its day once for both. They are two
/// because they end at different times. A qualification is finished with its lead; the
/// stakeholders of a lead are known only after the last of its account. A lead at a time passes
/// through; of those before, the builder keeps only on which days they counted for the account.
/// Source: `Docs/Metrics.md`, section 6.
///
/// ```swift
/// var builder = MomentumBuilder(model)
/// builder.begin()
/// let own = activities.map { builder.add($0) }
/// let account = builder.finish()
/// let momentum = own[0].map { LeadMomentum($0, account: account, model: model) }
/// ```
public struct MomentumBuilder {
  public let model: MomentumModel
  private let windows: ModelWindows
  private var walk: ActivityWalk
  private var leads = 0
  private var turns: [Turn] = []

  /// What becomes of a lead for its account on a day.
  private struct Turn {
    let day: Day
    let lead: Int
    let isRecent, wasBefore: Bool
    /// What it brings to the account's momentum while it is recent.
    let total: Int

    /// Whether the account stays as it was when another turn comes after this one.
    func isRepeated(by next: Turn) -> Bool {
      isRecent == next.isRecent && wasBefore == next.wasBefore && (total == next.total || !isRecent)
    }
  }

  public init(_ model: MomentumModel) {
    self.model = model
    windows = ModelWindows(model)
    walk = windows.walk
  }

  /// Forgets the account before, keeping the storage. A lead without an account is one of its own
  /// whose ``finish(signals:)`` is not asked for.
  public mutating func begin() {
    leads = 0
    turns.removeAll(keepingCapacity: true)
  }

  /// A lead of the account, in any order. `nil` when it never engaged: then it has no momentum.
  public mutating func add(_ activity: Activity) -> OwnMomentum? {
    var settled = activity
    settled.settle()
    walk.begin(settled)
    var history = History<OwnMomentum.Level>()
    while true {
      let day = walk.nextDay
      guard day <= Sweep.horizon else { break }
      walk.advance(to: day)
      guard walk.hasEngaged else { continue }
      history.note(ownValue(), from: day)
    }
    guard !history.steps.isEmpty else { return nil }
    let own = OwnMomentum(history: history, contacts: settled.contacts, score: settled.score)
    add(own)
    return own
  }

  /// A lead of the account whose own momentum is known, in any order: what an account has follows
  /// from that of its leads, so a mate's events need not be read again.
  public mutating func add(_ own: OwnMomentum) {
    var last: Turn?
    for step in own.history.steps {
      let level = step.content
      let turn = Turn(
        day: step.from, lead: leads, isRecent: level.isRecent, wasBefore: level.wasBefore, total: level.total)
      if last?.isRepeated(by: turn) != true { turns.append(turn) }
      last = turn
    }
    leads += 1
  }

  /// The account of the leads added since ``begin()``; `nil` when none of them ever engaged.
  public mutating func finish(signals: [Signal] = []) -> AccountMomentum? {
    guard leads > 0 else { return nil }
    turns.sort { $0.day < $1.day }
    var news = SignalWalk(signals, model.signals)
    var best = Tournament(players: leads)
    var flags = [(recent: Bool, before: Bool)](repeating: (false, false), count: leads)
    var (recent, before) = (0, 0)
    var history = History<AccountMomentum.Level>()
    var next = 0
    while true {
      let turning = next < turns.count ? turns[next].day : .max
      // Signals count from the first engagement on, as everything does.
      let day = history.steps.isEmpty ? turning : min(turning, news.nextDay)
      guard day <= Sweep.horizon else { break }
      while next < turns.count, turns[next].day == day {
        let turn = turns[next]
        recent += (turn.isRecent ? 1 : 0) - (flags[turn.lead].recent ? 1 : 0)
        before += (turn.wasBefore ? 1 : 0) - (flags[turn.lead].before ? 1 : 0)
        flags[turn.lead] = (turn.isRecent, turn.wasBefore)
        best[turn.lead] = turn.isRecent ? turn.total : nil
        next += 1
      }
      news.advance(to: day)
      history.note(value(recent: recent, before: before, best: best.highest, signals: news.points), from: day)
    }
    return AccountMomentum(history: history)
  }

  /// Of the lead that is being walked. No property: a getter of a large value copies it first.
  private func ownValue() -> OwnMomentum.Level {
    let found = quantities()
    return OwnMomentum.Level(
      velocity: model.velocity.points(for: found.gain),
      frequency: model.frequency.points(recent: found.events.recent, before: found.events.before),
      content: model.content.points(recent: found.depth.recent, before: found.depth.before),
      gain: found.gain,
      direction: Direction(
        recent: walk.points(in: windows.direction.recent), before: walk.points(in: windows.direction.before)),
      isRecent: walk.engagements(in: windows.stakeholders.recent) > 0,
      wasBefore: walk.engagements(in: windows.stakeholders.before) > 0)
  }

  private func quantities() -> MomentumQuantities {
    let gain = windows.gain.reduce(Int128(0)) { $0 + walk.points(in: $1.window) * Int128($1.quarters) }
    return MomentumQuantities(
      gain: Gain(clamping: gain),
      events: MomentumQuantities.Two(
        recent: walk.engagements(in: windows.frequency.recent),
        before: walk.engagements(in: windows.frequency.before)),
      depth: MomentumQuantities.Two(
        recent: Int(walk.deepest(in: windows.content.recent)), before: Int(walk.deepest(in: windows.content.before))))
  }

  private func value(recent: Int, before: Int, best: Int?, signals: Int) -> AccountMomentum.Level {
    let points = model.stakeholders.points(recent: recent, before: before)
    return AccountMomentum.Level(
      stakeholders: recent, stakeholdersBefore: before, points: points,
      momentum: (best ?? model.silent) + points + signals,
      isSurging: model.surging.holds(recent: recent, before: before))
  }
}

extension MomentumBuilder {
  /// What the model's rows look at on a day, for who wants to know why; `nil` before the lead engaged.
  ///
  /// - Parameter account: of the lead's present account, made with this lead.
  public mutating func quantities(
    of activity: Activity, on day: Day, account: AccountMomentum? = nil
  ) -> MomentumQuantities? {
    var settled = activity
    settled.settle()
    walk.begin(settled)
    walk.advance(to: day)
    guard walk.hasEngaged else { return nil }
    var found = quantities()
    if let level = account?.value(on: day), ownValue().isStakeholder {
      found.stakeholders = MomentumQuantities.Two(recent: level.stakeholders, before: level.stakeholdersBefore)
    }
    return found
  }
}

extension Direction {
  init(recent: Int128, before: Int128) {
    if recent == 0 || recent == before {
      self = .stagnating
    } else {
      self = recent > before ? .accelerating : .decelerating
    }
  }
}

/// A model's windows as edges of a walk.
private struct ModelWindows {
  typealias Window = ActivityWalk.Window
  typealias Pair = (recent: Window, before: Window)

  let walk: ActivityWalk
  let gain: [(window: Window, quarters: Int)]
  let frequency, content, stakeholders, direction: Pair

  init(_ model: MomentumModel) {
    var from = 0
    let weights = zip(model.windows.velocity, model.gainWeights).map { days, quarters in
      defer { from += days }
      return (from: from, to: from + days, quarters: quarters)
    }
    let pairs = [model.windows.frequency, model.windows.content, model.windows.stakeholders, model.windows.direction]
    let walk = ActivityWalk(
      edges: [0] + weights.map(\.to) + pairs.flatMap { [$0.recent, $0.recent + $0.before] })
    func pair(_ windows: MomentumModel.Windows.Pair) -> Pair {
      let end = windows.recent + windows.before
      return (walk.window(from: 0, to: windows.recent), walk.window(from: windows.recent, to: end))
    }
    self.walk = walk
    gain = weights.map { (walk.window(from: $0.from, to: $0.to), $0.quarters) }
    frequency = pair(model.windows.frequency)
    content = pair(model.windows.content)
    stakeholders = pair(model.windows.stakeholders)
    direction = pair(model.windows.direction)
  }
}
