internal import Engine
internal import Foundation
public import Observation
public import Store

/// How each kind of job is done.
public typealias JobHandler = @Sendable (LeasedJob) async throws -> JobOutcome

/// Does what ``LeaseMachine`` says: claims, runs, says that it lives, and writes down what came of it.
///
/// No decision about a lease is made here, and none anywhere else.
public final class JobRunner: Sendable {
  private let queue: any JobQueue
  private let handlers: [JobKind: JobHandler]
  private let settings: LeaseMachine.Settings
  /// `nil`: nobody looks, and nothing is put together for them.
  private let observe: Observer?
  private let desk: FinishDesk
  private let events: AsyncStream<LeaseMachine.Event>
  private let feed: AsyncStream<LeaseMachine.Event>.Continuation
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  /// A claim in a healthy queue takes a few milliseconds.
  static let slowClaim: Duration = .milliseconds(500)

  public init(
    _ queue: any JobQueue, handlers: [JobKind: JobHandler], settings: LeaseMachine.Settings = .init(),
    observe: Observer? = nil
  ) {
    self.queue = queue
    self.handlers = handlers
    self.settings = settings
    self.observe = observe
    let (events, feed) = AsyncStream.makeStream(of: LeaseMachine.Event.self)
    let start = ContinuousClock.now
    (self.events, self.feed, self.start) = (events, feed, start)
    let elapsed = { @Sendable in start.duration(to: .now) }
    desk = FinishDesk(
      queue, patience: settings.silence, breather: settings.breather, now: elapsed,
      unreachable: { observe?(.queueUnreachable(call: "settle", reason: "\($0)")) },
      left: { leaving, overtaken in
        if let observe {
          for one in leaving {
            let ending: Observed.Ending = !overtaken.isEmpty && overtaken.contains(one.job) ? .lost : .done
            observe(
              .jobEnded(
                kind: one.job.kind.rawValue, tenant: one.job.slug, took: one.ended - one.began, ending: ending,
                reason: nil))
          }
        }
        feed.yield(.ended(leaving.map(\.job)))
      })
  }

  /// Says that there may be new work.
  public func hint() { feed.yield(.hinted) }
  /// Begins nothing more, and ends when what runs has ended.
  public func drain() { feed.yield(.drain) }
  /// Stops what runs too.
  public func abort() { feed.yield(.abort) }

