/// What of a transaction was asked for and not sent yet: the command that opens it, and statements whose answers nobody
/// wants.
struct PostedWork {
  var opening: String?
  var statements: [any Statement] = []

  var isEmpty: Bool { opening == nil && statements.isEmpty }
}

/// Posting: a statement that changes something and answers nothing need not be waited for. It goes, in its order, with
/// the next exchange of its transaction, the COMMIT at the latest; there its refusal is heard too.
///
/// A round trip costs both sides a change of the process that runs, which is more than many a statement.
extension Wire {
  /// So many wait at most: their parameters are held in memory.
  private static let mostPosted = 256

  /// BEGIN and what every transaction opens with, in one round trip, or with the first exchange.
  func begin(_ mode: TransactionMode, opening: [any Statement], isPosted: Bool) throws(PostgresError) {
    posted = PostedWork(opening: mode.beginText, statements: opening)
    if !isPosted { try sendPosted() }
  }

  func post(_ statement: some Statement) throws(PostgresError) {
    posted.statements.append(statement)
    if posted.statements.count >= Self.mostPosted { try sendPosted() }
  }

  /// A round trip of its own, for what cannot be part of a batch.
  func sendPosted() throws(PostgresError) {
    guard !posted.isEmpty else { return }
    try beginBatch()
    try sync()
    var failure: PostgresError?
    do {
      try readPosted(&failure)
    } catch {
      failure = failure ?? error
    }
    try endBatch(failure)
  }

  /// Queues it in front of a batch.
  func queuePosted() throws(PostgresError) {
    guard !posted.isEmpty else { return }
    let work = posted
    posted = PostedWork()
    if let opening = work.opening { try sendCommand(opening) }
    for statement in work.statements { try send(statement) }
    leading = sent.count
  }

  /// Drops the answers to what went in front.
  func readPosted(_ failure: inout PostgresError?) throws(PostgresError) {
    while answered < leading, spentReason == nil { _ = try nextSent(&failure) }
  }

  /// What is posted, and COMMIT behind it: skipped by the server where that is refused.
  func commitPosted() throws(PostgresError) -> String {
    try beginBatch()
    try sendCommand("commit")
    try sync()
    var failure: PostgresError?
    var tag = ""
    do {
      if let answer = try nextStatement(&failure) { tag = answer.tag }
    } catch {
      failure = failure ?? error
    }
    try endBatch(failure)
    return tag
  }
}
