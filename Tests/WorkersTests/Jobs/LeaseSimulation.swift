import Chance
import Engine
import NaiveEvaluator
import Store

@testable import Workers

/// A queue that is simulated upon: the model, or the database's own with a clock that is moved.
protocol SimulatedQueue {
  mutating func enqueue(_ tenant: Int64, subject: String, at now: Int)
  mutating func claim(_ wanted: Int, after tenant: Int64, by worker: Int, at now: Int, began: Int) -> [LeasedJob]
  mutating func extend(_ jobs: [LeasedJob], by worker: Int, at now: Int) -> Set<LeasedJob>
  /// The transaction that stores a job's work and ends it.
  mutating func commit(_ job: LeasedJob, by worker: Int, at now: Int) -> Bool
  /// The same, up to its COMMIT, which is never sent: the connection breaks.
  mutating func breakOff(_ job: LeasedJob, by worker: Int, at now: Int)
  func holds(_ job: LeasedJob, by worker: Int, at now: Int) -> Bool
  mutating func giveBack(_ job: LeasedJob, by worker: Int, after pause: Int, failed: Bool, at now: Int)
  /// Whose jobs wait, where that is known.
  var waitingTenants: [Int64] { get }
  /// Those that have not come to their end.
  var left: [Int64] { get }
  /// How often the work of a job was stored.
  var effects: [Int64: Int] { get }
  /// How often a job came to its end.
  var terminal: [Int64: Int] { get }
}

/// How a simulation goes.
struct SimulationPlan {
  var workers = 3
  var jobs: [(tenant: Int64, at: Int)] = []
  /// Until then anything may happen; after it the world is in order, and all has to come to its end.
  var trouble = 240_000
  var longest = 90_000

  /// The test's troubles are no fault of the jobs.
  static let terms: Jobs.Terms = {
    var terms = Jobs.Terms()
    terms.crashLimit = 1_000
    terms.attemptLimit = 1_000
    return terms
  }()

  static let settings: LeaseMachine.Settings = {
    var settings = LeaseMachine.Settings()
    settings.places = [.compute: 3]
    settings.patrol = .seconds(5)
    return settings
  }()

  /// What a seed says.
  static func of(_ seed: UInt64) -> SimulationPlan {
    var random = SplitMix64(seed: seed &* 7919)
    var plan = SimulationPlan()
    plan.workers = Int.random(in: 1...4, using: &random)
    plan.jobs = (0..<Int.random(in: 1...12, using: &random)).map { _ in
      (Int64.random(in: 1...4, using: &random), Int.random(in: 0..<200_000, using: &random))
    }
    return plan
  }
}

// Outside of the simulation, which is generic: a debug build would ask at run time how to copy each of them.

private enum Thing {
  case wake
  case tell(LeaseMachine.Event)
  case ask(Call)
  case step(LeasedJob, Step)
}
private enum Call { case claim(Lane, Int, began: Int, sent: Int), beat([LeasedJob], sent: Int) }
private enum Step { case worked, committed(Bool), commitLost, looked(Bool), gaveBack, stop }

private struct Entry {
  var time: Int
  var order: Int
  var worker: Int
  var life: Int
  var thing: Thing
}

private struct Person {
  var machine: LeaseMachine
  var life = 0
  var began = 0
  var isAlive = true
  /// Stopped until then, as by SIGSTOP.
  var stoppedUntil = 0
  var cutOffUntil = 0
  var turn: Int64 = 0
  /// Worked on, and not told to stop.
  var active: Set<LeasedJob> = []
}

/// Several workers on one queue, in a time that only a seed moves: calls that arrive late, get lost or lose their
/// answer, workers that die, stop and go on, a database that nobody reaches. The machines are the product's.
struct LeaseSimulation<Queue: SimulatedQueue> {
  private var random: SplitMix64
  private let plan: SimulationPlan
  private(set) var queue: Queue
  private var people: [Person] = []
  private var agenda: [Entry] = []
  private var order = 0
  private var now = 0
  private(set) var faults: [String] = []
  /// What happened to each job, for whoever reads a fault.
  private var history: [Int64: [String]] = [:]
  /// Starts of other tenants' jobs since a job was wanted, by tenant.
  private(set) var startsWhileWaiting: [Int64: Int] = [:]

  init(seed: UInt64, _ plan: SimulationPlan, on queue: Queue) {
    random = SplitMix64(seed: seed)
    self.plan = plan
    self.queue = queue
  }

