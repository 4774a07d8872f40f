import Foundation
import Intake
import Synchronization
import Testing

@Suite struct HandoffTests {
  private struct Refusal: Error, Equatable {}

  /// Whether the taker waits as a task does, or blocks a thread of its own.
  private static func next(_ batches: HandedBatches<Int>, blocking: Bool) async throws -> Int? {
    blocking ? try await onThread { try batches.wait() } : try await batches.next()
  }

  /// A giver blocks, and tasks share few threads.
  private static func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
  }

  @Test(arguments: [false, true]) func allComeInOrderAndOneAtMostIsMadeAhead(blocking: Bool) async throws {
    let made = Atomic(0)
    let (given, taken) = try await handingOver(of: Int.self) { give in
      try await Self.onThread {
        for number in 0..<1_000 {
          made.store(number + 1, ordering: .sequentiallyConsistent)
          try give(number)
        }
        return "all"
      }
    } to: { batches in
      var taken: [Int] = []
      while let number = try await Self.next(batches, blocking: blocking) {
        // This one, one that waits to be taken, and one whose giver waits for room.
        #expect(made.load(ordering: .sequentiallyConsistent) <= number + 2)
        taken.append(number)
      }
      return taken
    }
    #expect(given == "all")
    #expect(taken == Array(0..<1_000))
  }

  @Test(arguments: [false, true]) func whatTheGiverThrowsComesAfterWhatItGave(blocking: Bool) async throws {
    let taken = Mutex<[Int]>([])
    await #expect(throws: Refusal()) {
      try await handingOver(of: Int.self) { give in
        try await Self.onThread {
          try give(1)
          try give(2)
          throw Refusal()
        }
      } to: { batches in
        while let number = try await Self.next(batches, blocking: blocking) { taken.withLock { $0.append(number) } }
      }
    }
    #expect(taken.withLock { $0 } == [1, 2])
  }

  @Test(arguments: [false, true]) func aTakerThatFailsEndsTheGiver(blocking: Bool) async throws {
    let given = Atomic(0)
    await #expect(throws: Refusal()) {
      try await handingOver(of: Int.self) { give in
        try await Self.onThread {
          while true {
            try give(1)
            given.add(1, ordering: .sequentiallyConsistent)
          }
        }
      } to: { batches in
        _ = try await Self.next(batches, blocking: blocking)
        throw Refusal()
      }
    }
    #expect(given.load(ordering: .sequentiallyConsistent) <= 2)
  }

  /// Both are waiting for each other's next move when they are told to stop.
  @Test func aCancelledTakerWaitsForNothing() async throws {
    let isAsked = AsyncStream.makeStream(of: Void.self)
    let release = AsyncStream.makeStream(of: Void.self)
    let both = Task {
      try await handingOver(of: Int.self) { _ in
        for await _ in release.stream {}
      } to: { batches in
        isAsked.continuation.finish()
        defer { release.continuation.finish() }
        _ = try await batches.next()
      }
    }
    for await _ in isAsked.stream {}
    both.cancel()
    await #expect(throws: CancellationError.self) { try await both.value }
  }
}
