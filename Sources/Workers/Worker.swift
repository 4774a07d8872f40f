public import Delivery
internal import Engine
internal import LibPQ
public import Observation
internal import ServiceLifecycle
public import Store

/// Does the work of all tenants: the jobs that are due, and those that schedules make.
///
/// Any number may run side by side, on one machine or many; none leads. Which decision is made where:
/// ``LeaseMachine`` about leases, the functions of schema `work` about whose turn it is, ``Cron`` about times.
public struct Worker: Sendable {
  private let database: Database
  private let observe: Observer
  private let runner: JobRunner
  private let round: ScheduleRound
  private let name: String
  private let settings: LeaseMachine.Settings

  /// How often schedules are looked at. Every sixtieth time it is looked, too, for zones that have none yet and for
  /// logins whose time has passed.
  static let scheduleRhythm: Duration = .seconds(1)
  static let minute = 60
  /// How often it is looked for sessions that stand still.
  static let vigil = 15

  /// - Parameters:
  ///   - name: Shown to operators beside what it runs; unique among workers, so that they can tell which.
  ///   - courier: Who brings alerts to their sinks; `nil`: they wait for another worker.
  public init(
    _ database: Database, name: String, courier: Courier? = nil, settings: LeaseMachine.Settings = .init(),
    terms: Jobs.Terms = .init(), observe: @escaping Observer = { _ in }
  ) {
    self.database = database
    self.name = name
    self.observe = observe
    var settings = settings
    var handlers: [JobKind: JobHandler] = [
      .fold: FoldJob(database: database, observe: observe).run,
      .refresh: RefreshJob(database: database, observe: observe).run,
      .digest: DigestJob(database: database).run,
      .close: CloseJob(database: database, observe: observe).run,
      .retention: RetentionJob(database: database).run,
    ]
    if let courier {
      handlers[.deliver] = DeliverJob(database: database, courier: courier, observe: observe).run
    } else {
      settings.places[.send] = nil
    }
    self.settings = settings
    round = ScheduleRound(database, observe: observe)
    runner = JobRunner(
      DatabaseQueue(database.jobs, worker: name, terms: terms), handlers: handlers, settings: settings,
      observe: observe)
  }

  /// Works until it is shut down. The first step, a graceful shutdown, begins nothing more and lets end what
  /// runs; the second, cancelling the task, stops that too. Either way leases are given back.
  public func run() async {
    observe(.workerStarted(name: name, places: settings.places.values.reduce(0, +)))
    let beside = Task { await keepTime() }
    let ear = Task { await listen() }
    await withGracefulShutdownHandler {
      await runner.run()
    } onGracefulShutdown: {
      runner.drain()
    }
    beside.cancel()
    ear.cancel()
    observe(.workerStopped)
  }

  /// Does all that is due, and what follows from it, and ends.
  public func once() async throws {
    try await DefaultSchedules(database).complete()
    try await dropLogins()
    try await round.fire()
    _ = try await database.jobs.sweep()
    await runner.run(untilIdle: true)
  }

  /// From their end on they see nothing; this takes their roles away too.
  private func dropLogins() async throws {
    let dropped = try await database.logins.sweep()
    if dropped > 0 { observe(.loginsDropped(dropped)) }
  }

  private func keepTime() async {
    var turn = 0
    var watch = StandstillWatch()
    while !Task.isCancelled {
      do {
        if turn % Self.minute == 0 {
          try await DefaultSchedules(database).complete()
          try await dropLogins()
        }
        if turn % Self.vigil == 0 {
          let ended = try await watch.look(at: database)
          if ended > 0 { observe(.standstillsEnded(ended)) }
        }
        // Finds nothing, unless somebody took jobs away by hand or a restore left some out.
        if turn % (60 * Self.minute) == 0, try await database.jobs.sweep() > 0 { runner.hint() }
        if try await round.fire() > 0 { runner.hint() }
        turn += 1
      } catch {
        observe(.queueUnreachable(call: "schedules", reason: "\(error)"))
      }
      try? await Task.sleep(for: Self.scheduleRhythm)
    }
  }

  /// Without it new work is found by looking, every two seconds.
  private func listen() async {
    while !Task.isCancelled {
      if let ear = try? await database.listenForWork() {
        for await _ in ear.events { runner.hint() }
        await ear.close()
      }
      try? await Task.sleep(for: .seconds(5))
    }
  }
}
