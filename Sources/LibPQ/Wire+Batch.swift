internal import CLibPQ

/// One statement of a batch that was sent and not yet answered.
struct SentStatement {
  /// `nil` for a bare command.
  var key: PreparedNames.Key?
  /// A Prepare went with it, and is answered first.
  var isPreparing: Bool
}

/// Batches: several statements, one Sync, one round trip.
///
/// A batch outside of a transaction is one implicit transaction: all of it or nothing.
extension Wire {
  func beginBatch() throws(PostgresError) {
    try beginExchange()
    sent.removeAll(keepingCapacity: true)
    (answered, leading) = (0, 0)
    guard unsafe PQenterPipelineMode(connection) == 1 else { throw spend() }
    try queuePosted()
  }

  /// Queues a statement, with its Prepare where this connection has not seen it.
  func send<S: Statement>(_ statement: S) throws(PostgresError) {
    parameters.removeAll()
    statement.bind(&parameters)
    let text = statement.text
    guard !parameters.isTooLong, parameters.count <= 65_535 else {
      // Without its Sync nothing of the batch comes to be.
      throw spend("a parameter of \(text.name) is longer than the protocol can say, or they are too many")
    }
    let (key, name, isNew) = names.name(for: text, types: parameters.signature)
    if isNew {
      let queued = unsafe parameters.types.withUnsafeBufferPointer { types in
        unsafe PQsendPrepare(connection, name, text.text, CInt(types.count), types.baseAddress)
      }
      guard queued == 1 else { throw spend() }
    }
    let count = CInt(parameters.count)
    let queued = unsafe parameters.withPointers { values, lengths, formats in
      unsafe PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1)
    }
    guard queued == 1 else { throw spend() }
    sent.append(SentStatement(key: key, isPreparing: isNew))
  }

  /// Queues a command without parameters or answer, such as BEGIN.
  func sendCommand(_ text: String) throws(PostgresError) {
    guard unsafe PQsendQueryParams(connection, text, 0, nil, nil, nil, nil, 1) == 1 else { throw spend() }
    sent.append(SentStatement(key: nil, isPreparing: false))
  }

  /// Ends the sending. From here on the batch is under way.
  func sync() throws(PostgresError) {
    guard unsafe PQpipelineSync(connection) == 1 else { throw spend() }
    try flush()
  }

  /// The rows of the next statement. After a failure, nothing but reading on: the first
  /// failure is the one that says what happened.
  func collect<S: Statement>(_ type: S.Type, _ failure: inout PostgresError?) -> [S.Row] {
    do {
      guard let answer = try nextStatement(&failure), failure == nil else { return [] }
      return try decode(type, answer)
    } catch {
      failure = failure ?? error
      return []
    }
  }

  /// The next statement's answer, dropped.
  func collectNothing(_ failure: inout PostgresError?) {
    do {
      _ = try nextStatement(&failure)
    } catch {
      failure = failure ?? error
    }
  }

  /// Reads up to the Sync and leaves pipeline mode.
  func endBatch(_ failure: PostgresError?) throws(PostgresError) {
    if let spentReason { throw failure ?? .spent(reason: spentReason) }
    guard let answer = try nextAnswer(), answer.status == PGRES_PIPELINE_SYNC else {
      throw spend("the answers do not match the batch")
    }
    guard unsafe PQexitPipelineMode(connection) == 1 else { throw spend() }
    try endExchange()
    if let failure { throw failure }
  }

  /// The next answer that somebody asked for.
  func nextStatement(_ failure: inout PostgresError?) throws(PostgresError) -> Answer? {
    try readPosted(&failure)
    return try nextSent(&failure)
  }

  func nextSent(_ failure: inout PostgresError?) throws(PostgresError) -> Answer? {
    guard spentReason == nil, answered < sent.count else { return nil }
    let statement = sent[answered]
    answered += 1
    if statement.isPreparing { _ = try nextOutcome(of: statement, &failure) }
    return try nextOutcome(of: statement, &failure)
  }

  /// One queued command has one result and a null behind it.
  private func nextOutcome(
    of statement: SentStatement, _ failure: inout PostgresError?
  ) throws(PostgresError) -> Answer? {
    guard let answer = try nextAnswer() else { throw spend("an answer is missing") }
    switch answer.status {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
      try expectEnd()
      return answer
    case PGRES_PIPELINE_ABORTED:
      forget(statement, after: nil)
    case PGRES_FATAL_ERROR:
      let error = answer.error
      forget(statement, after: error)
      let refusal = self.failure(error)
      failure = failure ?? refusal
      if refusal.leavesConnectionSpent { throw refusal }
    default:
      throw spend("COPY cannot be part of a batch")
    }
    try expectEnd()
    return nil
  }

  private func expectEnd() throws(PostgresError) {
    while try nextAnswer() != nil {}
  }

  /// A statement is prepared anew when its Prepare did not happen, when the server has
  /// dropped it, or when a table below it changed its shape.
  private func forget(_ statement: SentStatement, after error: ServerError?) {
    guard let key = statement.key else { return }
    let isStale = error?.sqlstate == .undefinedPreparedStatement || error?.sqlstate == .featureNotSupported
    if statement.isPreparing || isStale { names.forget(key) }
  }

  private func decode<S: Statement>(
    _ type: S.Type, _ answer: borrowing Answer
  ) throws(PostgresError) -> [S.Row] {
    if S.Row.self == NoRow.self { return [] }
    if S.Row.self == Affected.self {
      return (Affected(rows: answer.affected) as? S.Row).map { [$0] } ?? []
    }
    var reader = unsafe RowReader(result: answer.result)
    return try S.decodeRows(&reader, count: answer.rowCount)
  }
}

