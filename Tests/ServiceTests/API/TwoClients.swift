import Engine
import Foundation
import LibPQ
import MigratedDatabase
import Store
import TestSupport
import Testing

@testable import Service

/// Two clients with the same lead numbers and different canaries before a running service, and tokens of all kinds.
struct TwoClients: Sendable {
  static let alphaCanary = "canary-alpha-7f3a"
  static let betaCanary = "canary-beta-9c1e"

  let service: RunningService
  let alpha: Tenant
  let beta: Tenant
  let alphaToken: AccessKey
  let betaToken: AccessKey
  let agencyToken: AccessKey
  let writeKey: AccessKey

  static func play<Value: Sendable>(
    leads: Int = 25, _ body: @escaping @Sendable (TwoClients) async throws -> Value
  ) async throws -> Value {
    try await RunningService.play { service in
      let (tenants, keys) = (service.database.tenants, service.database.keys)
      let alpha = try await tenants.create(.named(alphaCanary)).tenant
      let beta = try await tenants.create(.named(betaCanary)).tenant
      for tenant in [alpha, beta] { try await service.place.run(filling(tenant, leads: leads)) }
      return try await body(
        TwoClients(
          service: service, alpha: alpha, beta: beta, alphaToken: try await keys.create(.read, for: alpha),
          betaToken: try await keys.create(.read, for: beta), agencyToken: try await keys.create(.agency, for: nil),
          writeKey: try await keys.create(.write, for: alpha)))
    }
  }

  /// Asks with a token.
  func ask(
    _ path: String, _ key: AccessKey?, method: String = "GET", headers: [String: String] = [:]
  ) async throws -> RunningService.Reply {
    var headers = headers
    if let key { headers["Authorization"] = "Bearer \(key.text)" }
    return try await service.send(method, "/api/v1" + path, headers: headers)
  }

  /// What there is to ask of a client.
  static let reports = ["lvr", "momentum", "queue", "accounts", "alerts", "leads/1"]

  private static func filling(_ tenant: Tenant, leads: Int) -> String {
    let (id, canary) = (tenant.id.rawValue, tenant.slug)
    return """
      insert into core.definition (tenant_id, version, name, basis, source)
        values (\(id), 1, '\(canary)', 'stock', 'name: all');
      insert into core.generation (tenant_id, generation, definition, zone, state) values (\(id), 1, 1, 'UTC', 'ready');
      insert into core.head (tenant_id, live_generation) values (\(id), 1);
      insert into core.account select \(id), n, '\(canary)-' || n || '.example' from generate_series(1, 7) n;
      insert into core.lead select \(id), n, null from generate_series(1, \(leads)) n;
      insert into core.lead values (\(id), 1000, 3);
      insert into core.profile (tenant_id, generation, lead_id, account_id, stage, external_id, email, name, attributes)
        select \(id), 1, n, 1 + n % 7, 'lead', '\(canary)-' || n, '\(canary)-' || n || '@x.example', '\(canary) ' || n,
               jsonb_build_object('source', '\(canary)') from generate_series(1, \(leads)) n;
      insert into core.qualification (tenant_id, generation, lead_id, created_day, channel, qualified, exits)
        select \(id), 1, n, '2026-01-05', 'unknown', '{[2026-01-05,2026-02-05),[2026-03-01,)}', '{decayed}'
          from generate_series(1, \(leads)) n;
      insert into core.momentum (tenant_id, generation, lead_id, days, velocity, frequency, content, gain, state,
        engaged_first, engaged_last, touched, score_days, scores)
        select \(id), 1, n, '{2026-01-05}', array[10 * (n % 4) - 5], '{0}', '{0}', array[n % 3], '{4}',
               '{2026-01-05 10:00+00}', '{2026-01-05 11:00+00}', '{}', '{}', '{}' from generate_series(1, \(leads)) n;
      insert into core.account_momentum (tenant_id, generation, account_id, days, stakeholders, before, points, momentum,
        surging) select \(id), 1, n, '{2026-01-05}', array[n % 2], '{0}', '{0}', array[n / 3], '{false}'
          from generate_series(1, 7) n;
      insert into core.day_count (tenant_id, generation, day, channel, created, entered)
        select \(id), 1, date '2025-01-15' + 31 * n, 'unknown', 40, 40 + n from generate_series(0, 16) n;
      insert into core.alert (tenant_id, alert_id, firing, kind, lead_id, account_id, day, headline, reason, action)
        select \(id), n, 'f' || n, case n % 2 when 0 then 'hot' else 'signal' end, n, 1 + n % 7, '2026-03-01',
               '\(canary) ' || n, 'why', 'do' from generate_series(1, \(leads)) n;
      """
  }
}

extension RunningService.Reply {
  /// The members of a JSON object.
  var object: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any] ?? [:]
  }

  var rows: [[String: Any]] { object["data"] as? [[String: Any]] ?? [] }
  var nextCursor: String? { object["next_cursor"] as? String }
  var code: String? { object["code"] as? String }
}
