public import Engine
internal import LibPQ

extension Database {
  /// What a tenant's sinks have not been told yet.
  public func outbox(of tenant: TenantID) -> Outbox { Outbox(database: self, tenant: tenant) }
}

/// The messages of one tenant that are on their way.
///
/// Taking one counts an attempt and commits, before anything is sent; what came of it is written when
/// it is known. Between the two no transaction is open. Times are microseconds since 1970, and the
/// caller's: leases live on the database's clock, which `time()` reads.
public struct Outbox: Sendable {
  let database: Database
  let tenant: TenantID

  /// How long whoever takes a message may be silent about it: well beyond the longest attempt (45 s).
  static let lease: Duration = .seconds(60)

  public func time() async throws -> Int64 {
    try await database.read(OutboxTime(), as: tenant).first ?? 0
  }

  /// The sinks for which something is due, and which do not rest.
  public func dueSinks(at now: Int64) async throws -> [String] {
    try await database.read(DueSinks(tenant: tenant, now: now), as: tenant)
  }

  /// Until something is due at a sink, or its rest is over; `nil`: nothing waits for it, or it is switched off.
  public func nextDue(at sink: String, from now: Int64) async throws -> Duration? {
    try await database.read(NextMessage(tenant: tenant, sink: sink), as: tenant).first?
      .map { .microseconds(max(0, $0 - now)) }
  }

  /// Takes what has been due longest; `nil`: nothing is due there, or another message is under way.
  public func take(from sink: String, at now: Int64) async throws -> LeasedMessage? {
    let tenant = tenant
    let until = now + Self.lease.components.seconds * 1_000_000
    return try await database.write(as: tenant) { session in
      let taken = try session.run(LeaseMessage(tenant: tenant, sink: sink, now: now, until: until))
      return try session.message(taken.first, of: tenant, for: sink)
    }
  }

  /// Takes the message of one alert, whether or not its sink rests; `nil`: somebody else has it.
  public func take(alert: Int64, for sink: String, at now: Int64) async throws -> LeasedMessage? {
    let tenant = tenant
    let until = now + Self.lease.components.seconds * 1_000_000
    return try await database.write(as: tenant) { session in
      let taken = try session.run(LeaseAlert(tenant: tenant, alert: alert, sink: sink, now: now, until: until))
      return try session.message(taken.first, of: tenant, for: sink)
    }
  }

  /// Writes what came of an attempt, and what that says of the sink, in one transaction.
  public func record(_ result: DeliveryResult, of message: LeasedMessage, at now: Int64) async throws {
    let (tenant, sink) = (tenant, message.sink.name)
    try await database.write(as: tenant) { session in
      switch result {
      case .delivered:
        try session.execute(MarkDelivered(tenant: tenant, message: message.id, at: now))
        try session.execute(SinkWorked(tenant: tenant, name: sink))
      case .postponed(let until, let rest, let reason):
        try session.execute(
          Postpone(tenant: tenant, message: message.id, attempt: message.attempt, until: until, reason: reason))
        try session.execute(SinkFailed(tenant: tenant, name: sink, restsUntil: rest))
      case .dead(let rest, let reason):
        try session.execute(Bury(tenant: tenant, message: message.id, attempt: message.attempt, reason: reason))
        try session.execute(SinkFailed(tenant: tenant, name: sink, restsUntil: rest))
      case .expired(let since, let rest, let reason):
        try session.execute(Bury(tenant: tenant, message: message.id, attempt: message.attempt, reason: reason))
        try session.execute(BuryAll(tenant: tenant, sinks: [sink], until: since, reason: reason, now: now))
        try session.execute(SinkFailed(tenant: tenant, name: sink, restsUntil: rest))
      case .gone(let reason):
        try session.execute(Bury(tenant: tenant, message: message.id, attempt: message.attempt, reason: reason))
        try session.execute(DisableSink(tenant: tenant, name: sink, reason: reason))
        try session.execute(BuryAll(tenant: tenant, sinks: [sink], until: now, reason: reason, now: now))
      case .failedTest(let reason):
        try session.execute(Bury(tenant: tenant, message: message.id, attempt: message.attempt, reason: reason))
      }
    }
  }
}

/// A message that is ours to send until its lease ends.
public struct LeasedMessage: Sendable, Hashable {
  public var id: MessageID
  public var sink: Sink
  public var alert: AlertToTell
  /// This one counted, from 1.
  public var attempt: Int32
  public var createdAt: Int64

  public init(id: MessageID, sink: Sink, alert: AlertToTell, attempt: Int32, createdAt: Int64) {
    self.id = id
    self.sink = sink
    self.alert = alert
    self.attempt = attempt
    self.createdAt = createdAt
  }
}

/// What came of an attempt. Times are microseconds since 1970; a reason is a sentence without secrets.
public enum DeliveryResult: Sendable, Hashable {
  case delivered
  /// To be tried again; the whole sink rests where it is told until when.
  case postponed(until: Int64, rest: Int64?, reason: String)
  /// Given up: this message would never arrive.
  case dead(rest: Int64?, reason: String)
  /// Given up after days, and with it all for this sink that is as old: from `since` or before.
  case expired(since: Int64, rest: Int64?, reason: String)
  /// The receiver wants nothing any more: the sink is switched off.
  case gone(reason: String)
  /// A test did not arrive; nobody would want it later, and it says nothing of the sink's alerts.
  case failedTest(reason: String)
}

extension Session {
  fileprivate mutating func message(
    _ taken: TakenMessage?, of tenant: TenantID, for sink: String
  ) throws -> LeasedMessage? {
    guard let taken, let alert = try run(ReadAlert(tenant: tenant, alert: taken.alert)).first,
      let sink = try run(ReadSink(tenant: tenant, name: sink)).first
    else { return nil }
    return LeasedMessage(id: taken.id, sink: sink, alert: alert, attempt: taken.attempt, createdAt: taken.createdAt)
  }
}
