import Dispatch
import Synchronization

/// Up to `size` connections, lent to one caller at a time, in the order of asking.
///
/// A connection goes back only when it is at rest: no transaction open, not spent. Any
/// other is closed, and its place gets a new one when it is next needed.
///
/// Asking for a second connection while holding one can wait for ever on oneself: don't.
public final class Pool: Sendable {
  private typealias Machine = PoolMachine<Connection>
  private struct State {
    var machine: Machine
    var waiters: [Machine.Waiter: CheckedContinuation<Machine.Grant, any Error>] = [:]
    var isSweepDue = false
    /// Of a pool of connections to one of several hosts, as is the next.
    var promotions: TimelineFence.Memory.Watch?
    var vigil: Task<Void, Never>?
  }

  private let conninfo: String
  private let options: ConnectionOptions
  private let waitingPatience: Duration
  private let state: Mutex<State>
  private let sweeper = DispatchQueue(label: "headway.pool")

  /// Connects to nothing yet. `waiting` is how long a caller may wait for a connection
  /// before it is told `busy`.
  public init(
    _ conninfo: String = "", size: Int, waiting: Duration = .seconds(30),
    options: ConnectionOptions = ConnectionOptions()
  ) {
    self.conninfo = conninfo
    self.options = options
    waitingPatience = waiting
    state = Mutex(State(machine: PoolMachine(size: size)))
    guard let fence = TimelineFence.around(conninfo) else { return }
    let promotions = fence.memory.watch { [weak self] in self?.leaveOldPrimary() }
    let vigil = Task { [weak self] in await fence.keepAsking(options) { self?.hasConnections } }
    state.withLock { ($0.promotions, $0.vigil) = (promotions, vigil) }
  }

  deinit { state.withLock { $0.vigil }?.cancel() }

  /// Lends a connection for as long as `body` runs.
  public nonisolated(nonsending) func with<Value>(
    _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    let connection = try await lease()
    do {
      let value = try await body(connection)
      await giveBack(connection)
      return value
    } catch {
      await giveBack(connection)
      throw error
    }
  }

  /// How many connections are open, how many of them idle, and how many callers wait.
  public var occupancy: (open: Int, idle: Int, waiting: Int) {
    state.withLock { ($0.machine.taken, $0.machine.idle.count, $0.machine.waitingCount) }
  }

  private var hasConnections: Bool { state.withLock { $0.machine.taken > 0 } }

  /// Closes what is idle at once, what is lent when it comes back; whoever waits, or asks
  /// later, is told `busy`.
  public func close() async {
    let (idle, waiters) = state.withLock { state in
      state.vigil?.cancel()
      let (idle, gone) = state.machine.close()
      return (idle, gone.compactMap { state.waiters.removeValue(forKey: $0) })
    }
    for waiter in waiters { waiter.resume(returning: .closed) }
    for connection in idle { await connection.close() }
  }

  private func lease() async throws -> Connection {
    switch try await grant() {
    case .closed: throw PostgresError.busy(reason: "the pool is closed")
    case .connect: return try await connect()
    case .use(let connection):
      if connection.looksAlive { return connection }
      await connection.close()
      return try await connect()
    }
  }

