internal import Dispatch

/// Hands batches from a thread that may block to a task that must not, a few at a time.
///
/// The giver is a database connection's own thread in the middle of a COPY; holding it back holds
/// back the server, so memory stays flat however slow the taker is.
public final class Handoff<Batch: Sendable>: Sendable {
  private let room: DispatchSemaphore
  private let continuation: AsyncStream<Batch>.Continuation
  public let batches: AsyncStream<Batch>

  public init(ahead: Int) {
    // Not made with `ahead`: libdispatch traps when a semaphore goes while it is lower than it was made,
    // and so it is when an import is interrupted with batches given and not taken.
    room = DispatchSemaphore(value: 0)
    for _ in 0..<ahead { room.signal() }
    (batches, continuation) = AsyncStream.makeStream(of: Batch.self, bufferingPolicy: .unbounded)
  }

  /// Blocks while `ahead` batches wait. Says whether somebody still takes.
  public func give(_ batch: Batch) -> Bool {
    room.wait()
    if case .terminated = continuation.yield(batch) { return false }
    return true
  }

  /// Makes room again, after a batch was dealt with.
  public func done() { room.signal() }

  /// No more is given, or no more is taken: a giver that waits goes on at once.
  public func finish() {
    continuation.finish()
    room.signal()
  }
}
