internal import CLibPQ

/// The simple protocol: several statements in one text, rows as text.
extension Wire {
  /// The rows of the last statement that had any, and the words of the last command.
  func simple(_ text: String) throws(PostgresError) -> (rows: [[String?]], tag: String) {
    try sendPosted()
    try beginExchange()
    try sendSimple(text)
    var rows: [[String?]] = []
    var tag = ""
    var failure: PostgresError?
    while let answer = try nextAnswer() {
      switch answer.status {
      case PGRES_TUPLES_OK: (rows, tag) = (answer.textRows, answer.tag)
      case PGRES_COMMAND_OK: tag = answer.tag
      case PGRES_EMPTY_QUERY: break
      case PGRES_FATAL_ERROR:
        let refusal = self.failure(answer.error)
        failure = failure ?? refusal
        if refusal.leavesConnectionSpent { throw refusal }
      case PGRES_COPY_IN:
        failure = failure ?? Self.copyRefusal
        try endCopyIn(reason: "COPY needs copyIn")
      case PGRES_COPY_OUT:
        failure = failure ?? Self.copyRefusal
        while try drainCopyRow() {}
      default:
        throw spend("an answer of a kind not asked for")
      }
    }
    try endExchange()
    if let failure { throw failure }
    return (rows, tag)
  }

  func sendSimple(_ text: String) throws(PostgresError) {
    guard unsafe PQsendQuery(connection, text) == 1 else { throw spend() }
    try flush()
  }

  private static let copyRefusal = PostgresError.refused(
    ServerError(sqlstate: .featureNotSupported, message: "COPY needs copyIn or copyOut"))
}

/// The end of a transaction: not to be cancelled, for that would only make it less clear.
extension Wire {
  /// COMMIT. Throws `unknown` when the connection breaks before the answer.
  ///
  /// By itself it computes nothing, so it has the usual patience however much the statements before it have. Where a server that
  /// was the primary is back and takes it, it waits there for a standby that is the primary now, for ever.
  ///
  /// A transaction in which a statement failed cannot commit: the server answers ROLLBACK.
  func commit() throws(PostgresError) {
    if isAskedToStop { throw .cancelled }
    let tag: String
    do {
      tag = try shielded(within: posted.isEmpty ? usualPatience : max(patience, usualPatience)) {
        () throws(PostgresError) in try posted.isEmpty ? simple("commit").tag : commitPosted()
      }
    } catch .spent(let reason) {
      throw .unknown(reason: reason)
    }
    guard tag == "COMMIT" else {
      throw .refused(
        ServerError(
          sqlstate: .inFailedTransaction,
          message: "a statement of this transaction had failed, so it was rolled back"))
    }
  }

  /// ROLLBACK, after which the connection is fine or spent; there is nothing else to know.
  func rollback() {
    posted = PostedWork()
    guard spentReason == nil else { return }
    do {
      _ = try shielded(within: usualPatience) { () throws(PostgresError) in try simple("rollback") }
    } catch {
      _ = spend("the transaction could not be rolled back: \(error)")
    }
  }

  private func shielded<Value>(
    within wanted: Duration, _ work: () throws(PostgresError) -> Value
  ) throws(PostgresError) -> Value {
    let before = patience
    (isShielded, patience) = (true, wanted)
    defer { (isShielded, patience) = (false, before) }
    return try work()
  }

  /// No transaction is open, no pipeline, nothing half-read: fit for the next caller.
  var isAtRest: Bool {
    unsafe spentReason == nil && PQtransactionStatus(connection) == PQTRANS_IDLE
      && PQpipelineStatus(connection) == PQ_PIPELINE_OFF
  }
}
