import Definitions
import Engine
import Foundation
import Store
import Workers

/// Clients whose people visit, and who want to be told of those that turn hot: a definition, the usual momentum
/// model, and a sink. To the sink nothing is sent; its messages wait in the outbox.
struct FreshClients: Sendable {
  let tenants: [Tenant]
  let keys: [String]

  /// Of each client.
  static let people = 200

  static func make(_ count: Int, in database: BenchDatabase) async throws -> FreshClients {
    let keys = try await BenchTenants.keys(count, in: database)
    let definition = try Definition.parse(BenchTenant.definition, file: "bench", vocabulary: nil)
    let address = try WebAddress("https://alerts.example/bench")
    let service = database.service
    var tenants: [Tenant] = []
    for number in 1...count {
      let tenant = try await service.tenants.open("bench-many-\(number)")
      _ = try await Restatement(service, tenant: tenant).adopt(definition)
      _ = try await service.sinks(of: tenant.id).set([
        SinkPlan(name: "bench", target: .webhook(address, secrets: []))
      ])
      tenants.append(tenant)
    }
    return FreshClients(tenants: tenants, keys: keys)
  }

  /// One of them: of very different size, the largest has a fifth of all there is.
  func drawn(_ chance: inout SplitMix64) -> Int {
    let share = chance.share()
    return min(tenants.count - 1, Int(share * share * share * Double(tenants.count)))
  }
}

/// Somebody who comes, introduces itself and turns hot, and what became of it.
struct Visitor: Sendable {
  var tenant: Tenant
  /// As its alert names it.
  var email: String
  /// When its messages were sent, and when they were answered: durable.
  var sent: ContinuousClock.Instant
  var answered: ContinuousClock.Instant?
  /// When an alert of it stood in the outbox, and it in the report.
  var seen: ContinuousClock.Instant?
}
