import Foundation
import Synchronization
import Testing

@testable import Terminal

@Suite struct InterruptionTests {
  /// With a signal that nobody else sends.
  @Test func theFirstSignalCancelsTheWorkWhichThenEndsInItsOwnTime() async throws {
    let heard = Mutex(0)
    let kept = try await withInterruption(by: [SIGUSR2], onFirst: { heard.withLock { $0 += 1 } }, onSecond: {}) {
      // Again until it is heard: one that comes before the source listens is lost.
      while !Task.isCancelled {
        kill(getpid(), SIGUSR2)
        await Task.yield()
      }
      return "what was kept"
    }
    #expect(kept == "what was kept")
    #expect(heard.withLock(\.self) == 1)
  }

  @Test func whoeverIsCancelledCancelsTheWork() async {
    let begun = AsyncStream.makeStream(of: Void.self)
    let outer = Task {
      try await withInterruption(by: [], onFirst: {}, onSecond: {}) {
        begun.continuation.finish()
        while !Task.isCancelled { await Task.yield() }
        try Task.checkCancellation()
      }
    }
    for await _ in begun.stream {}
    outer.cancel()
    await #expect(throws: CancellationError.self) { try await outer.value }
  }
}
