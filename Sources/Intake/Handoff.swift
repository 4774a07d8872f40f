internal import CMalloc
internal import Dispatch
internal import Synchronization

/// Hands batches from whoever may block a thread to whoever works on them, one at a time, and returns what both make of it.
///
/// While one is dealt with the next is made, and then its giver waits: two are in memory. A third, ready in between, made nothing
/// faster. The giver is a database connection's own thread in the middle of a COPY, or one that reads a file; holding it back holds
/// back the server, so memory stays flat however slow the taker is. What the giver throws, the taker is given after the
/// batches before it; what the taker throws, ends both.
public func handingOver<Batch: Sendable, Given: Sendable, Taken: Sendable>(
  of _: Batch.Type = Batch.self,
  from giver: @escaping @Sendable (_ give: @escaping @Sendable (Batch) throws -> Void) async throws -> Given,
  to taker: @escaping @Sendable (HandedBatches<Batch>) async throws -> Taken
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
      return (nil, try await taker(HandedBatches(handoff: handoff)))
    }
    var both: (Given?, Taken?) = (nil, nil)
    for try await (given, taken) in group { both = (given ?? both.0, taken ?? both.1) }
    guard let given = both.0, let taken = both.1 else { throw CancellationError() }
    return (given, taken)
  }
}

/// What the taker has of it. For one taker: whoever asks for the next has dealt with the one before.
public struct HandedBatches<Batch: Sendable>: Sendable {
  fileprivate let handoff: Handoff<Batch>

  /// The next one, once there is one. `nil` after the last.
  public func next() async throws -> Batch? {
    if handoff.dealWithLast() { giveBackWhatIsFree() }
    while true {
      if let taken = try handoff.take() { return taken.batch }
      await handoff.standBy()
      try Task.checkCancellation()
    }
  }

  /// The same for a thread that may block, such as a database connection's own in the middle of a transaction.
  public func wait() throws -> Batch? {
    _ = handoff.dealWithLast()
    while true {
      if let taken = try handoff.take() { return taken.batch }
      let bell = DispatchSemaphore(value: 0)
      handoff.wake { bell.signal() }
      bell.wait()
    }
  }
}

/// Returns to the system the pages that what is done with has left between what is not.
///
/// Batches are thousands of small values, and the next one's lie elsewhere: with four imports at once of 4.4 million events
/// 12 MB were in use when they had ended, and 60 MB were holes.
func giveBackWhatIsFree() {
  #if canImport(Glibc)
    _ = malloc_trim(0)
  #endif
}

/// Thrown at a giver of whom nobody takes any more.
private struct Refused: Error {}

private final class Handoff<Batch: Sendable>: Sendable {
  private struct State {
    var batch: Batch?
    /// One is being dealt with.
    var isHeld = false
    /// Nothing comes any more, or nothing is taken any more.
    var end: Result<Void, any Error>?
    /// The taker, where it waits.
    var wake: (@Sendable () -> Void)?
  }

  enum Taken {
    case batch(Batch)
    case nothingMore
    var batch: Batch? { if case .batch(let batch) = self { batch } else { nil } }
  }

  private let state = Mutex(State())
  private let room: DispatchSemaphore

  init() {
    // Not made with 1: libdispatch traps when a semaphore goes while it is lower than it was made,
    // and so it is when an import is interrupted with a batch given and not taken.
    room = DispatchSemaphore(value: 0)
    room.signal()
  }

  /// Blocks until the one before is dealt with.
  func give(_ batch: Batch) throws {
    room.wait()
    let wake = try state.withLock { state in
      guard state.end == nil else { throw Refused() }
      state.batch = batch
      return state.wake.take()
    }
    wake?()
  }

  /// A batch, or the end of them; `nil` where there is neither yet.
  func take() throws -> Taken? {
    try state.withLock { state in
      if let batch = state.batch.take() {
        state.isHeld = true
        return .batch(batch)
      }
      guard let end = state.end else { return nil }
      try end.get()
      return .nothingMore
    }
  }

  /// Whether there was one.
  func dealWithLast() -> Bool {
    let held = state.withLock { state in
      defer { state.isHeld = false }
      return state.isHeld
    }
    if held { room.signal() }
    return held
  }

  /// Calls `body` once there is something to take, which may be now.
  func wake(_ body: @escaping @Sendable () -> Void) {
    let isThere = state.withLock { state in
      guard state.batch == nil, state.end == nil else { return true }
      state.wake = body
      return false
    }
    if isThere { body() }
  }

  /// Until there is something to take, or nobody wants it any more.
  func standBy() async {
    let bell = AsyncStream.makeStream(of: Void.self)
    wake { bell.continuation.finish() }
    for await _ in bell.stream {}
  }

  /// No more is given, or no more is taken: whoever waits goes on at once.
  func finish(throwing error: (any Error)? = nil) {
    let wake = state.withLock { state in
      if state.end == nil { state.end = error.map { .failure($0) } ?? .success(()) }
      return state.wake.take()
    }
    wake?()
    room.signal()
  }
}
