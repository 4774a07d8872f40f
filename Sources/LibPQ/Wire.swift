internal import CLibPQ
import Glibc

/// The waiting: one connection's bytes in and out, and everything that can end a wait.
///
/// libpq never blocks here. While a call is active the connection's own thread is parked
/// in one `poll` on [socket, bell], until bytes come, the bell is rung or the deadline
/// passes. Everything else in this module is straight-line code above `flush` and
/// `nextAnswer`.
///
/// A call that must stop is *interrupted*: the server is asked to cancel, and the
/// connection is then read to the end of the answer all the same, so that it is fine
/// afterwards. Only a server that neither answers nor stops leaves it spent.
@safe
final class Wire {
  let handle: Handle
  let bell: Bell
  /// How long one statement may take; for COPY, how long nothing may move.
  var patience: Duration
  /// For the end of a transaction, which must not suffer from a session's impatience.
  let usualPatience: Duration
  /// How long a server that was asked to stop may take to do so.
  let grace: Duration
  /// The end of a transaction is not to be cancelled: it would only be less clear.
  var isShielded = false
  private(set) var spentReason: String?
  private(set) var interruption: Interruption?

  var names: PreparedNames
  var parameters = Parameters()
  /// The statements of the batch under way, in order; see `Wire+Batch.swift`.
  var sent: [SentStatement] = []
  var answered = 0
  /// So many of them were posted.
  var leading = 0
  /// What goes with the next exchange of a transaction, because nobody waits for its answer; see `Wire+Posted.swift`.
  var posted = PostedWork()

  private var ticket = Ticket(number: 0)
  private var deadline = Deadline.never
  private var nudge = Deadline.never
  private var request: CancelRequest?
  private var rehearsal: (@Sendable () -> String?)?

  enum Interruption { case cancelled, late, unwanted }

  init(handle: Handle, bell: Bell, options: ConnectionOptions) {
    self.handle = handle
    self.bell = bell
    (patience, usualPatience) = (options.patience, options.patience)
    grace = options.grace
    rehearsal = options.rehearsal
    names = PreparedNames(isEnabled: options.preparesStatements)
  }

  var connection: OpaquePointer? { unsafe handle.connection }

  // MARK: A call, and the exchanges it consists of

  /// Begins a call of the connection's owner, which one ring of the bell can stop.
  func beginCall() -> Ticket {
    ticket = Ticket(number: ticket.number + 1)
    return ticket
  }

  /// Begins one exchange with the server. Throws without having sent anything.
  func beginExchange() throws(PostgresError) {
    if let spentReason { throw .spent(reason: spentReason) }
    try heedPromotion()
    (interruption, request, nudge) = (nil, nil, .never)
    if isAskedToStop { throw .cancelled }
    if rehearsal != nil { try rehearse() }
    deadline = .after(patience)
  }

  private func rehearse() throws(PostgresError) {
    guard let rehearsal, let text = rehearsal() else { return }
    // Its own exchange is none of the caller's.
    self.rehearsal = nil
    let posted = posted
    self.posted = PostedWork()
    defer { (self.rehearsal, self.posted) = (rehearsal, posted) }
    _ = try simple(text)
  }

  /// Ends an exchange that was read to the end: waits until a cancel under way has been
  /// delivered, for it must not reach the next statement.
  func endExchange() throws(PostgresError) {
    while let request, !request.isDone {
      if deadline.hasPassed { throw spend("a cancel request is stuck") }
      try pollBell()
    }
    request = nil
  }

  /// Something moved: COPY may take as long as it likes while it does.
  func noteProgress() {
    if interruption == nil { deadline = .after(patience) }
  }

  /// Between two waits: has the caller been cancelled meanwhile?
  var isAskedToStop: Bool { !isShielded && bell.isRung(for: ticket) }

  // MARK: Bytes

  /// Hands everything to the kernel, and takes in what the server sends meanwhile: it may
  /// be unable to read on before it has written.
  func flush() throws(PostgresError) {
    while true {
      let left = unsafe PQflush(connection)
      if left == 0 { return }
      if left < 0 { throw spend() }
      try wait(for: POLLIN | POLLOUT)
      if unsafe PQconsumeInput(connection) == 0 { throw spend() }
    }
  }