  /// Runs until all jobs are done, or an hour of the simulation is over.
  mutating func run() {
    var wanted = plan.jobs.sorted { $0.at < $1.at }[...]
    for worker in 0..<plan.workers {
      people.append(Person(machine: LeaseMachine(SimulationPlan.settings), turn: Int64(worker) * 3))
      put(.wake, for: worker, at: chance(3_000))
    }
    while now < 3_600_000, faults.isEmpty {
      while let next = wanted.first, next.at <= (agenda.first?.time ?? .max) {
        queue.enqueue(next.tenant, subject: "\(wanted.startIndex)", at: next.at)
        wanted.removeFirst()
      }
      guard let entry = pop() else { break }
      now = entry.time
      if now > plan.trouble, wanted.isEmpty, queue.left.isEmpty { break }
      handle(entry)
    }
    let left = queue.left
    if !left.isEmpty, faults.isEmpty { faults.append("\(left.count) jobs never came to their end: \(left)") }
    for (job, count) in queue.effects where count > 1 { faults.append("job \(job) was done \(count) times") }
    for (job, count) in queue.terminal where count > 1 { faults.append("job \(job) ended \(count) times") }
  }

  private mutating func handle(_ entry: Entry) {
    let worker = entry.worker
    // What was sent arrives, whatever has become of the sender.
    if case .ask(let call) = entry.thing { return answer(call, entry) }
    guard people[worker].life == entry.life, people[worker].isAlive else { return }
    if people[worker].stoppedUntil > now {
      var later = entry
      later.time = people[worker].stoppedUntil
      return insert(later)
    }
    if trouble(of: worker) { return }
    switch entry.thing {
    case .wake: tell(.woken, to: worker)
    case .tell(let event): tell(event, to: worker)
    case .step(let job, let step): proceed(job, step, worker)
    case .ask: break
    }
  }

  /// Something may befall whoever is about to do something.
  private mutating func trouble(of worker: Int) -> Bool {
    guard now < plan.trouble else { return false }
    switch chance(400) {
    case 0, 1:  // killed; another takes its place
      people[worker].isAlive = false
      for job in people[worker].active.sorted(by: { $0.id < $1.id }).prefix(1) {
        queue.breakOff(job, by: worker, at: now)
      }
      let life = people[worker].life + 1
      let turn = people[worker].turn
      people[worker] = Person(machine: LeaseMachine(SimulationPlan.settings), life: life, began: now, turn: turn)
      put(.wake, for: worker, at: now + chance(20_000))
      return true
    case 2, 3: people[worker].stoppedUntil = now + chance(150_000)
    case 4, 5: people[worker].cutOffUntil = now + chance(100_000)
    default: break
    }
    return false
  }

  private mutating func tell(_ event: LeaseMachine.Event, to worker: Int) {
    let clock = Duration.milliseconds(now - people[worker].began)
    for action in people[worker].machine.handle(event, at: clock) {
      switch action {
      case .claim(let lane, let count):
        send(.claim(lane, count, began: 0, sent: now), from: worker)
      case .beat(let jobs): send(.beat(jobs, sent: now), from: worker)
      case .run(let jobs): for job in jobs { begin(job, worker) }
      case .cancel(let job):
        note(job, "told to stop", worker)
        people[worker].active.remove(job)
        put(.step(job, .stop), for: worker, at: now + chance(3_000))
      case .giveBack(let job): queue.giveBack(job, by: worker, after: 0, failed: false, at: now)
      case .end, .fenced: break
      }
    }
    if let wake = people[worker].machine.wakeAt {
      put(.wake, for: worker, at: max(now + 1, people[worker].began + Int(wake / .milliseconds(1))))
    }
  }

  private mutating func begin(_ job: LeasedJob, _ worker: Int) {
    for (other, person) in people.enumerated()
    where other != worker && person.isAlive && person.stoppedUntil < now
      && person.active.contains(where: { $0.id == job.id })
    {
      faults.append("at \(now): workers \(other) and \(worker) both work on job \(job.id)")
      faults += history[job.id] ?? []
    }
    for tenant in queue.waitingTenants
    where tenant != job.tenant.rawValue {
      startsWhileWaiting[tenant, default: 0] += 1
    }
    people[worker].active.insert(job)
    note(job, "begun", worker)
    put(.step(job, .worked), for: worker, at: now + chance(plan.longest))
  }

