internal import Store
internal import Synchronization

/// Where jobs go whose work is done and stored, to leave together: whatever comes while one call is under way goes with
/// the next. A job alone waits for nobody.
///
/// Tries as long as a job can still be ours. With a thousand places and jobs that do nothing, hundreds leave with each call.
final class FinishDesk: Sendable {
  struct Leaving: Sendable {
    var job: LeasedJob
    var began: Duration
    /// When its work was done.
    var ended: Duration
  }

  private struct Counter {
    var waiting: [Leaving] = []
    var isOpen = false
  }

  private let queue: any JobQueue
  private let patience: Duration
  private let breather: Duration
  private let now: @Sendable () -> Duration
  private let unreachable: @Sendable (any Error) -> Void
  private let left: @Sendable (_ leaving: [Leaving], _ overtaken: Set<LeasedJob>) -> Void
  private let counter = Mutex(Counter())

  /// - Parameters:
  ///   - patience: After so long a job is somebody else's.
  ///   - breather: The rest after a call that failed.
  ///   - left: Told of those that are gone, and which of them were not ours any more.
  init(
    _ queue: any JobQueue, patience: Duration, breather: Duration, now: @escaping @Sendable () -> Duration,
    unreachable: @escaping @Sendable (any Error) -> Void,
    left: @escaping @Sendable (_ leaving: [Leaving], _ overtaken: Set<LeasedJob>) -> Void
  ) {
    self.queue = queue
    self.patience = patience
    self.breather = breather
    self.now = now
    self.unreachable = unreachable
    self.left = left
  }

  func take(_ leaving: Leaving) {
    let opens = counter.withLock { counter in
      counter.waiting.append(leaving)
      defer { counter.isOpen = true }
      return !counter.isOpen
    }
    if opens { Task { await work() } }
  }

  private func work() async {
    var gone: [Leaving] = []
    var overtaken: Set<LeasedJob> = []
    while true {
      var batch = counter.withLock { counter in
        defer { counter.waiting = [] }
        return counter.waiting
      }
      let late = now() - patience
      let expired = batch.filter { $0.ended <= late }
      if !expired.isEmpty {
        batch.removeAll { $0.ended <= late }
        left(expired, Set(expired.map(\.job)))
      }
      if !batch.isEmpty {
        do {
          overtaken.formUnion(try await queue.finish(batch.map(\.job)))
          gone += batch
        } catch {
          unreachable(error)
          if !gone.isEmpty { left(gone, overtaken) }
          (gone, overtaken) = ([], [])
          counter.withLock { $0.waiting = batch + $0.waiting }
          try? await Task.sleep(for: breather)
          continue
        }
      }
      // The first call takes the few that had ended when it began. Where many more did meanwhile they are told of together: what
      // becomes free is claimed in one go, not by the dozen.
      let more = counter.withLock { counter in
        if counter.waiting.isEmpty { counter.isOpen = false }
        return counter.waiting.count
      }
      if more <= gone.count, !gone.isEmpty {
        left(gone, overtaken)
        (gone, overtaken) = ([], [])
      }
      if more == 0 { return }
    }
  }
}