  /// The next result, or `nil` at the end of a statement's results.
  func nextAnswer() throws(PostgresError) -> Answer? {
    while unsafe PQisBusy(connection) == 1 { try takeIn() }
    guard let result = unsafe PQgetResult(connection) else { return nil }
    return unsafe Answer(result)
  }

  /// Waits for bytes and takes them in.
  func takeIn() throws(PostgresError) {
    try wait(for: POLLIN)
    if unsafe PQconsumeInput(connection) == 0 { throw spend() }
  }

  /// Bytes, or the end, are there already.
  var hasMoreToTakeIn: Bool {
    var watched = pollfd(fd: unsafe PQsocket(connection), events: Int16(POLLIN), revents: 0)
    return unsafe Glibc.poll(&watched, 1, 0) > 0
  }

  // MARK: What went wrong

  /// Gives the connection up.
  func spend(_ reason: String? = nil) -> PostgresError {
    let said = unsafe firstLine(PQerrorMessage(connection))
    let reason = reason ?? (said.isEmpty ? "the connection was lost" : said)
    spentReason = spentReason ?? reason
    return .spent(reason: reason)
  }

  /// What a refusal means for this call.
  func failure(_ error: ServerError) -> PostgresError {
    if unsafe error.endsSession || PQstatus(connection) == CONNECTION_BAD { return spend(error.message) }
    guard error.sqlstate == .queryCanceled else { return .refused(error) }
    switch interruption {
    case .cancelled, .unwanted: return .cancelled
    case .late: return .late(after: patience)
    case nil: return .refused(error)
    }
  }

  // MARK: Waiting

  /// Asks the server to stop the statement. What it still sends is read as usual.
  func interrupt(_ reason: Interruption) {
    guard interruption == nil else { return }
    interruption = reason
    deadline = .after(grace)
    sendCancel()
  }

  /// A cancel that arrives between two statements of one pipeline is dropped by the
  /// server, so it is repeated until the answer is complete.
  private func sendCancel() {
    request = unsafe CancelRequest(connection, bell: bell)
    nudge = .after(.milliseconds(100))
  }

  private func wait(for events: CInt) throws(PostgresError) {
    while true {
      if deadline.hasPassed || nudge.hasPassed { try heedClock() }
      let socket = unsafe PQsocket(connection)
      if socket < 0 { throw spend() }
      var watched = (pollfd(fd: socket, events: Int16(events), revents: 0), bellWatch)
      try poll(&watched)
      if watched.1.revents != 0 { try heedBell() }
      if watched.0.revents != 0 { return }
    }
  }

  private func pollBell() throws(PostgresError) {
    if nudge.hasPassed { nudge = .never }
    var watched = (pollfd(fd: -1, events: 0, revents: 0), bellWatch)
    try poll(&watched)
    if watched.1.revents != 0 { bell.hush() }
    try heedPromotion()
  }

  private var bellWatch: pollfd { pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0) }

  private func poll(_ watched: inout (pollfd, pollfd)) throws(PostgresError) {
    let timeout = min(deadline, nudge).milliseconds
    let ready = unsafe withUnsafeMutableBytes(of: &watched) { bytes in
      unsafe Glibc.poll(bytes.baseAddress?.assumingMemoryBound(to: pollfd.self), 2, timeout)
    }
    if ready < 0 && errno != EINTR { throw spend("poll failed with error \(errno)") }
    if ready < 0 { (watched.0.revents, watched.1.revents) = (0, 0) }
  }

  private func heedBell() throws(PostgresError) {
    bell.hush()
    try heedPromotion()
    if isAskedToStop { interrupt(.cancelled) }
  }

  /// Not even a COMMIT is waited for: what the old primary does is lost, or waits for the standby that was promoted.
  private func heedPromotion() throws(PostgresError) {
    if bell.isRungForGood { throw spend("another host has been promoted, and this one is the old primary") }
  }

  private func heedClock() throws(PostgresError) {
    if deadline.hasPassed {
      if interruption == nil && !isShielded {
        interrupt(.late)
      } else {
        throw spend("the server neither answered nor stopped in time")
      }
    } else if request?.isDone ?? true {
      sendCancel()
    } else {
      nudge = .after(.milliseconds(100))
    }
  }
}