  /// Works until it is told to stop; cancelling the task is `abort`.
  ///
  /// - Parameter untilIdle: Ends as well when nothing is due and nothing runs.
  public func run(untilIdle: Bool = false) async {
    // A task of its own: what a cancelled task asks the database is refused before it is sent, and leases
    // have to be given back.
    let work = Task { await self.loop(untilIdle) }
    await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      abort()
    }
  }

  private func loop(_ untilIdle: Bool) async {
    var machine = LeaseMachine(settings)
    let seats = Seats { await self.work(on: $0) }
    var alarm: Duration?
    // Lanes in which nothing was found since the last job ended: what ends may leave work behind, its own or another's.
    var empty: Set<Lane> = []
    var lastEnd: Duration = .zero
    var isDraining = false
    feed.yield(.woken)
    for await event in events {
      switch event {
      case .claimed(let jobs, let lane, _, let sent):
        if !jobs.isEmpty { empty = [] } else if sent >= lastEnd { empty.insert(lane) }
      case .ended:
        if untilIdle {
          (empty, lastEnd) = ([], now)
          feed.yield(.hinted)
        }
      case .woken: if let due = alarm, due <= now { alarm = nil }
      case .drain: observe?(.workerDraining(jobs: machine.count))
      default: break
      }
      for action in machine.handle(event, at: now) {
        switch action {
        case .claim(let lane, let count): Task { await claim(count, in: lane) }
        case .beat(let jobs): Task { await beat(jobs) }
        case .run(let jobs): seats.begin(jobs)
        case .cancel(let job): seats.cancel(job)
        case .giveBack(let job): Task { _ = try? await queue.giveBack(job, after: .zero, failed: nil) }
        case .fenced(let count): observe?(.fenced(jobs: count))
        case .end: feed.finish()
        }
      }
      if untilIdle, !isDraining, machine.isIdle, empty.count == settings.places.count {
        // Said once: what is said at every event, itself among them, is said for ever.
        isDraining = true
        feed.yield(.drain)
      }
      if let wake = machine.wakeAt, alarm.map({ wake < $0 }) ?? true {
        alarm = wake
        let (feed, clock, instant) = (feed, clock, start + wake)
        Task {
          try? await clock.sleep(until: instant, tolerance: .milliseconds(1))
          feed.yield(.woken)
        }
      }
    }
  }

  private var now: Duration { start.duration(to: clock.now) }

  private func claim(_ count: Int, in lane: Lane) async {
    let sent = now
    do {
      let jobs = try await queue.claim(count, in: lane)
      if now - sent > Self.slowClaim { observe?(.claimSlow(took: now - sent)) }
      feed.yield(.claimed(jobs, lane: lane, asked: count, sent: sent))
    } catch {
      observe?(.queueUnreachable(call: "claim", reason: "\(error)"))
      feed.yield(.claimFailed(lane: lane))
    }
  }

  private func beat(_ jobs: [LeasedJob]) async {
    let sent = now
    do {
      feed.yield(.beaten(jobs, alive: try await queue.extend(jobs), sent: sent))
    } catch {
      observe?(.queueUnreachable(call: "extend", reason: "\(error)"))
      feed.yield(.beatFailed)
    }
  }

  private func work(on job: LeasedJob) async {
    let began = now
    observe?(
      .jobStarted(kind: job.kind.rawValue, tenant: job.slug, waited: job.waited, attempt: job.attempts + 1))
    let outcome: Result<JobOutcome, any Error>
    do {
      guard let handler = handlers[job.kind] else { throw NoHandler(kind: job.kind) }
      outcome = .success(try await handler(job))
    } catch {
      outcome = .failure(error)
    }
    if case .success(.done) = outcome { return desk.take(FinishDesk.Leaving(job: job, began: began, ended: now)) }
    // What came of it is written down though the job was told to stop.
    let ending = await Task { await self.settle(job, outcome) }.value
    let reason: String? = if case .failure(let error) = outcome { "\(error)" } else { nil }
    observe?(
      .jobEnded(kind: job.kind.rawValue, tenant: job.slug, took: now - began, ending: ending, reason: reason))
    feed.yield(.ended([job]))
  }

  /// Writes down what came of a job, as often as it takes. After a lease's length it is somebody else's.
  private func settle(_ job: LeasedJob, _ outcome: Result<JobOutcome, any Error>) async -> Observed.Ending {
    var ending = JobEnding(of: outcome, job: job, chance: .random(in: 0..<1))
    let deadline = now + settings.silence
    while true {
      do {
        switch ending {
        case .nothing: return .done
        case .finish: return try await queue.finish([job]).isEmpty ? .done : .lost
        case .look:
          guard try await queue.holds(job) else { return .lost }
          ending = .ending(isStillOurs: true)
        case .giveBack(let pause, let reason):
          switch try await queue.giveBack(job, after: pause, failed: reason) {
          case .waiting: return reason == nil ? .again : .failed
          case .dead: return .dead
          case nil: return .lost
          }
        }
      } catch {
        observe?(.queueUnreachable(call: "settle", reason: "\(error)"))
        guard now < deadline else { return .lost }
        try? await clock.sleep(for: settings.breather)
      }
    }
  }
}

/// A job of a kind that this version has no way to do: a newer one wanted it.
struct NoHandler: Error, CustomStringConvertible {
  var kind: JobKind
  var description: String { "this headway does not know jobs of kind \"\(kind.rawValue)\"" }
}

extension LeasedJob {
  /// How long it was due before it was handed out; by this machine's clock, so never taken for exact.
  fileprivate var waited: Duration {
    .microseconds(max(0, Int64(Date().timeIntervalSince1970 * 1_000_000) - dueSince))
  }
}
