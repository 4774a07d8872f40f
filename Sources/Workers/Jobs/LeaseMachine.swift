import Engine
public import Store

/// What a worker does about its leases, as a value: it is told what happened and when, and answers what is
/// to be done. It waits for nothing and knows no clock, so every order of events can be tried
/// (Docs/Jobs.md, "What is promised").
///
/// Times are durations since the worker began, on a clock that goes on while the machine sleeps.
public struct LeaseMachine: Sendable {
  public struct Settings: Sendable, Hashable {
    /// How many jobs of a lane run at once.
    public var places: [Lane: Int] = [.compute: 2, .send: 32]
    /// How often the database is told that the jobs are still worked on. A third of what it waits for.
    public var rhythm: Duration = .seconds(15)
    /// A job of which the database has not confirmed for so long that it is ours is stopped: 20 s before anybody
    /// else may begin it.
    public var silence: Duration = .seconds(40)
    /// How often it looks for work that it was not told of.
    public var patrol: Duration = .seconds(2)
    /// How long it rests after a call that failed.
    public var breather: Duration = .seconds(1)

    public init() {}
  }

  public enum Event: Sendable, Hashable {
    /// The time that ``wakeAt`` names has come.
    case woken
    /// There may be work in any lane.
    case hinted
    /// A claim that was sent at a time was answered.
    case claimed([LeasedJob], lane: Lane, asked: Int, sent: Duration)
    case claimFailed(lane: Lane)
    /// A heartbeat that was sent at a time was answered: these are still ours.
    case beaten([LeasedJob], alive: Set<LeasedJob>, sent: Duration)
    case beatFailed
    /// Jobs have come to their end here, and that is written down, or was found not to be ours to write.
    case ended([LeasedJob])
    /// Begin nothing more; come to an end when what runs has ended.
    case drain
    /// Stop what runs, too.
    case abort
  }

  public enum Action: Sendable, Hashable {
    case claim(Lane, Int)
    case beat([LeasedJob])
    case run([LeasedJob])
    /// Stop working on it. It still counts until it has `ended`.
    case cancel(LeasedJob)
    /// To be told to whoever watches: so many were stopped because the database was silent about them.
    case fenced(Int)
    /// It was handed out to us and not begun.
    case giveBack(LeasedJob)
    /// All is done; nothing will be asked for any more.
    case end
  }

  private enum Mode { case working, draining, aborting, ended }

  private let settings: Settings
  private var mode = Mode.working
  private struct Held {
    let job: LeasedJob
    let lane: Lane
    var isStopped = false
    /// When the last call had been sent that was answered with "it is yours". Of each job its own: claims that
    /// are answered say nothing of a job whose heartbeats are lost.
    var confirmed: Duration
  }
  private var running: [LeasedJob.Start: Held] = [:]
  /// No job that is not stopped was confirmed before; it may be that none was so early any more. So that with a
  /// thousand jobs not each of their ends goes through all of them.
  private var oldest: Duration?
  private var occupied: [Lane: Int] = [:]
  private var claiming: Set<Lane> = []
  /// Lanes whose last claim found something. There may be more that only a tenant's cap held back, so each end
  /// is an occasion to look.
  private var fruitful: Set<Lane> = []
  private var nextLook: [Lane: Duration]
  /// Lanes for which a hint came while a claim was under way.
  private var hinted: Set<Lane> = []
  private var isBeating = false
  private var nextBeat = Duration.zero

  public init(_ settings: Settings = Settings()) {
    self.settings = settings
    nextLook = settings.places.mapValues { _ in .zero }
  }

  /// How many are worked on.
  public var count: Int { running.count }
  /// Nothing is worked on, and no claim is under way that could change that.
  public var isIdle: Bool { running.isEmpty && claiming.isEmpty }

  /// When to say ``Event/woken`` if nothing else happens before.
  public var wakeAt: Duration? {
    guard mode != .ended else { return nil }
    var earliest: Duration?
    func consider(_ time: Duration) { earliest = min(earliest ?? time, time) }
    if mode == .working { for (lane, time) in nextLook where hasPlace(lane) { consider(time) } }
    if !running.isEmpty {
      if !isBeating { consider(nextBeat) }
      if let oldest { consider(oldest + settings.silence) }
    }
    return earliest
  }

