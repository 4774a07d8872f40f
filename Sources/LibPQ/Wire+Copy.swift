internal import CLibPQ

/// COPY, in both directions.
extension Wire {
  /// Lends a writer; returns how many rows the server took.
  ///
  /// When `body` throws, the COPY is refused from here, nothing of it stays, and that
  /// error is thrown on. A server that refuses half-way is heard at the end only: libpq
  /// has no way to ask sooner, and what is sent meanwhile is dropped by the server.
  func copyIn(_ text: String, _ body: (inout CopyWriter) throws -> Void) throws -> Int {
    try sendPosted()
    try beginExchange()
    let isBinary = try beginCopy(text, PGRES_COPY_IN)
    var writer = CopyWriter(wire: self, isBinary: isBinary)
    do {
      try body(&writer)
      try writer.finish()
    } catch {
      try abandonCopyIn()
      throw error
    }
    try endCopyIn(reason: nil)
    return try endCopy()
  }

  /// Calls `row` with each row as it comes; returns how many there were.
  ///
  /// When `row` throws, the server is asked to stop, the rest is read and dropped, and the
  /// error is thrown on.
  func copyOut(_ text: String, _ row: (_ bytes: RawSpan, _ isBinary: Bool) throws -> Void) throws -> Int {
    try sendPosted()
    try beginExchange()
    let isBinary = try beginCopy(text, PGRES_COPY_OUT)
    do {
      while try nextCopyRow({ bytes in try row(bytes, isBinary) }) {}
    } catch {
      try abandonCopyOut()
      throw error
    }
    return try endCopy()
  }

  /// Hands one chunk over and waits until the kernel has it: memory stays flat.
  func putCopyData(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) {
    if isAskedToStop || interruption != nil { throw interruption == .late ? .late(after: patience) : .cancelled }
    noteProgress()
    let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    while true {
      let taken = unsafe PQputCopyData(connection, start, CInt(clamping: bytes.count))
      if taken < 0 { throw spend() }
      try flush()
      if taken == 1 { return }
    }
  }

  func endCopyIn(reason: String?) throws(PostgresError) {
    while true {
      let taken = unsafe PQputCopyEnd(connection, reason)
      if taken < 0 { throw spend() }
      try flush()
      if taken == 1 { return }
    }
  }

  /// Waits for one row and lends it; `false` at the end.
  func nextCopyRow<Failure: Error>(_ row: (RawSpan) throws(Failure) -> Void) throws -> Bool {
    var buffer: UnsafeMutablePointer<CChar>?
    while true {
      let length = unsafe PQgetCopyData(connection, &buffer, 1)
      if length == -1 { return false }
      if length == -2 { throw spend() }
      if length > 0 {
        defer { unsafe PQfreemem(buffer) }
        try unsafe row(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(start: buffer, count: Int(length))))
        return true
      }
      noteProgress()
      try takeIn()
    }
  }

  /// Returns whether the format is binary.
  private func beginCopy(_ text: String, _ wanted: ExecStatusType) throws(PostgresError) -> Bool {
    try sendSimple(text)
    var failure: PostgresError?
    while let answer = try nextAnswer() {
      switch answer.status {
      case wanted where failure == nil: return answer.isBinary
      case PGRES_FATAL_ERROR: failure = failure ?? self.failure(answer.error)
      case PGRES_COPY_IN: try endCopyIn(reason: "COPY in the other direction was asked for")
      case PGRES_COPY_OUT: while try drainCopyRow() {}
      default: break
      }
      if let failure, failure.leavesConnectionSpent { throw failure }
    }
    try endExchange()
    throw failure ?? .refused(ServerError(sqlstate: .featureNotSupported, message: "this is not such a COPY"))
  }

  private func endCopy() throws(PostgresError) -> Int {
    var rows = 0
    var failure: PostgresError?
    while let answer = try nextAnswer() {
      switch answer.status {
      case PGRES_COMMAND_OK: rows = answer.affected
      case PGRES_FATAL_ERROR:
        let refusal = self.failure(answer.error)
        failure = failure ?? refusal
        if refusal.leavesConnectionSpent { throw refusal }
      default: throw spend("an answer of a kind not asked for")
      }
    }
    try endExchange()
    if let failure { throw failure }
    return rows
  }

  /// Reads to the end after a refusal of our own; the server's answer to it says nothing new.
  private func abandonCopyIn() throws(PostgresError) {
    guard spentReason == nil else { return }
    try endCopyIn(reason: "abandoned by the client")
    try dropAnswers()
  }

  private func abandonCopyOut() throws(PostgresError) {
    guard spentReason == nil else { return }
    interrupt(.unwanted)
    while try drainCopyRow() {}
    try dropAnswers()
  }

  private func dropAnswers() throws(PostgresError) {
    while let answer = try nextAnswer() {
      guard answer.status == PGRES_FATAL_ERROR else { continue }
      let refusal = failure(answer.error)
      if refusal.leavesConnectionSpent { throw refusal }
    }
    try endExchange()
  }

  func drainCopyRow() throws(PostgresError) -> Bool {
    do {
      return try nextCopyRow { _ in }
    } catch let error as PostgresError {
      throw error
    } catch {
      throw spend("\(error)")
    }
  }
}
