import Engine
import NaiveEvaluator
import Store

@testable import Workers

/// Several workers on one queue, in a time that only a seed moves: calls that arrive late, get lost or lose their
/// answer, workers that die, stop and go on, a database that nobody reaches. The machines are the product's; the
/// queue is the model.
struct LeaseSimulation {
  struct Plan {
    var workers = 3
    var jobs: [(tenant: Int64, at: Int)] = []
    /// Until then anything may happen; after it the world is in order, and all has to come to its end.
    var trouble = 240_000
    var longest = 90_000
    var broken: QueueModel.Break?
  }

  private enum Thing {
    case wake
    case tell(LeaseMachine.Event)
    case ask(Call)
    case step(LeasedJob, Step)
  }
  fileprivate enum Call { case claim(Lane, Int, began: Int, sent: Int), beat([LeasedJob], sent: Int) }
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

  private var random: SplitMix64
  private let plan: Plan
  private(set) var queue: QueueModel
  private var people: [Person] = []
  private var agenda: [Entry] = []
  private var order = 0
  private var now = 0
  private(set) var faults: [String] = []
  /// What happened to each job, for whoever reads a fault.
  private var history: [Int64: [String]] = [:]
  /// Starts of other tenants' jobs since a job was wanted, by tenant.
  private(set) var startsWhileWaiting: [Int64: Int] = [:]

  init(seed: UInt64, _ plan: Plan) {
    random = SplitMix64(seed: seed)
    self.plan = plan
    var terms = Jobs.Terms()
    // The test's troubles are no fault of the jobs.
    terms.crashLimit = 1_000
    terms.attemptLimit = 1_000
    queue = QueueModel(terms: terms, broken: plan.broken)
  }

  private static let settings: LeaseMachine.Settings = {
    var settings = LeaseMachine.Settings()
    settings.places = [.compute: 3]
    settings.patrol = .seconds(5)
    return settings
  }()

  /// Runs until all jobs are done, or an hour of the simulation is over.
  mutating func run() {
    var wanted = plan.jobs.sorted { $0.at < $1.at }[...]
    for worker in 0..<plan.workers {
      people.append(Person(machine: LeaseMachine(Self.settings), turn: Int64(worker) * 3))
      put(.wake, for: worker, at: chance(3_000))
    }
    while now < 3_600_000, faults.isEmpty {
      while let next = wanted.first, next.at <= (agenda.first?.time ?? .max) {
        queue.enqueue(next.tenant, subject: "\(wanted.startIndex)", at: next.at)
        wanted.removeFirst()
      }
      guard let entry = pop() else { break }
      now = entry.time
      if wanted.isEmpty, queue.rows.isEmpty, now > plan.trouble { break }
      handle(entry)
    }
    if !queue.rows.isEmpty, faults.isEmpty {
      faults.append("\(queue.rows.count) jobs never came to their end: \(queue.rows.map(\.job.id))")
    }
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
      let life = people[worker].life + 1
      let turn = people[worker].turn
      people[worker] = Person(machine: LeaseMachine(Self.settings), life: life, began: now, turn: turn)
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
      case .giveBack(let job): _ = queue.giveBack(job, after: 0, failed: false, at: now)
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
    for tenant in queue.rows.filter({ $0.leasedUntil == nil }).map(\.job.tenant.rawValue)
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
        _ = queue.giveBack(job, after: chance(5_000), failed: true, at: now)
        put(.step(job, .gaveBack), for: worker, at: now + chance(200))
      case 1 where now < plan.trouble:  // the connection breaks before, or after, the COMMIT
        if Bool.random(using: &random) { _ = queue.commit(job) }
        put(.step(job, .commitLost), for: worker, at: now + chance(10_000))
      default:
        let isOurs = queue.commit(job)
        put(.step(job, .committed(isOurs)), for: worker, at: now + chance(200))
      }
    case .commitLost:
      put(.step(job, .looked(queue.holds(job))), for: worker, at: now + chance(200))
    case .looked(let isOurs):
      // As the product decides.
      if case .giveBack = JobEnding.ending(isStillOurs: isOurs) {
        _ = queue.giveBack(job, after: 1_000, failed: false, at: now)
      }
      end(job, worker)
    case .stop:
      _ = queue.giveBack(job, after: 0, failed: false, at: now)
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
      let alive = queue.extend(jobs, at: now)
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

fileprivate extension LeaseSimulation.Call {
  var failure: LeaseMachine.Event {
    switch self {
    case .claim(let lane, _, _, _): .claimFailed(lane: lane)
    case .beat: .beatFailed
    }
  }
}
