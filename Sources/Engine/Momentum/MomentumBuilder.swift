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
  private let tables: RowTables
  /// By how much the sums of a lead's windows take; nearly all leads are modest ones.
  private var modest: ActivityWalk<SIMD8<Int16>>
  private var usual: ActivityWalk<SIMD8<Int32>>
  private var immense: ActivityWalk<WideLanes>
  /// What a point counts at most, in quarters.
  private let mostQuarters: Int
  private var leads = 0
  private var turns = Turns()
  /// What is being put together, in storage that stays.
  private var own = History<OwnMomentum.Level>()
  private var whole = History<AccountMomentum.Level>()
  private var best = Tournament()

  public init(_ model: MomentumModel) {
    self.model = model
    tables = RowTables(model)
    let edges = Edge.all(of: model)
    modest = ActivityWalk(edges)
    usual = ActivityWalk(edges)
    immense = ActivityWalk(edges)
    mostQuarters = model.gainWeights.map { Int($0.magnitude) }.max() ?? 0
  }

  /// Forgets the account before, keeping the storage. A lead without an account is one of its own
  /// whose ``finish(signals:)`` is not asked for.
  public mutating func begin() {
    leads = 0
    turns.removeAll()
  }

  /// A lead of the account, in any order. `nil` when it never engaged: then it has no momentum.
  public mutating func add(_ activity: Activity) -> OwnMomentum? {
    var settled = activity
    settled.settle()
    // Taken out for the walk, so that nothing of the builder is copied or counted at each step.
    var history = History<OwnMomentum.Level>()
    swap(&history, &own)
    defer { swap(&history, &own) }
    history.removeAll()
    let most = settled.bound(quarters: mostQuarters)
    if most <= Int16.max {
      Self.trace(settled, &modest, tables, &history)
    } else if most <= Int32.max {
      Self.trace(settled, &usual, tables, &history)
    } else {
      Self.trace(settled, &immense, tables, &history)
    }
    guard !history.steps.isEmpty else { return nil }
    let momentum = OwnMomentum(
      history: history.compact, contacts: settled.contacts, score: settled.score, depthDays: settled.depthDays)
    add(momentum)
    return momentum
  }

  private static func trace<Sums: LaneSums>(
    _ activity: Activity, _ walk: inout ActivityWalk<Sums>, _ tables: RowTables,
    _ history: inout History<OwnMomentum.Level>
  ) {
    var last: OwnMomentum.Level?
    walk.follow(activity, until: Sweep.horizon) { day, held in
      let level = tables.level(held)
      if level != last { history.add(level, from: day) }
      last = level
    }
  }

  /// A lead of the account whose own momentum is known, in any order: what an account has follows
  /// from that of its leads, so a mate's events need not be read again.
  public mutating func add(_ own: OwnMomentum) {
    turns.add(own, of: leads)
    leads += 1
  }

  /// The account of the leads added since ``begin()``; `nil` when none of them ever engaged.
  public mutating func finish(signals: [Signal] = []) -> AccountMomentum? {
    guard leads > 0 else { return nil }
    turns.sort()
    var news = SignalWalk(signals, model.signals)
    best.begin(players: leads)
    var (recent, before) = (0, 0)
    whole.removeAll()
    var last: Sources?
    var next = 0
    while true {
      let turning = next < turns.count ? turns[next].day : .max
      // Signals count from the first engagement on, as everything does.
      let day = whole.steps.isEmpty ? turning : min(turning, news.nextDay)
      guard day <= Sweep.horizon else { break }
      while next < turns.count, turns[next].day == day {
        let turn = turns[next]
        recent += Int(turn.recentStep)
        before += Int(turn.beforeStep)
        best[Int(turn.lead)] = turn.isRecent ? Int(turn.total) : nil
        next += 1
      }
      news.advance(to: day)
      let sources = Sources(recent: recent, before: before, best: best.highest, signals: news.points)
      if sources != last { whole.note(value(of: sources), from: day) }
      last = sources
    }
    return AccountMomentum(history: whole.compact)
  }

  /// What an account's momentum is made of; while it stays the same, so does the momentum.
  private struct Sources: Equatable {
    let recent, before: Int
    let best: Int?
    let signals: Int
  }

  private func value(of sources: Sources) -> AccountMomentum.Level {
    let points = tables.stakeholders.points(recent: sources.recent, before: sources.before)
    return AccountMomentum.Level(
      stakeholders: sources.recent, stakeholdersBefore: sources.before, points: points,
      momentum: (sources.best ?? model.silent) + points + sources.signals,
      isSurging: model.surging.holds(recent: sources.recent, before: sources.before))
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
    var last: Held<WideLanes>?
    immense.follow(settled, until: day) { last = $1 }
    guard let last else { return nil }
    var found = MomentumQuantities(last)
    if let level = account?.value(on: day), tables.level(last).isStakeholder {
      found.stakeholders = MomentumQuantities.Two(recent: level.stakeholders, before: level.stakeholdersBefore)
    }
    return found
  }
}
