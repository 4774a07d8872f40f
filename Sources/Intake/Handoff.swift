internal import CMalloc
internal import Dispatch

/// Hands batches from whoever may block a thread to a task that must not, one at a time, and returns what both make of it.
///
/// While one is dealt with the next is made, and then its giver waits: two are in memory. A third, ready in between, made nothing
/// faster. The giver is a database connection's own thread in the middle of a COPY, or one that reads a file; holding it back holds
/// back the server, so memory stays flat however slow the taker is. What the giver throws, the taker is given after the
/// batches before it; what the taker throws, ends both.
public func handingOver<Batch: Sendable, Given: Sendable, Taken: Sendable>(
  of _: Batch.Type = Batch.self,
  from giver: @escaping @Sendable (_ give: @escaping @Sendable (Batch) throws -> Void) async throws -> Given,
  to taker: @escaping @Sendable (inout HandedBatches<Batch>) async throws -> Taken
) async throws -> (given: Given, taken: Taken) {
  let handoff = Handoff<Batch>()
  return try await withThrowingTaskGroup(of: (Given?, Taken?).self) { group in
    group.addTask {
      do {
        let given = try await giver { try handoff.give($0) }
        handoff.finish()
        return (given, nil)
      } catch {
        handoff.finish(throwing: error)
        return (nil, nil)
      }
    }
    group.addTask {
      defer { handoff.finish() }
      var batches = HandedBatches(handoff)
      return (nil, try await taker(&batches))
    }
    var both: (Given?, Taken?) = (nil, nil)
    for try await (given, taken) in group { both = (given ?? both.0, taken ?? both.1) }
    guard let given = both.0, let taken = both.1 else { throw CancellationError() }
    return (given, taken)
  }
}

/// What the taker has of it.
public struct HandedBatches<Batch: Sendable> {
  private let handoff: Handoff<Batch>
  private var batches: AsyncThrowingStream<Batch, any Error>.Iterator
  private var holdsOne = false

  fileprivate init(_ handoff: Handoff<Batch>) {
    self.handoff = handoff
    batches = handoff.batches.makeAsyncIterator()
  }

  /// The next one, once there is one; the one before is then dealt with. `nil` after the last.
  public mutating func next() async throws -> Batch? {
    if holdsOne {
      handoff.makeRoom()
      giveBackWhatIsFree()
    }
    let batch = try await batches.next()
    // A stream just ends where its taker is cancelled.
    if batch == nil { try Task.checkCancellation() }
    holdsOne = batch != nil
    return batch
  }
}

/// Returns to the system the pages that what is done with has left between what is not.
///
/// Batches are thousands of small values, and the next one's lie elsewhere: with four imports at once of 4.4 million events
/// 12 MB were in use when they had ended, and 60 MB were holes.
private func giveBackWhatIsFree() {
  #if canImport(Glibc)
    _ = malloc_trim(0)
  #endif
}

/// Thrown at a giver of whom nobody takes any more.
private struct Refused: Error {}

private final class Handoff<Batch: Sendable>: Sendable {
  private let room: DispatchSemaphore
  private let continuation: AsyncThrowingStream<Batch, any Error>.Continuation
  let batches: AsyncThrowingStream<Batch, any Error>

  init() {
    // Not made with 1: libdispatch traps when a semaphore goes while it is lower than it was made,
    // and so it is when an import is interrupted with a batch given and not taken.
    room = DispatchSemaphore(value: 0)
    room.signal()
    (batches, continuation) = AsyncThrowingStream.makeStream(of: Batch.self, bufferingPolicy: .unbounded)
  }

  /// Blocks until the one before is dealt with.
  func give(_ batch: Batch) throws {
    room.wait()
    if case .terminated = continuation.yield(batch) { throw Refused() }
  }

  func makeRoom() { room.signal() }

  /// No more is given, or no more is taken: a giver that waits goes on at once.
  func finish(throwing error: (any Error)? = nil) {
    continuation.finish(throwing: error)
    room.signal()
  }
}
