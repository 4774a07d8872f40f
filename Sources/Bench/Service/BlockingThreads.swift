import Foundation
import Synchronization

/// Work that blocks, on threads of its own side by side, so that it takes none of those that Swift's tasks run on.
enum BlockingThreads {
  /// Whether the work is to end: it was interrupted, or another thread has failed.
  final class Sign: Sendable {
    private let isSet = Atomic(false)
    var isUp: Bool { isSet.load(ordering: .relaxed) }
    func set() { isSet.store(true, ordering: .relaxed) }
  }

  /// Runs `work` once on each thread, and answers how many seconds of a core all of it took, whatever else the
  /// machine was doing. What the first of them threw is thrown when all have ended.
  @discardableResult
  static func run(_ count: Int, _ work: @escaping @Sendable (Int, Sign) throws -> Void) async throws -> Double {
    let sign = Sign()
    let time = try await withTaskCancellationHandler {
      try await withThrowingTaskGroup(of: Double.self) { group in
        for number in 0..<count { group.addTask { try await one(number, sign, work) } }
        var (time, fault) = (0.0, (any Error)?.none)
        while let ended = await group.nextResult() {
          switch ended {
          case .success(let seconds): time += seconds
          case .failure(let error):
            fault = fault ?? error
            sign.set()
          }
        }
        if let fault { throw fault }
        return time
      }
    } onCancel: {
      sign.set()
    }
    try Task.checkCancellation()
    return time
  }

  private static func one(
    _ number: Int, _ sign: Sign, _ work: @escaping @Sendable (Int, Sign) throws -> Void
  ) async throws -> Double {
    try await withCheckedThrowingContinuation { done in
      let thread = Thread {
        done.resume(with: Result { try coreSeconds { try work(number, sign) }.seconds })
      }
      thread.stackSize = 1 << 20
      thread.start()
    }
  }
}
