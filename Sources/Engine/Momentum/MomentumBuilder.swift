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
  private let edges: [Edge]
  /// By how much the sums of a lead's windows take; nearly all leads are modest ones.
  private var modest: ActivityWalk<SIMD8<Int16>>
  private var usual: ActivityWalk<SIMD8<Int32>>
  private var immense: ActivityWalk<WideLanes>
  /// What a point counts at most, in quarters.
  private let mostQuarters: Int
  private var leads = 0
  private var turns = Turns()
  /// What is being put together, in storage that stays.
  private var own: [History<OwnMomentum.Level>.Step] = []
  private var whole: [History<AccountMomentum.Level>.Step] = []
  private var best = Tournament()

  public init(_ model: MomentumModel) {
    self.model = model
    tables = RowTables(model)
    edges = Edge.all(of: model)
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
    let count = trace(settled)
    guard count > 0 else { return nil }
    let momentum = OwnMomentum(
      history: History(steps: Array(own[..<count])), contacts: settled.contacts, score: settled.score,
      depthDays: settled.depthDays)
    add(momentum)
    return momentum
  }

  /// Fills ``own``; returns how many steps there are.
  private mutating func trace(_ activity: Activity) -> Int {
    let missing = modest.places(for: activity) - own.count
    if missing > 0 { own += repeatElement(Self.noStep, count: missing) }
    let most = activity.bound(quarters: mostQuarters)
    if most <= Int16.max { return modest.trace(activity, tables, into: &own) }
    if most <= Int32.max { return usual.trace(activity, tables, into: &own) }
    return immense.trace(activity, tables, into: &own)
  }

  private static let noStep = ActivityWalk<WideLanes>.Step(
    from: .min, content: OwnMomentum.Level(velocity: 0, frequency: 0, content: 0, gain: Gain(quarters: 0), state: 0))

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
    whole.removeAll(keepingCapacity: true)
    let tables = tables
    var last: AccountSources?
    var next = 0
    while true {
      let turning = next < turns.count ? turns[next].day : .max
      // Signals count from the first engagement on, as everything does.
      let day = whole.isEmpty ? turning : min(turning, news.nextDay)
      guard day <= Sweep.horizon else { break }
      while next < turns.count, turns[next].day == day {
        let turn = turns[next]
        recent += Int(turn.recentStep)
        before += Int(turn.beforeStep)
        best[Int(turn.lead)] = turn.isRecent ? turn.total : nil
        next += 1
      }
      news.advance(to: day)
      let sources = AccountSources(recent: recent, before: before, best: best.highest, signals: news.points)
      if sources != last {
        let value = tables.level(sources)
        if value != whole.last?.content { whole.append(History.Step(from: day, content: value)) }
      }
      last = sources
    }
    return AccountMomentum(history: History(steps: Array(whole[...])))
  }
}

extension MomentumBuilder {
  /// What the model's rows look at on a day, for who wants to know why; `nil` before the lead engaged.
  ///
  /// - Parameter account: of the lead's present account, made with this lead.
  public func quantities(
    of activity: Activity, on day: Day, account: AccountMomentum? = nil
  ) -> MomentumQuantities? {
    var settled = activity
    settled.settle()
    guard settled.hasEngaged(by: day) else { return nil }
    let held = Held<WideLanes>(settled, on: day, edges)
    var found = MomentumQuantities(held)
    if let level = account?.value(on: day), tables.level(held).isStakeholder {
      found.stakeholders = MomentumQuantities.Two(recent: level.stakeholders, before: level.stakeholdersBefore)
    }
    return found
  }
}
