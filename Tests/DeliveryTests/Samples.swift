import Definitions
import Engine
import Foundation
import LibPQ
import MigratedDatabase
import Store
import Synchronization
import TestSupport

@testable import Delivery

extension AlertToTell {
  static func sample(
    id: Int64 = 1, kind: String = "hot", headline: String = "Ana Lima, acme.example",
    reason: String = "Momentum 24: three visits to pricing since Monday.", action: String = "Call today.",
    account: String? = "acme.example"
  ) -> AlertToTell {
    AlertToTell(
      id: id, kind: kind, day: Day(20_779), firedAt: 1_795_363_200_000_000, headline: headline, reason: reason,
      action: action, dueBy: 1_795_377_600_000_000, momentum: 24, tier: "hot", assignedTo: "Kim", lead: LeadID(7),
      externalID: "C-7", account: account)
  }
}

extension Message {
  static func sample(_ alert: AlertToTell = .sample(), client: String = "Acme GmbH") -> Message {
    Message(
      id: MessageID("msg_0123456789abcdef0123456789abcdef"), tenant: "acme", client: client,
      timezone: "Europe/Berlin", alert: alert)
  }
}

/// A tenant with alerts and sinks of a test, on a clock that the test moves.
final class Told: Sendable {
  let database: Database
  let tenant: Tenant
  private let time: Mutex<Int64>

  init(_ database: Database, slug: String = "acme") async throws {
    self.database = database
    tenant = try await database.tenants.create(
      NewTenant(slug: slug, settings: TenantSettings(name: slug, timezone: "UTC"))
    ).tenant
    let id = tenant.id
    try await database.write(as: id) { _ = try $0.execute(OpenHead(tenant: id)) }
    // What is written from now on is due: the database's clock is behind this one.
    time = Mutex(try await database.outbox(of: id).time() + 60_000_000)
  }

  var clock: Courier.Clock { { self.time.withLock { $0 } } }

  func pass(seconds: Int64) { time.withLock { $0 += seconds * 1_000_000 } }

  func sinks(_ plans: SinkPlan...) async throws {
    _ = try await database.sinks(of: tenant.id).set(plans)
  }

  func sink(_ name: String) async throws -> SinkStanding? { try await database.sinks(of: tenant.id).named(name) }

  /// Alerts and their messages, in one transaction, as a refresh writes them.
  func fire(_ numbers: ClosedRange<Int64>, kind: String = "hot", headline: String = "Ana") async throws {
    let id = tenant.id
    try await database.write(as: id) { session in
      for number in numbers {
        try session.simple(
          """
          insert into core.alert (tenant_id, alert_id, firing, kind, day, headline, reason, action)
          values (\(id.rawValue), \(number), 'f\(number)', '\(kind)', '2026-11-22', $h$\(headline)$h$, 'why', 'call')
          """)
      }
      try session.simple(
        "update core.head set next_alert = \(numbers.upperBound + 1) where tenant_id = \(id.rawValue)")
      try session.fanOut(Array(numbers), of: id)
    }
  }

  func courier(
    _ sender: any Sender, policy: RetryPolicy = RetryPolicy(), chance: Double = 0.999
  ) -> Courier {
    Courier(database, sender: sender, policy: policy, clock: clock, chance: { chance })
  }

  /// Rows of a query as the service in this tenant's context.
  func query(_ text: String) async throws -> [[String?]] {
    try await database.read(as: tenant.id) { try $0.query(text) }
  }
}

extension SinkPlan {
  static func webhook(_ name: String, _ url: String, alerts: [String] = []) throws -> SinkPlan {
    SinkPlan(
      name: name, target: .webhook(try WebAddress(url), secrets: [.testing]), alerts: alerts)
  }
}

extension SigningSecret {
  static let testing = SigningSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!
}

/// A sender that answers as a test says, and remembers what it was given.
final class ScriptedSender: Sender {
  private let seen = Mutex<[Message]>([])
  private let answer: @Sendable (Message, SinkTarget) async -> AttemptOutcome

  init(_ answer: @escaping @Sendable (Message, SinkTarget) async -> AttemptOutcome) { self.answer = answer }

  var messages: [Message] { seen.withLock { $0 } }

  func send(_ message: Message, to target: SinkTarget) async -> AttemptOutcome {
    seen.withLock { $0.append(message) }
    return await answer(message, target)
  }
}
