import Engine
import LibPQ
import Store
import Synchronization
import Testing

@testable import Service

@Suite struct InboxWriterTests {
  @Test func whatGathersWhileACommitIsUnderWayGoesIntoTheNext() async throws {
    let place = StoringPlace()
    let writer = InboxWriter { try await place.store($0) }
    let first = Task { try await writer.receive([Self.message(1, of: 1)], of: TenantID(1)) }
    await place.began()
    let others = (2..<12).map { number in
      Task { try await writer.receive([Self.message(number, of: number)], of: TenantID(Int64(number))) }
    }
    await Self.until { await writer.waitingRequests == 11 }
    place.open()
    #expect(try await first.value.count == 1)
    for task in others { #expect(try await task.value.contains { $0.message.low > 1 }) }
    #expect(place.batches == [1, 10])
  }

  @Test func aTenantThatSendsMoreThanItsShareIsTurnedAwayAndOthersAreNot() async throws {
    let place = StoringPlace()
    var limits = InboxWriter.Limits()
    limits.waitingPerTenant = 400
    limits.waiting = 1_000
    let writer = InboxWriter(limits) { try await place.store($0) }
    let first = Task { try await writer.receive([Self.message(1, of: 1)], of: TenantID(1)) }
    await place.began()
    let second = Task { try await writer.receive([Self.message(2, of: 1)], of: TenantID(1)) }
    await Self.until { await writer.waitingRequests == 2 }
    // 110 bytes each, so that four do not fit into the share.
    let more = (3..<5).map { Self.message($0, of: 1) }
    await #expect(throws: InboxWriter.Overload(whose: .tenant)) { try await writer.receive(more, of: TenantID(1)) }
    let other = Task { try await writer.receive([Self.message(9, of: 2)], of: TenantID(2)) }
    await Self.until { await writer.waitingRequests == 3 }
    let many = (10..<20).map { Self.message($0, of: 3) }
    await #expect(throws: InboxWriter.Overload(whose: .everybody)) { try await writer.receive(many, of: TenantID(3)) }
    place.open()
    #expect(try await first.value.count + second.value.count + other.value.count >= 3)
    // There is room again.
    #expect(try await writer.receive(more, of: TenantID(1)).count == 2)
  }

  @Test func aTenantWithOneRequestWaitsForOneTurnOfTheOthers() async throws {
    let place = StoringPlace()
    var limits = InboxWriter.Limits()
    limits.turn = 250
    limits.batch = 500
    let writer = InboxWriter(limits) { try await place.store($0) }
    let first = Task { try await writer.receive([Self.message(0, of: 1)], of: TenantID(1)) }
    await place.began()
    let busy = (1..<21).map { number in
      Task { try await writer.receive([Self.message(number, of: 1)], of: TenantID(1)) }
    }
    await Self.until { await writer.waitingRequests == 21 }
    let lone = Task { try await writer.receive([Self.message(99, of: 2)], of: TenantID(2)) }
    await Self.until { await writer.waitingRequests == 22 }
    place.open()
    _ = try await lone.value
    for task in [first] + busy { _ = try await task.value }
    let turn = place.order.firstIndex { $0.contains(99) }
    #expect(turn == 1, "\(place.order)")
  }

  @Test func aCommitThatFailsIsToldToAllThatWereInItAndTakesNoRoom() async throws {
    struct Gone: Error {}
    let writer = InboxWriter { _ in throw Gone() }
    await #expect(throws: Gone.self) { try await writer.receive([Self.message(1, of: 1)], of: TenantID(1)) }
    #expect(await writer.waitingRequests == 0)
    #expect(await !writer.isFull)
  }

  private static func message(_ number: Int, of tenant: Int) -> ReceivedMessage {
    ReceivedMessage(
      tenant: TenantID(Int64(tenant)), message: PostgresUUID(high: 0, low: UInt64(number)), form: "track",
      receivedAt: 0, sentAt: nil, body: [UInt8](repeating: 0x20, count: 10))
  }

  private static func until(_ holds: () async -> Bool) async { while await !holds() { await Task.yield() } }
}

@Suite struct RateLimiterTests {
  @Test func aBurstIsTakenAndThenAsManyASecondAsAreAllowed() {
    let limiter = RateLimiter(sustained: 10)
    let start = ContinuousClock.now
    #expect(limiter.take(150, of: TenantID(1), now: start) == nil)
    #expect(limiter.take(60, of: TenantID(1), now: start) == nil, "the last of a burst may be larger than what is left")
    let pause = limiter.take(1, of: TenantID(1), now: start)
    #expect(pause.map { abs($0 / .seconds(1) - 1.1) < 0.01 } == true, "\(String(describing: pause))")
    #expect(limiter.take(1, of: TenantID(2), now: start) == nil, "another has its own")
    #expect(limiter.take(2, of: TenantID(1), now: start + .seconds(1.2)) == nil)
    #expect(limiter.take(1, of: TenantID(1), now: start + .seconds(1.2)) != nil)
    #expect(limiter.take(200, of: TenantID(1), now: start + .seconds(100)) == nil)
  }
}

/// Stores nothing until it is opened, and remembers in which batches what came.
private final class StoringPlace: Sendable {
  private struct State {
    var order: [[Int]] = []
    var isOpen = false
    var waiting: CheckedContinuation<Void, Never>?
  }
  private let state = Mutex(State())

  var order: [[Int]] { state.withLock { $0.order } }
  var batches: [Int] { order.map(\.count) }

  func store(_ messages: [ReceivedMessage]) async throws -> Set<Inbox.Key> {
    state.withLock { $0.order.append(messages.map { Int($0.message.low) }) }
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiting = continuation }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
    return Set(messages.map { Inbox.Key(tenant: $0.tenant, message: $0.message) })
  }

  func began() async { while state.withLock({ $0.waiting == nil }) { await Task.yield() } }

  func open() {
    state.withLock { state in
      state.isOpen = true
      defer { state.waiting = nil }
      return state.waiting
    }?.resume()
  }
}
