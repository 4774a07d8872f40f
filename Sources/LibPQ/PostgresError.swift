/// What went wrong, said by what is still true afterwards.
///
/// The case decides what the caller may do next: after every case but `spent` and
/// `unknown` the connection is fine and the next statement may follow at once.
public enum PostgresError: Error, Sendable, Hashable {
  /// One statement said no; the connection is fine. A batch or transaction it was part
  /// of has changed nothing.
  case refused(ServerError)

  /// A value did not have the type or the null-ness its reader wanted; the connection is
  /// fine. The statement **was** carried out: only its answer was not understood.
  /// Columns count from 1, as in `order by 1`.
  case misread(column: Int, wanted: String, found: String)

  /// The task was cancelled; the statement was stopped, or never sent, and the
  /// connection has been read to the end and is fine.
  case cancelled

  /// The deadline passed; the statement was stopped and the connection has been read to
  /// the end and is fine.
  case late(after: Duration)

  /// No connection became free in time, or the pool is closed; nothing was sent.
  case busy(reason: String)

  /// Nothing can be assumed; throw the connection away. An open transaction is gone. A
  /// statement or batch outside of a transaction may or may not have been carried out.
  case spent(reason: String)

  /// The connection broke between COMMIT and its answer: it is spent, and whether the
  /// transaction happened is not known. Look, on a new connection, before deciding.
  case unknown(reason: String)

  /// The connection this came from can carry no further statement.
  public var leavesConnectionSpent: Bool {
    switch self {
    case .spent, .unknown: true
    case .refused, .misread, .cancelled, .late, .busy: false
    }
  }

  /// What the server said, when it was the server that said no.
  public var server: ServerError? {
    if case .refused(let error) = self { error } else { nil }
  }

  /// The same work may succeed when simply tried again: a deadlock, a serialisation
  /// failure, or a lock that could not be had in time.
  public var isWorthRetrying: Bool {
    guard let state = server?.sqlstate else { return false }
    return [.serializationFailure, .deadlockDetected, .lockNotAvailable].contains(state)
  }

  /// The server is full, going down or coming up, or its disk fails: whoever asked did nothing wrong, and nothing else
  /// would fare better just now.
  public var isTroubleOfTheServer: Bool {
    guard let state = server?.sqlstate else { return false }
    return [.diskFull, .tooManyConnections, .ioError, .adminShutdown, .crashShutdown, .cannotConnectNow].contains(state)
  }

  /// A row with the same key exists already. With a name, only for that constraint.
  ///
  /// Behind Citus the name of the constraint is missing: there ask without one.
  public func isUniqueViolation(constraint: String? = nil) -> Bool {
    violates(.uniqueViolation, constraint)
  }

  /// A CHECK said no. With a name, only that one.
  public func isCheckViolation(constraint: String? = nil) -> Bool {
    violates(.checkViolation, constraint)
  }

  /// A row that is referred to is not there, or one that should go is still referred to.
  public func isForeignKeyViolation(constraint: String? = nil) -> Bool {
    violates(.foreignKeyViolation, constraint)
  }

  /// The server refused with this SQLSTATE.
  public func isRefusal(_ state: SQLState) -> Bool { server?.sqlstate == state }

  private func violates(_ state: SQLState, _ constraint: String?) -> Bool {
    guard let server, server.sqlstate == state else { return false }
    return constraint == nil || server.constraint == constraint
  }
}

extension PostgresError: CustomStringConvertible {
  /// One line for an operator. The server's detail is left out: it quotes rows.
  public var description: String {
    switch self {
    case .refused(let error): error.description
    case .misread(let column, let wanted, let found):
      "column \(column) of the answer: wanted \(wanted), found \(found)"
    case .cancelled: "cancelled"
    case .late(let patience): "stopped, because it took longer than \(patience)"
    case .busy(let reason): reason
    case .spent(let reason): "the connection is spent: \(reason)"
    case .unknown(let reason): "the connection broke during COMMIT, its outcome is not known: \(reason)"
    }
  }
}