/// What callers do with batches.
extension Wire {
  func run<S: Statement>(_ statement: S) throws(PostgresError) -> [S.Row] {
    try beginBatch()
    try send(statement)
    try sync()
    var failure: PostgresError?
    let rows = collect(S.self, &failure)
    try endBatch(failure)
    return rows
  }

  func execute(_ statement: some Statement) throws(PostgresError) -> Int {
    try beginBatch()
    try send(statement)
    try sync()
    var failure: PostgresError?
    var affected = 0
    do {
      if let answer = try nextStatement(&failure) { affected = answer.affected }
    } catch {
      failure = failure ?? error
    }
    try endBatch(failure)
    return affected
  }

  func batch<each S: Statement>(
    _ statement: repeat each S
  ) throws(PostgresError) -> (repeat [(each S).Row]) {
    try beginBatch()
    repeat try send(each statement)
    try sync()
    var failure: PostgresError?
    let rows = (repeat collect((each S).self, &failure))
    try endBatch(failure)
    return rows
  }

  /// The same statement many times, in one round trip.
  func runEach<S: Statement>(_ statements: [S]) throws(PostgresError) -> [[S.Row]] {
    try beginBatch()
    for statement in statements {
      try send(statement)
      // libpq passes on 64 KiB at a time by itself; this takes in the answers meanwhile.
      if sent.count % 256 == 0 { try flush() }
    }
    try sync()
    var failure: PostgresError?
    let rows = statements.map { _ in collect(S.self, &failure) }
    try endBatch(failure)
    return rows
  }

  /// Statements of any kinds in one round trip, their answers dropped.
  func runAll(_ statements: [any Statement]) throws(PostgresError) {
    try beginBatch()
    for statement in statements {
      try send(statement)
      if sent.count % 256 == 0 { try flush() }
    }
    try sync()
    var failure: PostgresError?
    for _ in statements { collectNothing(&failure) }
    try endBatch(failure)
  }

  /// Lends the rows of a statement. When `body` throws, the answer is read to its end all the same.
  func each<S: Statement>(_ statement: S, _ body: (inout RowReader) throws -> Void) throws {
    try beginBatch()
    try send(statement)
    try sync()
    var failure: PostgresError?
    let refusal = lend(&failure, body)
    try endBatch(failure)
    if let refusal { throw refusal }
  }

  /// Two statements, and a third whose rows are lent when both are answered, in one round trip.
  ///
  /// - Parameter begin: Given their answers, and how many rows the third has; says whether it wants them.
  func batch<A: Statement, B: Statement, C: Statement>(
    _ first: A, _ second: B, each third: C, _ begin: (_ first: [A.Row], _ second: [B.Row], _ rows: Int) throws -> Bool,
    _ body: (inout RowReader) throws -> Void
  ) throws {
    try beginBatch()
    try send(first)
    try send(second)
    try send(third)
    try sync()
    var failure: PostgresError?
    let (a, b) = (collect(A.self, &failure), collect(B.self, &failure))
    let refusal = lend(&failure, wanted: { try begin(a, b, $0) }, body)
    try endBatch(failure)
    if let refusal { throw refusal }
  }

  /// Lends the rows of the next answer; returns what `body` threw.
  private func lend(
    _ failure: inout PostgresError?, wanted: (Int) throws -> Bool = { _ in true },
    _ body: (inout RowReader) throws -> Void
  ) -> (any Error)? {
    do {
      guard let answer = try nextStatement(&failure), failure == nil else { return nil }
      var reader = unsafe RowReader(result: answer.result)
      do {
        guard try wanted(answer.rowCount) else { return nil }
        for _ in 0..<answer.rowCount {
          try body(&reader)
          try reader.endRow()
        }
      } catch {
        return error
      }
    } catch {
      failure = failure ?? error
    }
    return nil
  }
}