  private func grant() async throws -> Machine.Grant {
    if let grant = state.withLock({ $0.machine.ask() }) { return grant }
    let waiter = state.withLock { $0.machine.makeWaiter() }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { wait(waiter, $0) }
    } onCancel: {
      stopWaiting({ $0.leave(waiter) ? [waiter] : [] }, with: .cancelled)
    }
  }

  /// Whether the task was cancelled is asked inside the lock: the handler takes it too, so
  /// either it finds the waiter or this finds the cancellation.
  private func wait(_ waiter: Machine.Waiter, _ continuation: CheckedContinuation<Machine.Grant, any Error>) {
    let atOnce = state.withLock { state -> Result<Machine.Grant, any Error>? in
      if Task.isCancelled { return .failure(PostgresError.cancelled) }
      if let grant = state.machine.ask() { return .success(grant) }
      state.machine.queue(waiter, until: .after(waitingPatience))
      state.waiters[waiter] = continuation
      scheduleSweep(&state)
      return nil
    }
    if let atOnce { continuation.resume(with: atOnce) }
  }

  /// Everybody waits equally long, so the first in the queue is the first to give up.
  private func scheduleSweep(_ state: inout State) {
    guard !state.isSweepDue, let first = state.machine.firstDeadline else { return }
    state.isSweepDue = true
    sweeper.asyncAfter(deadline: .now() + .milliseconds(Int(first.milliseconds))) { [weak self] in self?.sweep() }
  }

  private func sweep() {
    stopWaiting({ $0.expire(\.hasPassed) }, with: .busy(reason: "no connection became free in \(waitingPatience)"))
    state.withLock { state in
      state.isSweepDue = false
      scheduleSweep(&state)
    }
  }

  private func stopWaiting(_ who: @Sendable (inout Machine) -> [Machine.Waiter], with error: PostgresError) {
    let gone = state.withLock { state in
      who(&state.machine).compactMap { state.waiters.removeValue(forKey: $0) }
    }
    for waiter in gone { waiter.resume(throwing: error) }
  }

  /// For a place that is ours.
  private func connect() async throws -> Connection {
    do {
      return try await Connection.open(conninfo, options: options)
    } catch {
      serve { (false, $0.giveBack(nil)) }
      throw error
    }
  }

  private func giveBack(_ connection: Connection) async {
    let (isKept, isClosed) = serve { machine in
      // Asked while the pool is locked: whoever becomes outdated later is found among the idle ones.
      guard connection.isAtRest, !connection.isOutdated else { return (false, nil) }
      return (true, machine.giveBack(connection))
    }
    guard !isKept || isClosed else { return }
    await connection.close()
    if !isKept { serve { (false, $0.giveBack(nil)) } }
  }

  /// So that the old primary can be taken away: nobody lies idle at it until somebody asks for a connection.
  private func leaveOldPrimary() {
    let outdated = state.withLock { $0.machine.discard(where: \.isOutdated) }
    guard !outdated.isEmpty else { return }
    Task { for connection in outdated { await connection.close() } }
  }

  /// Wakes whoever is served by what `change` gave back; says what it says, and whether the pool is closed.
  @discardableResult
  private func serve(
    _ change: @Sendable (inout Machine) -> (isKept: Bool, next: (waiter: Machine.Waiter, grant: Machine.Grant)?)
  ) -> (isKept: Bool, isClosed: Bool) {
    let (served, isKept, isClosed) = state.withLock { state in
      let (isKept, next) = change(&state.machine)
      let waiter = next.flatMap { next in state.waiters.removeValue(forKey: next.waiter).map { ($0, next.grant) } }
      return (waiter, isKept, state.machine.isClosed)
    }
    if let (waiter, grant) = served { waiter.resume(returning: grant) }
    return (isKept, isClosed)
  }
}

/// One call on a connection of the pool.
extension Pool {
  public func run<S: Statement>(_ statement: S, within patience: Duration? = nil) async throws -> [S.Row] {
    try await with { try await $0.run(statement, within: patience) }
  }

  @discardableResult
  public func execute(_ statement: some Statement, within patience: Duration? = nil) async throws -> Int {
    try await with { try await $0.execute(statement, within: patience) }
  }

  public func batch<each S: Statement>(
    _ statement: repeat each S, within patience: Duration? = nil
  ) async throws -> sending (repeat [(each S).Row]) {
    try await with { try await $0.batch(repeat each statement, within: patience) }
  }

  /// `Connection.transaction` on a connection of the pool.
  public func transaction<Value: Sendable>(
    _ mode: TransactionMode = .readCommitted, opening: [any Statement] = [], isOpenedLate: Bool = false,
    within patience: Duration? = nil, _ body: sending (inout Session) throws -> Value
  ) async throws -> Value {
    let connection = try await lease()
    do {
      let value = try await connection.transaction(
        mode, opening: opening, isOpenedLate: isOpenedLate, within: patience, body)
      await giveBack(connection)
      return value
    } catch {
      await giveBack(connection)
      throw error
    }
  }
}
