import Definitions
import Engine
public import Store

/// Brings a tenant's alerts to its sinks, each at least once.
///
/// One message of a sink is under way at a time, and every sink goes at its own pace: one that hangs keeps
/// none of the others waiting. An attempt is counted before it is made; whoever is killed in between has
/// made it, and the message goes out again, under the same id, when the lease is over. No transaction is
/// open while anything is sent.
public struct Courier: Sendable {
  private let database: Database
  private let sender: any Sender
  private let policy: RetryPolicy
  private let clock: Clock?
  private let chance: @Sendable () -> Double

  /// Microseconds since 1970.
  public typealias Clock = @Sendable () -> Int64

  /// - Parameters:
  ///   - clock: What leases, pauses and rests are measured on; `nil`: the database's, on which all workers agree.
  ///   - chance: In 0..<1, evenly.
  public init(
    _ database: Database, sender: any Sender, policy: RetryPolicy = RetryPolicy(), clock: Clock? = nil,
    chance: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
  ) {
    self.database = database
    self.sender = sender
    self.policy = policy
    self.clock = clock
    self.chance = chance
  }

  /// The sinks of a tenant for which something is due, and which do not rest.
  public func dueSinks(of tenant: Tenant) async throws -> [String] {
    let outbox = database.outbox(of: tenant.id)
    return try await outbox.dueSinks(at: try await now(outbox))
  }

  /// Sends all that is due to a tenant's sinks, to all of them at once.
  ///
  /// Returns when the slowest has answered, or has been given up waiting for.
  @discardableResult
  public func deliverDue(of tenant: Tenant) async throws -> DeliveryTally {
    let sinks = try await dueSinks(of: tenant)
    return try await withThrowingTaskGroup(of: DeliveryTally.self) { group in
      for sink in sinks { group.addTask { try await deliverDue(of: tenant, to: sink) } }
      return try await group.reduce(into: DeliveryTally()) { $0.add($1) }
    }
  }

  /// Sends what is due to one sink, one message after the other, until nothing is, or the sink rests.
  @discardableResult
  public func deliverDue(of tenant: Tenant, to sink: String) async throws -> DeliveryTally {
    let outbox = database.outbox(of: tenant.id)
    var tally = DeliveryTally()
    while !Task.isCancelled, let message = try await outbox.take(from: sink, at: try await now(outbox)) {
      tally.count(try await deliver(message, of: tenant, from: outbox))
    }
    return tally
  }

  /// Until something is due at a sink; `nil`: nothing waits for it, or it is switched off.
  public func nextDue(of tenant: Tenant, to sink: String) async throws -> Duration? {
    let outbox = database.outbox(of: tenant.id)
    return try await outbox.nextDue(at: sink, from: try await now(outbox))
  }

  /// Sends one alert to one sink now, whether or not it rests; `nil`: somebody else is at it.
  public func deliver(alert: Int64, of tenant: Tenant, to sink: String) async throws -> DeliveryResult? {
    let outbox = database.outbox(of: tenant.id)
    guard let message = try await outbox.take(alert: alert, for: sink, at: try await now(outbox)) else { return nil }
    return try await deliver(message, of: tenant, from: outbox)
  }

  private func deliver(
    _ message: LeasedMessage, of tenant: Tenant, from outbox: Outbox
  ) async throws -> DeliveryResult {
    // A task of its own, which being stopped does not reach: what has been begun is ended and written down
    // first, which the sender's deadline bounds. Else it would go out again for nothing.
    try await Task {
      let outcome = await sender.send(Message(message, of: tenant), to: message.sink.target)
      let now = try await now(outbox)
      let result = policy.result(of: outcome, for: message, at: now, chance: chance())
      try await outbox.record(result, of: message, at: now)
      return result
    }.value
  }

  private func now(_ outbox: Outbox) async throws -> Int64 {
    if let clock { return clock() }
    return try await outbox.time()
  }
}

/// What came of some deliveries.
public struct DeliveryTally: Sendable, Hashable {
  public var delivered = 0
  /// Failed, and to be tried again.
  public var postponed = 0
  /// Given up.
  public var dead = 0
  /// Why the last one of those did not arrive.
  public var lastReason: String?

  public init() {}

  public var attempts: Int { delivered + postponed + dead }

  mutating func count(_ result: DeliveryResult) {
    switch result {
    case .delivered: delivered += 1
    case .postponed(_, _, let reason):
      postponed += 1
      lastReason = reason
    case .dead(_, let reason), .expired(_, _, let reason), .gone(let reason), .failedTest(let reason):
      dead += 1
      lastReason = reason
    }
  }

  mutating func add(_ other: DeliveryTally) {
    delivered += other.delivered
    postponed += other.postponed
    dead += other.dead
    lastReason = other.lastReason ?? lastReason
  }
}