  public mutating func handle(_ event: Event, at now: Duration) -> [Action] {
    guard mode != .ended else { return late(event) }
    var actions: [Action] = []
    // Whatever happens, first this: the machine may have slept for an hour.
    fence(now, &actions)
    switch event {
    case .woken: break
    case .hinted:
      for lane in nextLook.keys { nextLook[lane] = now }
      // What is asked already may have been asked too early to see it.
      hinted.formUnion(claiming)
    case .claimed(let jobs, let lane, let asked, let sent):
      claiming.remove(lane)
      if jobs.isEmpty { fruitful.remove(lane) } else { fruitful.insert(lane) }
      // A full answer says that there is more, and so does a hint that came meanwhile.
      let isMore = hinted.remove(lane) != nil || jobs.count == asked
      nextLook[lane] = isMore ? now : now + settings.patrol
      begin(jobs, lane, sent, now, &actions)
    case .claimFailed(let lane):
      claiming.remove(lane)
      hinted.remove(lane)
      nextLook[lane] = now + settings.breather
    case .beaten(let asked, let alive, let sent):
      isBeating = false
      nextBeat = sent + settings.rhythm
      for job in asked {
        if alive.contains(job) { running[job.start]?.confirmed = sent } else { stop(job, &actions) }
      }
    case .beatFailed:
      isBeating = false
      nextBeat = now + settings.breather
    case .ended(let jobs): end(jobs, now)
    case .drain: if mode == .working { mode = .draining }
    case .abort:
      mode = .aborting
      for held in running.values { stop(held.job, &actions) }
    }
    proceed(now, &actions)
    return actions
  }

  private mutating func begin(
    _ jobs: [LeasedJob], _ lane: Lane, _ sent: Duration, _ now: Duration, _ actions: inout [Action]
  ) {
    guard !jobs.isEmpty else { return }
    // An answer that took its time tells of leases that may be over.
    guard mode == .working, now - sent < settings.silence else {
      actions += jobs.map(Action.giveBack)
      return
    }
    if running.isEmpty { nextBeat = sent + settings.rhythm }
    oldest = min(oldest ?? sent, sent)
    for job in jobs { running[job.start] = Held(job: job, lane: lane, confirmed: sent) }
    occupied[lane, default: 0] += jobs.count
    actions.append(.run(jobs))
  }

  private mutating func end(_ jobs: [LeasedJob], _ now: Duration) {
    let freed = jobs.compactMap { running.removeValue(forKey: $0.start)?.lane }
    for lane in Lane.allCases where freed.contains(lane) {
      occupied[lane, default: 0] -= freed.count { $0 == lane }
      if fruitful.contains(lane) { nextLook[lane] = now }
    }
    if running.isEmpty { oldest = nil }
  }

  private mutating func stop(_ job: LeasedJob, _ actions: inout [Action]) {
    guard running[job.start]?.isStopped == false else { return }
    running[job.start]?.isStopped = true
    actions.append(.cancel(job))
  }

  private mutating func fence(_ now: Duration, _ actions: inout [Action]) {
    guard let oldest, now - oldest >= settings.silence else { return }
    let working = running.values.filter { !$0.isStopped }
    let silent = working.filter { now - $0.confirmed >= settings.silence }
    for held in silent { stop(held.job, &actions) }
    if !silent.isEmpty { actions.append(.fenced(silent.count)) }
    self.oldest = working.map(\.confirmed).filter { now - $0 < settings.silence }.min()
  }

  private mutating func proceed(_ now: Duration, _ actions: inout [Action]) {
    if !running.isEmpty, !isBeating, nextBeat <= now {
      isBeating = true
      actions.append(.beat(running.values.map(\.job)))
    }
    if mode == .working {
      for (lane, time) in nextLook where time <= now && hasPlace(lane) {
        claiming.insert(lane)
        actions.append(.claim(lane, free(lane)))
      }
    } else if running.isEmpty, claiming.isEmpty {
      mode = .ended
      actions.append(.end)
    }
  }

  /// A claim that is answered after the end cannot be: the end waits for it.
  private func late(_ event: Event) -> [Action] {
    if case .claimed(let jobs, _, _, _) = event { return jobs.map(Action.giveBack) }
    return []
  }

  private func free(_ lane: Lane) -> Int { (settings.places[lane] ?? 0) - (occupied[lane] ?? 0) }
  private func hasPlace(_ lane: Lane) -> Bool { free(lane) > 0 && !claiming.contains(lane) }
}