  private mutating func proceed(_ job: LeasedJob, _ step: Step, _ worker: Int) {
    switch step {
    case .worked:
      // Its work is over, whatever becomes of it.
      guard people[worker].active.remove(job) != nil else { return }
      switch chance(20) {
      case 0 where now < plan.trouble:  // fails
        queue.giveBack(job, by: worker, after: chance(5_000), failed: true, at: now)
        put(.step(job, .gaveBack), for: worker, at: now + chance(200))
      case 1 where now < plan.trouble:  // the connection breaks before, or after, the COMMIT
        if Bool.random(using: &random) {
          _ = queue.commit(job, by: worker, at: now)
        } else {
          queue.breakOff(job, by: worker, at: now)
        }
        put(.step(job, .commitLost), for: worker, at: now + chance(10_000))
      default:
        let isOurs = queue.commit(job, by: worker, at: now)
        put(.step(job, .committed(isOurs)), for: worker, at: now + chance(200))
      }
    case .commitLost:
      put(.step(job, .looked(queue.holds(job, by: worker, at: now))), for: worker, at: now + chance(200))
    case .looked(let isOurs):
      // As the product decides.
      if case .giveBack = JobEnding.ending(isStillOurs: isOurs) {
        queue.giveBack(job, by: worker, after: 1_000, failed: false, at: now)
      }
      end(job, worker)
    case .stop:
      queue.giveBack(job, by: worker, after: 0, failed: false, at: now)
      end(job, worker)
    case .committed, .gaveBack: end(job, worker)
    }
  }

  private mutating func end(_ job: LeasedJob, _ worker: Int) {
    people[worker].active.remove(job)
    tell(.ended([job]), to: worker)
  }

  /// A call reaches the database, unless it is lost, and its answer the worker, unless that is.
  private mutating func send(_ call: Call, from worker: Int) {
    let isCut = people[worker].cutOffUntil > now
    let isLost = isCut || (now < plan.trouble && chance(60) == 0)
    if isLost { return put(.tell(call.failure), for: worker, at: now + 10_000) }
    // The statement may come late, and in a transaction that has been open for long.
    let began = now - (now < plan.trouble && chance(10) == 0 ? chance(55_000) : 0)
    let arrives = now + (now < plan.trouble && chance(30) == 0 ? chance(38_000) : chance(20))
    var call = call
    if case .claim(let lane, let count, _, let sent) = call { call = .claim(lane, count, began: began, sent: sent) }
    put(.ask(call), for: worker, at: arrives)
  }

  private mutating func answer(_ call: Call, _ entry: Entry) {
    let event: LeaseMachine.Event
    switch call {
    case .claim(let lane, let count, let began, let sent):
      let person = people[entry.worker]
      let jobs = queue.claim(count, after: person.turn, by: entry.worker, at: now, began: began)
      if person.life == entry.life, let last = jobs.last { people[entry.worker].turn = last.tenant.rawValue }
      for job in jobs { note(job, "handed out, asked for at \(sent), transaction of \(began)", entry.worker) }
      event = .claimed(jobs, lane: lane, asked: count, sent: .milliseconds(sent - person.began))
    case .beat(let jobs, let sent):
      let alive = queue.extend(jobs, by: entry.worker, at: now)
      for job in alive { note(job, "confirmed, asked at \(sent)", entry.worker) }
      event = .beaten(
        jobs, alive: alive, sent: .milliseconds(sent - people[entry.worker].began))
    }
    let isLost = now < plan.trouble && chance(60) == 0
    let reply: Thing = .tell(isLost ? call.failure : event)
    insert(
      Entry(
        time: now + (isLost ? 10_000 : chance(50)), order: tick(), worker: entry.worker, life: entry.life, thing: reply)
    )
  }

  private mutating func note(_ job: LeasedJob, _ what: String, _ worker: Int) {
    history[job.id, default: []].append("  \(now) worker \(worker).\(people[worker].life): start \(job.token) \(what)")
  }

  private mutating func chance(_ bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &random) }

  private mutating func tick() -> Int {
    order += 1
    return order
  }

  private mutating func put(_ thing: Thing, for worker: Int, at time: Int) {
    insert(Entry(time: time, order: tick(), worker: worker, life: people[worker].life, thing: thing))
  }

  private mutating func insert(_ entry: Entry) {
    var place = agenda.endIndex
    while place > 0, (agenda[place - 1].time, agenda[place - 1].order) > (entry.time, entry.order) { place -= 1 }
    agenda.insert(entry, at: place)
  }

  private mutating func pop() -> Entry? { agenda.isEmpty ? nil : agenda.removeFirst() }
}

extension Call {
  var failure: LeaseMachine.Event {
    switch self {
    case .claim(let lane, _, _, _): .claimFailed(lane: lane)
    case .beat: .beatFailed
    }
  }
}
