internal import CLibPQ
import Glibc
import Synchronization

/// One connection to PostgreSQL: an actor on a thread queue of its own.
///
/// One call at a time; others wait their turn. Cancelling the task of a call stops its
/// statement on the server and leaves the connection fine. A connection that breaks is
/// *spent*: every later call throws `spent`, and it is thrown away rather than repaired.
///
/// A statement, and each batch, is one round trip and, outside of `transaction`, one
/// implicit transaction.
public actor Connection {
  nonisolated let queue: ConnectionQueue
  private nonisolated let bell: Bell
  private nonisolated let rest = Atomic<Bool>(true)
  /// Of a connection to one of several hosts.
  nonisolated let pass: Pass?
  private nonisolated let promotions: TimelineFence.Memory.Watch?
  nonisolated let socket: CInt
  private let patience: Duration
  let wire: Wire

  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe queue.asUnownedSerialExecutor() }

  /// Connects. The conninfo is libpq's, in either form (`host=… dbname=…` or
  /// `postgresql://…`), with service files, several hosts and `target_session_attrs`; what
  /// it does not say comes from the environment (`PGHOST`, …).
  ///
  /// Where it names several hosts and asks for the one to write to, an old primary that came back is passed over:
  /// ``TimelineFence``.
  ///
  /// Throws `spent` with libpq's words when no server would have us, `late` or
  /// `cancelled`.
  public static func open(
    _ conninfo: String = "", options: ConnectionOptions = ConnectionOptions()
  ) async throws(PostgresError) -> Connection {
    try Capabilities.check()
    if let fence = TimelineFence.around(conninfo) { return try await fence.open(options) }
    return try await connect(conninfo, options)
  }

  static func connect(
    _ conninfo: String, _ options: ConnectionOptions, behind fence: TimelineFence.Memory? = nil
  ) async throws(PostgresError) -> Connection {
    let queue = ConnectionQueue()
    let handle = try await Opening.open(conninfo, options, on: queue.queue)
    return Connection(handle: handle, queue: queue, bell: try Bell(), options: options, fence: fence)
  }

  private init(
    handle: Handle, queue: ConnectionQueue, bell: Bell, options: ConnectionOptions, fence: TimelineFence.Memory?
  ) {
    self.queue = queue
    self.bell = bell
    let pass = fence.map { Pass($0) }
    self.pass = pass
    promotions = pass?.memory.watch { [bell] in if pass?.isOutdated == true { bell.ringForGood() } }
    patience = options.patience
    socket = unsafe PQsocket(handle.connection)
    wire = Wire(handle: handle, bell: bell, options: options)
  }

  /// The server's process for this connection, as `pg_stat_activity` has it.
  public var processID: Int32 { unsafe PQbackendPID(wire.connection) }

  /// The server's release, e.g. 150018 for 15.18.
  public var serverVersion: Int { unsafe Int(PQserverVersion(wire.connection)) }

  /// Idle, outside of a transaction and not spent, as the last call left it.
  public nonisolated var isAtRest: Bool { rest.load(ordering: .acquiring) }

  /// Nothing waits to be read. An idle server says nothing but good-bye, so what does wait
  /// is most likely the end of the connection. Costs one system call.
  nonisolated var looksAlive: Bool {
    var watched = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return unsafe isAtRest && poll(&watched, 1, 0) == 0 && !isOutdated
  }

  /// To a host that is the old primary by now.
  nonisolated var isOutdated: Bool { pass?.isOutdated == true }

  // MARK: Statements

  /// Runs one statement and returns its rows.
  public func run<S: Statement>(
    _ statement: S, within patience: Duration? = nil
  ) async throws(PostgresError) -> [S.Row] {
    try await call(patience) { wire throws(PostgresError) in try wire.run(statement) }
  }

  /// Runs one statement; returns how many rows it touched.
  @discardableResult
  public func execute(
    _ statement: some Statement, within patience: Duration? = nil
  ) async throws(PostgresError) -> Int {
    try await call(patience) { wire throws(PostgresError) in try wire.execute(statement) }
  }

  /// Several statements in one round trip and one implicit transaction: all or nothing.
  public func batch<each S: Statement>(
    _ statement: repeat each S, within patience: Duration? = nil
  ) async throws(PostgresError) -> sending (repeat [(each S).Row]) {
    try await call(patience) { wire throws(PostgresError) in try wire.batch(repeat each statement) }
  }

  /// The same statement many times, in one round trip and one implicit transaction.
  @discardableResult
  public func runEach<S: Statement>(
    _ statements: [S], within patience: Duration? = nil
  ) async throws(PostgresError) -> [[S.Row]] {
    try await call(patience) { wire throws(PostgresError) in try wire.runEach(statements) }
  }

  /// A text of one or several statements without parameters, as migrations are.
  ///
  /// Several statements are one implicit transaction, unless the text begins and ends its
  /// own.
  public func simple(_ text: String, within patience: Duration? = nil) async throws(PostgresError) {
    _ = try await call(patience) { wire throws(PostgresError) in try wire.simple(text).tag }
  }

  /// The rows of the last statement of a text, as text.
  public func query(_ text: String, within patience: Duration? = nil) async throws(PostgresError) -> [[String?]] {
    try await call(patience) { wire throws(PostgresError) in try wire.simple(text).rows }
  }

  // MARK: Transactions

  /// Runs `body` between BEGIN and COMMIT.
  ///
  /// BEGIN travels with the `opening` statements in one round trip; COMMIT with what was posted,
  /// or alone. When `body` throws, or the task was cancelled, the transaction is rolled back and
  /// the error thrown on. `unknown` means that the connection broke during COMMIT.
  ///
  /// `body` is synchronous: nothing but the database can be awaited inside. It runs on the
  /// connection's thread. `patience` is for each statement.
  ///
  /// - Parameter isOpenedLate: The opening goes with the first exchange of `body`, which runs
  ///   until then though the opening may be refused: a round trip less.
  public func transaction<Value: Sendable>(
    _ mode: TransactionMode = .readCommitted, opening: [any Statement] = [], isOpenedLate: Bool = false,
    within patience: Duration? = nil, _ body: sending (inout Session) throws -> Value
  ) async throws -> Value {
    try await callUntyped(patience) { wire in
      do {
        try wire.begin(mode, opening: opening, isPosted: isOpenedLate)
        var session = Session(wire: wire)
        let value = try body(&session)
        try wire.commit()
        return value
      } catch {
        if wire.isAtRest { wire.posted = PostedWork() } else { wire.rollback() }
        throw error
      }
    }
  }

  // MARK: COPY

  /// `copy … from stdin` as a transaction of its own; returns how many rows went in.
  @discardableResult
  public func copyIn(
    _ text: String, within patience: Duration? = nil, _ body: sending (inout CopyWriter) throws -> Void
  ) async throws -> Int {
    try await callUntyped(patience) { wire in try wire.copyIn(text, body) }
  }

  /// `copy … to stdout`: calls `row` with each row, in text with its newline. The bytes
  /// are gone when `row` returns.
  @discardableResult
  public func copyOut(
    _ text: String, within patience: Duration? = nil, _ row: sending (RawSpan) throws -> Void
  ) async throws -> Int {
    try await callUntyped(patience) { wire in try wire.copyOut(text) { bytes, _ in try row(bytes) } }
  }

  /// `copy … to stdout (format binary)`: calls `row` with a reader of each row.
  @discardableResult
  public func copyOutRows(
    _ text: String, within patience: Duration? = nil, _ row: sending (inout RowReader) throws -> Void
  ) async throws -> Int {
    try await callUntyped(patience) { wire in try wire.copyOutRows(text, row) }
  }

  /// Closes it now. Every later call throws `spent`.
  public func close() {
    _ = wire.spend("it was closed")
    rest.store(false, ordering: .releasing)
    wire.handle.close()
  }

  // MARK: One call

  func call<Value>(
    _ patience: Duration? = nil, _ work: (Wire) throws(PostgresError) -> Value
  ) async throws(PostgresError) -> Value {
    let ticket = begin(patience)
    // Nothing in here suspends: the whole call is one job of the connection's queue, so
    // that calls cannot interleave.
    let outcome: Result<Value, PostgresError> = await withTaskCancellationHandler {
      do throws(PostgresError) { return .success(try work(wire)) } catch { return .failure(error) }
    } onCancel: { [bell] in
      bell.ring(for: ticket)
    }
    end()
    return try outcome.get()
  }

  private func callUntyped<Value>(_ patience: Duration?, _ work: (Wire) throws -> Value) async throws -> Value {
    let ticket = begin(patience)
    defer { end() }
    return try await withTaskCancellationHandler {
      try work(wire)
    } onCancel: { [bell] in
      bell.ring(for: ticket)
    }
  }

  private func begin(_ patience: Duration?) -> Ticket {
    wire.patience = patience ?? self.patience
    return wire.beginCall()
  }

  private func end() {
    rest.store(wire.isAtRest, ordering: .releasing)
  }
}
